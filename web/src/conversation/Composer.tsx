import { useId, useImperativeHandle, useLayoutEffect, useRef, type KeyboardEvent, type Ref } from 'react';
import { useChat, useUnsentText } from '../chat/ChatContext';
import { Icon } from '../ui/Icon';
import { useMaximumLength } from './ClientConfigContext';
import './composer.css';

export interface ComposerHandle {
  readonly focus: () => void;
}

interface Props {
  readonly ref: Ref<ComposerHandle>;
  /** The conversation that is written in; null for the next new one. */
  readonly sessionId: string | null;
  readonly running: boolean;
  readonly ended: boolean;
  readonly disabled: boolean;
  readonly onSend: (text: string) => boolean;
  readonly onStop: () => void;
  readonly onNew: () => void;
}

/** The counter appears with the last tenth. */
const counterThreshold = 0.9;

export function Composer({ ref, sessionId, running, ended, disabled, onSend, onStop, onNew }: Props) {
  const chat = useChat();
  const maximumLength = useMaximumLength();
  const [text, setText] = useUnsentText(sessionId);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const hint = useId();
  const length = text.trim().length;
  const tooLong = length > maximumLength;

  useImperativeHandle(ref, () => ({ focus: () => textarea.current?.focus() }), []);

  useLayoutEffect(() => {
    const element = textarea.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const write = (next: string) => {
    setText(next);
    if (sessionId !== null && next !== '') chat.typing(sessionId, true);
  };

  const send = () => {
    if (length === 0 || tooLong || !onSend(text)) return;
    setText('');
    textarea.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    send();
  };

  if (ended) {
    return (
      <div className="composer composer-ended">
        <p>This conversation has ended.</p>
        <button type="button" className="button button-primary" onClick={onNew}>
          <Icon name="plus" /> New conversation
        </button>
      </div>
    );
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="composer-box" data-invalid={tooLong}>
        <textarea
          ref={textarea}
          rows={1}
          value={text}
          disabled={disabled}
          placeholder="Write a message"
          aria-label="Message"
          aria-describedby={hint}
          aria-invalid={tooLong}
          enterKeyHint="send"
          onChange={(event) => write(event.target.value)}
          onBlur={() => sessionId !== null && chat.typing(sessionId, false)}
          onKeyDown={onKeyDown}
        />
        {running && (
          <button
            type="button"
            className="composer-button composer-stop"
            aria-label="Stop the answer"
            title="Stop the answer (Escape)"
            onClick={onStop}
          >
            <Icon name="stop" />
          </button>
        )}
        <button
          type="submit"
          className="composer-button composer-send"
          aria-label="Send"
          title="Send (Enter)"
          disabled={length === 0 || tooLong || disabled}
        >
          <Icon name="send" />
        </button>
      </div>
      <p className="composer-hint" id={hint}>
        <span className="composer-keys">Enter sends, Shift+Enter starts a new line{running ? ', Escape stops the answer' : ''}</span>
        {length >= maximumLength * counterThreshold && (
          <span className="composer-count" data-invalid={tooLong} role="status">
            {tooLong
              ? `${(length - maximumLength).toLocaleString('en')} characters too many`
              : `${(maximumLength - length).toLocaleString('en')} characters left`}
          </span>
        )}
      </p>
    </form>
  );
}

/** Enter that ends a composition sends nothing. Safari ends it before the key: `isComposing` is false then, and the key code 229. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it
const isComposing = (event: globalThis.KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;
