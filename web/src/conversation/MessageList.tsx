import { useRef, useState } from 'react';
import { useChat } from '../chat/ChatContext';
import { isDraft, type Conversation } from '../chat/model';
import { isStreaming } from '../chat/selectors';
import { Icon } from '../ui/Icon';
import { ApprovalCard } from './ApprovalCard';
import { PersonMessage } from './PersonMessage';
import { ReplyView } from './ReplyView';
import { TypingDots } from './TypingDots';
import { UserMessage } from './UserMessage';
import { useAutoScroll } from './useAutoScroll';
import './messages.css';

interface Props {
  readonly conversation: Conversation;
  /** Gives the focus back to where one writes. */
  readonly onFocusComposer: () => void;
}

export function MessageList({ conversation, onFocusComposer }: Props) {
  const chat = useChat();
  const { entries, sessionId, history, historyCursor, typing, ended } = conversation;
  const ownMessageCount = entries.filter((entry) => entry.kind === 'user' && entry.author === null).length;
  // A draft becomes a session without the reader leaving it.
  const firstKey = entries[0]?.key ?? sessionId;
  const scroller = useRef<HTMLDivElement>(null);
  const autoScroll = useAutoScroll(scroller, isDraft(sessionId) ? firstKey : sessionId, ownMessageCount);
  const earlier = useEarlierMessages(conversation);

  return (
    <div className="messages-frame">
      <div ref={scroller} className="messages" onScroll={autoScroll.onScroll} tabIndex={-1}>
        <div className="messages-column" role="log" aria-label="Conversation" aria-live="polite" aria-busy={isStreaming(conversation)}>
          {history === 'loading' && entries.length === 0 && <HistorySkeleton />}
          {history === 'failed' && (
            <p className="messages-note">
              Earlier messages could not be loaded.{' '}
              <button type="button" className="link" onClick={() => chat.select(sessionId)}>
                Try again
              </button>
            </p>
          )}
          {historyCursor !== null && (
            <button
              type="button"
              className="button button-small button-quiet messages-earlier"
              disabled={earlier.isLoading}
              onClick={earlier.load}
            >
              {earlier.isLoading ? 'Loading…' : 'Show earlier messages'}
            </button>
          )}
          {entries.map((entry) => {
            switch (entry.kind) {
              case 'user':
                return entry.author === null ? (
                  <UserMessage key={entry.key} entry={entry} onRetry={chat.retrySend} onDiscard={chat.discard} />
                ) : (
                  <PersonMessage key={entry.key} entry={entry} author={entry.author} />
                );
              case 'reply':
                return <ReplyView key={entry.key} reply={entry} />;
              case 'approval':
                return (
                  <ApprovalCard
                    key={entry.key}
                    approval={entry}
                    onRespond={(approved) => {
                      chat.respondToApproval(sessionId, entry.approvalId, approved);
                      onFocusComposer();
                    }}
                    onStartTyping={onFocusComposer}
                  />
                );
            }
          })}
          {typing.length > 0 && (
            <p className="messages-typing">
              <TypingDots />
              {typing.length === 1 ? 'Somebody is typing' : 'Several people are typing'}
            </p>
          )}
          {ended && <p className="messages-note messages-ended">This conversation has ended.</p>}
        </div>
      </div>
      {!autoScroll.isAtBottom && (
        <button type="button" className="scroll-to-bottom" onClick={autoScroll.scrollToBottom}>
          <Icon name="down" /> Latest
        </button>
      )}
    </div>
  );
}

function useEarlierMessages({ sessionId }: Conversation): { readonly isLoading: boolean; readonly load: () => void } {
  const chat = useChat();
  const [isLoading, setIsLoading] = useState(false);
  const running = useRef(false);
  const load = () => {
    if (running.current) return;
    running.current = true;
    setIsLoading(true);
    void chat.loadEarlier(sessionId).finally(() => {
      running.current = false;
      setIsLoading(false);
    });
  };
  return { isLoading, load };
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
