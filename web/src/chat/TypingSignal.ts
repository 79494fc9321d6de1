/** Tells the others in a session that this user writes: at most every three seconds, and that they stopped. */
export class TypingSignal {
  readonly #emit: (name: 'typing:start' | 'typing:stop', sessionId: string) => void;
  #sessionId: string | null = null;
  #sentAt = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(emit: (name: 'typing:start' | 'typing:stop', sessionId: string) => void) {
    this.#emit = emit;
  }

  touch(sessionId: string): void {
    if (this.#sessionId !== sessionId) this.stop();
    const now = Date.now();
    if (this.#sessionId === null || now - this.#sentAt >= 3_000) {
      this.#emit('typing:start', sessionId);
      this.#sentAt = now;
    }
    this.#sessionId = sessionId;
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), 4_000);
  }

  stop(): void {
    clearTimeout(this.#idle);
    if (this.#sessionId !== null) this.#emit('typing:stop', this.#sessionId);
    this.#sessionId = null;
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#sessionId = null;
  }
}
