import { useState } from 'react';
import type { ReplyEntry } from '../chat/model';
import { Icon } from '../ui/Icon';
import { capitalise } from '../ui/capitalise';
import { duration } from '../ui/time';
import type { Citation } from '../wire/events';
import { useTraceUrl } from './ClientConfigContext';
import { sourceLabel } from './toolLabels';
import './chips.css';
import './reply-details.css';

/** Sources, scores and figures of an answer, and the way to its trace. */
export function ReplyDetails({ reply }: { readonly reply: ReplyEntry }) {
  const { metadata } = reply;
  const trace = useTraceUrl(reply.traceId);
  const citations = uniqueCitations(metadata?.citations ?? []);
  const tokens = metadata?.tokens;
  return (
    <footer className="details">
      {citations.length > 0 && (
        <ul className="chips" aria-label="Sources">
          {citations.map((citation) => (
            <li
              key={`${citation.source}:${citation.reference ?? ''}`}
              className="chip chip-source"
              title={`${capitalise(citation.kind)} ${citation.source}${citation.reference == null ? '' : `, ${citation.reference}`}`}
            >
              <Icon name="source" />
              {sourceLabel(citation.source, citation.reference)}
            </li>
          ))}
        </ul>
      )}
      {reply.scores && Object.keys(reply.scores).length > 0 && (
        <ul className="chips" aria-label="Scores">
          {Object.entries(reply.scores).map(([name, score]) => (
            <li key={name} className="chip chip-score" data-grade={score >= 0.75 ? 'good' : score >= 0.5 ? 'fair' : 'poor'}>
              <i className="score-bar" style={{ '--score': score }} aria-hidden="true" />
              {capitalise(name)} {Math.round(score * 100)}%
            </li>
          ))}
          {reply.flags.map((flag) => (
            <li key={flag} className="chip chip-flag">
              <Icon name="warning" />
              {flag.replaceAll('_', ' ')}
            </li>
          ))}
        </ul>
      )}
      <div className="figures">
        {metadata?.firstTokenMs != null && (
          <span title="Time to the first word">
            <Icon name="clock" /> {duration(metadata.firstTokenMs)} to first word
          </span>
        )}
        {metadata?.streamLatency != null && metadata.streamLatency > 0 && (
          <span title="Time to the whole answer">{duration(metadata.streamLatency)} in all</span>
        )}
        {tokens != null && tokens.input + tokens.output > 0 && (
          <span title={`${tokens.input} tokens read, ${tokens.output} written`}>{tokens.input + tokens.output} tokens</span>
        )}
        {metadata?.model === 'offline' && <span title="Written by the built-in model">offline model</span>}
        {trace !== null && (
          <a className="link" href={trace} target="_blank" rel="noopener" aria-label="Trace of this turn, opens in a new tab">
            <Icon name="trace" /> Trace
          </a>
        )}
        {reply.content !== '' && <CopyButton text={reply.content} />}
      </div>
    </footer>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const show = (next: 'copied' | 'failed') => {
    setState(next);
    setTimeout(() => setState('idle'), 2_000);
  };
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => show('copied'),
      () => show('failed'),
    );
  };
  return (
    <button type="button" className="link" onClick={copy}>
      <Icon name={state === 'copied' ? 'check' : 'copy'} />
      <span aria-live="polite">{state === 'copied' ? 'Copied' : state === 'failed' ? 'Not allowed by the browser' : 'Copy'}</span>
    </button>
  );
}

function uniqueCitations(citations: readonly Citation[]): readonly Citation[] {
  const seen = new Map(citations.map((citation) => [citation.reference ?? citation.source, citation]));
  return [...seen.values()];
}
