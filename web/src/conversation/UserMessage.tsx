import { memo } from 'react';
import type { UserEntry } from '../chat/model';
import { Icon } from '../ui/Icon';
import { clockTime } from '../ui/time';
import './user-message.css';

interface Props {
  readonly entry: UserEntry;
  readonly onRetry: (clientMessageId: string) => void;
  readonly onDiscard: (clientMessageId: string) => void;
}

export const UserMessage = memo(function UserMessage({ entry, onRetry, onDiscard }: Props) {
  const id = entry.clientMessageId;
  return (
    <article className="user-message" data-delivery={entry.delivery} aria-label="Your message">
      <p className="user-text">{entry.content}</p>
      <footer>
        {entry.delivery === 'sending' && <span>Sending…</span>}
        {entry.delivery === 'sent' && <time dateTime={new Date(entry.at).toISOString()}>{clockTime(entry.at)}</time>}
        {entry.delivery === 'failed' && id !== null && (
          <>
            <span className="user-failure" role="alert">
              Not sent. {entry.failure}
            </span>
            <button type="button" className="link" onClick={() => onRetry(id)}>
              <Icon name="retry" /> Send again
            </button>
            <button type="button" className="link" onClick={() => onDiscard(id)}>
              Discard
            </button>
          </>
        )}
      </footer>
    </article>
  );
});
