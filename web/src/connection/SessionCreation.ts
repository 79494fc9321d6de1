interface Waiting {
  readonly draftId: string;
  readonly topic: string;
}

export interface SessionCreationHandlers {
  readonly request: (topic: string) => boolean;
  readonly onFailed: (draftId: string) => void;
}

const answerTimeout = 5_000;
const maximumAttempts = 4;

/** Turns drafts into sessions, one at a time: `session:created` does not say which request it answers. */
export class SessionCreation {
  readonly #handlers: SessionCreationHandlers;
  #waiting: Waiting[] = [];
  #attempts = 0;
  #asked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: SessionCreationHandlers) {
    this.#handlers = handlers;
  }

  ensure(draftId: string, topic: string): void {
    if (!this.#waiting.some((other) => other.draftId === draftId)) this.#waiting.push({ draftId, topic });
    if (!this.#asked) this.#ask();
  }

  /** The draft that this session is for; null if nobody asked. */
  created(): string | null {
    if (!this.#asked) return null;
    this.#stop();
    const head = this.#waiting.shift();
    if (this.#waiting.length > 0) this.#ask();
    return head?.draftId ?? null;
  }

  connected(): void {
    this.#attempts = 0;
    if (this.#waiting.length > 0) this.#ask();
  }

  disconnected(): void {
    this.#stop();
  }

  #ask(): void {
    const head = this.#waiting[0];
    if (head === undefined) return;
    clearTimeout(this.#timer);
    if (this.#attempts >= maximumAttempts) {
      this.#stop();
      this.#waiting.shift();
      this.#handlers.onFailed(head.draftId);
      this.#ask();
      return;
    }
    if (!this.#handlers.request(head.topic)) return;
    this.#asked = true;
    this.#attempts++;
    this.#timer = setTimeout(() => this.#ask(), answerTimeout);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#asked = false;
    this.#attempts = 0;
  }
}
