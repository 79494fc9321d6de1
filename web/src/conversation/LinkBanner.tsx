import { useChat, useChatState } from '../chat/ChatContext';
import { Icon } from '../ui/Icon';

/** Says what the connection is at, when it is not simply there. */
export function LinkBanner() {
  const { retryConnection } = useChat();
  const link = useChatState((state) => state.link);
  if (link.status !== 'offline' && link.status !== 'reconnecting') return null;
  return (
    <div className="link-banner" data-status={link.status} role="status">
      <p>{link.status === 'offline' ? link.reason : 'The connection was interrupted. Reconnecting…'}</p>
      <button type="button" className="button button-small button-quiet" onClick={retryConnection}>
        <Icon name="retry" /> Try now
      </button>
    </div>
  );
}
