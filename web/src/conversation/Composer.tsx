import { useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useChat } from '../chat/ChatContext';
import { Icon } from '../ui/Icon';
import { useMaximumLength } from './ClientConfigContext';
import './composer.css';

export interface ComposerHandle {
  readonly focus: () => void;
}

interface Props {
  readonly ref: Ref<ComposerHandle>;
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
  const [text, setText] = useState('');
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

  useEffect(() => {
    if (sessionId !== null && text !== '') chat.typing(sessionId, true);
  }, [chat, sessionId, text]);

  const send = () => {
    if (length === 0 || tooLong || !onSend(text)) return;
    setText('');
    textarea.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
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
          onChange={(event) => setText(event.target.value)}
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
