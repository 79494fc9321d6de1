import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import type { ApprovalEntry } from '../chat/model';
import { Icon } from '../ui/Icon';
import { clockTime } from '../ui/time';
import { approvalQuestion, argumentLabel, argumentText } from './tools';
import { useHasPassed } from './useHasPassed';

interface Properties {
  readonly approval: ApprovalEntry;
  readonly onAnswer: (approved: boolean) => void;
  /** The reader starts to write instead. */
  readonly onType: () => void;
}

type State = 'open' | 'sending' | 'approved' | 'rejected' | 'expired';

const outcomes: Readonly<Record<Exclude<State, 'open'>, string>> = {
  sending: 'Sending your answer…',
  approved: 'You said yes.',
  rejected: 'Not done. Nothing was changed.',
  expired: 'This question has expired. Ask again if you still want it.',
};

/** Asks before something is changed. Takes the focus from an empty input, so that Tab and Enter answer it. */
export function ApprovalCard({ approval, onAnswer, onType }: Properties) {
  const late = useHasPassed(approval.expiresAt);
  const state: State = approval.outcome ?? (approval.answering !== null ? 'sending' : late ? 'expired' : 'open');
  const card = useRef<HTMLElement>(null);
  const title = useId();
  const reason = useId();

  useEffect(() => {
    if (state === 'open' && isIdle(document.activeElement)) card.current?.focus({ preventScroll: true });
  }, [state]);

  const typeInstead = (event: KeyboardEvent) => {
    const isButton = event.target instanceof HTMLButtonElement;
    const writes = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !(isButton && event.key === ' ');
    if (state === 'open' && writes) onType();
  };

  return (
    <section ref={card} className="approval" data-state={state} role="group" aria-labelledby={title} aria-describedby={reason} tabIndex={-1} onKeyDown={typeInstead}>
      <h3 id={title}>
        <Icon name="shield" />
        {approvalQuestion(approval.tool)}
      </h3>
      <p id={reason}>{approval.reason}</p>
      <dl>
        {Object.entries(approval.arguments).map(([name, value]) => (
          <div key={name}>
            <dt>{argumentLabel(name)}</dt>
            <dd>{argumentText(value)}</dd>
          </div>
        ))}
      </dl>
      {state === 'open' ? (
        <>
          <div className="approval-buttons">
            <button type="button" className="button button-primary" onClick={() => onAnswer(true)}>
              <Icon name="check" /> Yes, do it
            </button>
            <button type="button" className="button" onClick={() => onAnswer(false)}>
              No, leave it
            </button>
          </div>
          <p className="approval-hint">Or write “yes” or “no”. Open until {clockTime(approval.expiresAt)}.</p>
        </>
      ) : (
        <p className="approval-outcome" role="status">
          {state === 'sending' ? <Icon name="spinner" /> : <Icon name={state === 'approved' ? 'check' : 'cross'} />}
          {outcomes[state]}
        </p>
      )}
    </section>
  );
}

/** Nobody is in the middle of writing. */
const isIdle = (element: Element | null): boolean =>
  element === null || element === document.body || (element instanceof HTMLTextAreaElement && element.value === '');
