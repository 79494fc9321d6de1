import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { serverClock } from '../clock/ServerClock';
import type { ApprovalEntry } from '../chat/model';
import { Icon } from '../ui/Icon';
import { clockTime } from '../ui/time';
import { approvalTitle, argumentLabel, argumentText, readableArguments } from './toolLabels';
import { useIsExpired } from './useIsExpired';
import './approval.css';

interface Props {
  readonly approval: ApprovalEntry;
  readonly onRespond: (approved: boolean) => void;
  /** The reader starts to write instead. */
  readonly onStartTyping: () => void;
}

type State = 'open' | 'sending' | 'approved' | 'rejected' | 'withdrawn' | 'expired';

const stateLabels: Readonly<Record<Exclude<State, 'open'>, string>> = {
  sending: 'Sending your answer…',
  approved: 'You said yes.',
  rejected: 'Not done. Nothing was changed.',
  withdrawn: 'Withdrawn, since you asked for something else. Nothing was changed.',
  expired: 'This question has expired. Ask again if you still want it.',
};

/** Asks before something is changed. Takes the focus from an empty input, so that Tab and Enter answer it. */
export function ApprovalCard({ approval, onRespond, onStartTyping }: Props) {
  const isExpired = useIsExpired(approval.expiresAt);
  const state: State = approval.outcome ?? (approval.pendingResponse !== null ? 'sending' : isExpired ? 'expired' : 'open');
  const card = useRef<HTMLElement>(null);
  const title = useId();
  const reason = useId();

  useEffect(() => {
    if (state === 'open' && isNotWriting(document.activeElement)) card.current?.focus({ preventScroll: true });
  }, [state]);

  const onKeyDown = (event: KeyboardEvent) => {
    const isButton = event.target instanceof HTMLButtonElement;
    const isTyping = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !(isButton && event.key === ' ');
    if (state === 'open' && isTyping) onStartTyping();
  };

  return (
    <section
      ref={card}
      className="approval"
      data-state={state}
      role="group"
      aria-labelledby={title}
      aria-describedby={reason}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <h3 id={title}>
        <Icon name="shield" />
        {approvalTitle(approval.tool)}
      </h3>
      <p id={reason}>{approval.reason}</p>
      <dl>
        {readableArguments(approval.arguments).map(([name, value]) => (
          <div key={name}>
            <dt>{argumentLabel(name)}</dt>
            <dd>{argumentText(value)}</dd>
          </div>
        ))}
      </dl>
      {state === 'open' ? (
        <>
          <div className="approval-buttons">
            <button type="button" className="button button-primary" onClick={() => onRespond(true)}>
              <Icon name="check" /> Yes, do it
            </button>
            <button type="button" className="button" onClick={() => onRespond(false)}>
              No, leave it
            </button>
          </div>
          <p className="approval-hint">Or write “yes” or “no”. Open until {clockTime(serverClock.toLocal(approval.expiresAt))}.</p>
        </>
      ) : (
        <p className="approval-outcome" role="status">
          {state === 'sending' ? <Icon name="spinner" /> : <Icon name={state === 'approved' ? 'check' : 'cross'} />}
          {stateLabels[state]}
        </p>
      )}
    </section>
  );
}

/** Nobody is in the middle of writing. */
const isNotWriting = (element: Element | null): boolean =>
  element === null || element === document.body || (element instanceof HTMLTextAreaElement && element.value === '');
