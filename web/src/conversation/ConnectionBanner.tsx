import { useChat, useChatState } from '../chat/ChatContext';
import { Icon } from '../ui/Icon';

/** Says what the connection is at, when it is not simply there. */
export function ConnectionBanner() {
  const { retryConnection } = useChat();
  const connection = useChatState((state) => state.connection);
  if (connection.status !== 'offline' && connection.status !== 'reconnecting') return null;
  return (
    <div className="connection-banner" data-status={connection.status} role="status">
      <p>{connection.status === 'offline' ? connection.reason : 'The connection was interrupted. Reconnecting…'}</p>
      <button type="button" className="button button-small button-quiet" onClick={retryConnection}>
        <Icon name="retry" /> Try now
      </button>
    </div>
  );
}
