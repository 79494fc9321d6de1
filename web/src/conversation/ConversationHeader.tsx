import { useState } from 'react';
import { useChat, useChatState } from '../chat/ChatContext';
import { isDraft, type Conversation } from '../chat/model';
import { titleOf } from '../chat/selectors';
import type { ConnectionState } from '../connection/ConnectionState';
import { Icon } from '../ui/Icon';
import type { Drawer } from '../ui/useDrawer';
import { useModel } from './ClientConfigContext';

const connectionLabels: Readonly<Record<ConnectionState['status'], string>> = {
  connecting: 'Connecting',
  online: 'Online',
  reconnecting: 'Reconnecting',
  offline: 'Offline',
};

export function ConversationHeader({ drawer, conversation }: { readonly drawer: Drawer; readonly conversation: Conversation | undefined }) {
  const status = useChatState((state) => state.connection.status);
  const title = (conversation && titleOf(conversation)) || 'New conversation';
  const model = useModel() ?? lastModel(conversation);
  return (
    <header className="conversation-head">
      {drawer.overlay && (
        <button
          type="button"
          className="button button-icon"
          aria-label="Show your conversations"
          aria-expanded={drawer.open}
          onClick={drawer.show}
        >
          <Icon name="menu" />
        </button>
      )}
      <h1 title={title}>{title}</h1>
      {model === 'offline' && (
        <span className="badge" title="Answers come from the built-in model; no outside model is asked.">
          offline model
        </span>
      )}
      <span className="connection-state" data-status={status} role="status">
        <span className="connection-dot" aria-hidden="true" />
        <span className="connection-name">{connectionLabels[status]}</span>
      </span>
      {conversation && !conversation.ended && !isDraft(conversation.sessionId) && (
        <EndButton key={conversation.sessionId} sessionId={conversation.sessionId} />
      )}
    </header>
  );
}

/** Ending cannot be undone, so it takes two presses. */
function EndButton({ sessionId }: { readonly sessionId: string }) {
  const chat = useChat();
  const [confirming, setConfirming] = useState(false);
  if (!confirming) {
    return (
      <button
        type="button"
        className="button button-small button-quiet"
        aria-label="End this conversation"
        onClick={() => setConfirming(true)}
      >
        End
      </button>
    );
  }
  return (
    <button
      type="button"
      className="button button-small button-danger"
      autoFocus
      onBlur={() => setConfirming(false)}
      onClick={() => {
        setConfirming(false);
        chat.end(sessionId);
      }}
    >
      End conversation?
    </button>
  );
}

function lastModel(conversation: Conversation | undefined): string | null {
  const reply = conversation?.entries.findLast((entry) => entry.kind === 'reply' && entry.metadata?.model != null);
  return reply?.kind === 'reply' ? (reply.metadata?.model ?? null) : null;
}
