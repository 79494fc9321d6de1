export interface SessionRequestHandlers {
  readonly request: () => boolean;
  readonly onFailed: (draftId: string) => void;
}

const answerTimeout = 5_000;
const maximumAttempts = 4;

/**
 * Turns drafts into sessions, one at a time: `session:created` does not say which request it answers. Nothing of what was written goes
 * along: the platform names the session after its first message, once personal data is out of it.
 */
export class SessionRequests {
  readonly #handlers: SessionRequestHandlers;
  readonly #pending: string[] = [];
  #attempts = 0;
  #requested = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: SessionRequestHandlers) {
    this.#handlers = handlers;
  }

  enqueue(draftId: string): void {
    if (!this.#pending.includes(draftId)) this.#pending.push(draftId);
    if (!this.#requested) this.#requestNext();
  }

  /** The draft that this session is for; null if none was requested. */
  created(): string | null {
    if (!this.#requested) return null;
    this.#reset();
    const next = this.#pending.shift();
    if (this.#pending.length > 0) this.#requestNext();
    return next ?? null;
  }

  connected(): void {
    this.#attempts = 0;
    if (this.#pending.length > 0) this.#requestNext();
  }

  disconnected(): void {
    this.#reset();
  }

  #requestNext(): void {
    const next = this.#pending[0];
    if (next === undefined) return;
    clearTimeout(this.#timer);
    if (this.#attempts >= maximumAttempts) {
      this.#reset();
      this.#pending.shift();
      this.#handlers.onFailed(next);
      this.#requestNext();
      return;
    }
    if (!this.#handlers.request()) return;
    this.#requested = true;
    this.#attempts++;
    this.#timer = setTimeout(() => this.#requestNext(), answerTimeout);
  }

  #reset(): void {
    clearTimeout(this.#timer);
    this.#requested = false;
    this.#attempts = 0;
  }
}
