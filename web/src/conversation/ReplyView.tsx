import { memo } from 'react';
import type { ReplyEntry } from '../chat/model';
import { describeError } from '../ui/describeError';
import { Icon } from '../ui/Icon';
import { agentLabel, stageLabel } from './agentLabels';
import { Markdown } from './Markdown';
import { RefusalCard } from './RefusalCard';
import { ReplyDetails } from './ReplyDetails';
import { toolLabel } from './toolLabels';
import { TypingDots } from './TypingDots';
import { useTypewriter } from './useTypewriter';
import './notice.css';
import './reply.css';

/** One answer: who gives it, what they do for it, the words, and how it came to be. */
export const ReplyView = memo(function ReplyView({ reply }: { readonly reply: ReplyEntry }) {
  const agent = agentLabel(reply.agent);
  const { visible, isTyping } = useTypewriter(reply.content);
  const streaming = reply.status === 'streaming' || isTyping;
  return (
    <article className="reply" data-status={reply.status} aria-label={`Answer from ${agent.name}`}>
      <header className="reply-head">
        <span className="reply-icon" data-agent={reply.agent ?? 'none'} aria-hidden="true">
          <Icon name={agent.icon} />
        </span>
        <span className="reply-agent">{agent.name}</span>
      </header>
      {reply.tools.length > 0 && (
        <ul className="tools" aria-label="What the assistant did">
          {reply.tools.map(({ tool, state }, index) => (
            <li key={`${tool}:${index}`} className="tool" data-state={state}>
              <Icon name={state === 'started' ? 'spinner' : state === 'completed' ? 'check' : 'cross'} />
              {toolLabel(tool, state)}
              {state === 'started' && '…'}
            </li>
          ))}
        </ul>
      )}
      {streaming && reply.content === '' && (
        <p className="thinking" role="status">
          <TypingDots />
          {stageLabel(reply.stage, reply.agent)}…
        </p>
      )}
      {visible !== '' && (
        <div className={streaming ? 'reply-text reply-text-live' : 'reply-text'}>
          <Markdown text={visible} />
        </div>
      )}
      {!streaming && reply.status === 'interrupted' && <p className="reply-note">You stopped this answer.</p>}
      {!streaming && reply.status === 'handedOver' && <p className="reply-note">A person took over here.</p>}
      {reply.refusal && <RefusalCard refusal={reply.refusal} />}
      {reply.failure && <Failure failure={reply.failure} />}
      {!streaming && <ReplyDetails reply={reply} />}
    </article>
  );
});

function Failure({ failure }: { readonly failure: { readonly code: string; readonly message: string } }) {
  const { title, advice } = describeError(failure.code, failure.message);
  return (
    <div className="notice notice-failed" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{title}</strong>
        <p>{advice}</p>
      </div>
    </div>
  );
}
