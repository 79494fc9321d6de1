import { useRef, useState } from 'react';
import { useChat } from '../chat/ChatContext';
import { isDraft, type Conversation } from '../chat/model';
import { isBusy } from '../chat/selectors';
import { Icon } from '../ui/Icon';
import { ApprovalCard } from './ApprovalCard';
import { ReplyView } from './ReplyView';
import { UserMessage } from './UserMessage';
import { useReadingPosition } from './useReadingPosition';

interface Properties {
  readonly conversation: Conversation;
  /** Gives the focus back to where one writes. */
  readonly onDone: () => void;
}

export function MessageList({ conversation, onDone }: Properties) {
  const chat = useChat();
  const { entries, sessionId, history, earlier, typing, ended } = conversation;
  const own = entries.filter((entry) => entry.kind === 'user').length;
  // A draft becomes a session without the reader leaving it.
  const firstKey = entries[0]?.key ?? sessionId;
  const scroller = useRef<HTMLDivElement>(null);
  const position = useReadingPosition(scroller, isDraft(sessionId) ? firstKey : sessionId, own);
  const loading = useEarlier(conversation);

  return (
    <div className="messages-frame">
      <div ref={scroller} className="messages" onScroll={position.onScroll} tabIndex={-1}>
        <div className="messages-column" role="log" aria-label="Conversation" aria-live="polite" aria-busy={isBusy(conversation)}>
          {history === 'loading' && entries.length === 0 && <HistorySkeleton />}
          {history === 'failed' && (
            <p className="messages-note">
              Earlier messages could not be loaded.{' '}
              <button type="button" className="link" onClick={() => chat.select(sessionId)}>
                Try again
              </button>
            </p>
          )}
          {earlier !== null && (
            <button type="button" className="button button-small button-quiet messages-earlier" disabled={loading.busy} onClick={loading.load}>
              {loading.busy ? 'Loading…' : 'Show earlier messages'}
            </button>
          )}
          {entries.map((entry) => {
            switch (entry.kind) {
              case 'user':
                return <UserMessage key={entry.key} entry={entry} onRetry={chat.retrySend} onDiscard={chat.discard} />;
              case 'reply':
                return <ReplyView key={entry.key} reply={entry} />;
              case 'approval':
                return (
                  <ApprovalCard
                    key={entry.key}
                    approval={entry}
                    onAnswer={(approved) => {
                      chat.answer(sessionId, entry.approvalId, approved);
                      onDone();
                    }}
                    onType={onDone}
                  />
                );
            }
          })}
          {typing.length > 0 && (
            <p className="messages-note typing">
              <span className="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {typing.length === 1 ? 'Somebody is typing' : 'Several people are typing'}
            </p>
          )}
          {ended && <p className="messages-note messages-ended">This conversation has ended.</p>}
        </div>
      </div>
      {!position.atEnd && (
        <button type="button" className="to-end" onClick={position.toEnd}>
          <Icon name="down" /> Latest
        </button>
      )}
    </div>
  );
}

function useEarlier({ sessionId }: Conversation): { readonly busy: boolean; readonly load: () => void } {
  const chat = useChat();
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const load = () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    void chat.loadEarlier(sessionId).finally(() => {
      running.current = false;
      setBusy(false);
    });
  };
  return { busy, load };
}

function HistorySkeleton() {
  return (
    <div className="history-skeleton" aria-label="Loading messages" aria-busy="true">
      <span className="skeleton-own" />
      <span />
      <span />
      <span className="skeleton-own" />
      <span />
    </div>
  );
}
