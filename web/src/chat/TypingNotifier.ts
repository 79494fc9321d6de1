/** Tells the others in a session that this user writes: at most every three seconds, and that they stopped. */
export class TypingNotifier {
  readonly #emit: (name: 'typing:start' | 'typing:stop', sessionId: string) => void;
  #sessionId: string | null = null;
  #sentAt = -Infinity;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(emit: (name: 'typing:start' | 'typing:stop', sessionId: string) => void) {
    this.#emit = emit;
  }

  keystroke(sessionId: string): void {
    if (this.#sessionId !== sessionId) this.stop();
    const now = performance.now();
    if (this.#sessionId === null || now - this.#sentAt >= 3_000) {
      this.#emit('typing:start', sessionId);
      this.#sentAt = now;
    }
    this.#sessionId = sessionId;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.stop(), 4_000);
  }

  stop(): void {
    clearTimeout(this.#idleTimer);
    if (this.#sessionId !== null) this.#emit('typing:stop', this.#sessionId);
    this.#sessionId = null;
  }

  dispose(): void {
    clearTimeout(this.#idleTimer);
    this.#sessionId = null;
  }
}
