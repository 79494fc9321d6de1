/** What an answer of the server tells of its clock. All in Unix milliseconds. */
export interface ClockReading {
  /** The earliest time that the server's clock can have shown. */
  readonly serverTime: number;
  /** How much later it can have been: 1,000 where the server gives whole seconds. */
  readonly resolution: number;
  /** When it was asked, by this browser's clock. */
  readonly askedAt: number;
  /** When the answer was here, by this browser's clock. */
  readonly answeredAt: number;
}

/** Less than a reader can see; nobody is told of it. */
const perceptible = 250;

/**
 * The server's clock as far as this page knows it. What the platform stamps (expiry, messages, activity) is compared with this and never
 * with the browser's own clock, which may be hours off. Until the server has answered once, the browser's clock has to do.
 *
 * Each answer bounds how far the clocks are apart: the server's time was taken between the question and the answer. Bounds of several
 * answers are intersected; where they contradict, one of the clocks was set, and the newest counts.
 */
export class ServerClock {
  #low = -Infinity;
  #high = Infinity;
  #offset = 0;
  readonly #listeners = new Set<() => void>();

  /** The server's time, in Unix milliseconds. */
  readonly now = (): number => Date.now() + this.#offset;

  /** Whether the server has said its time. */
  get isKnown(): boolean {
    return this.#high !== Infinity;
  }

  /** How far the server's clock is ahead, in milliseconds. */
  readonly offset = (): number => this.#offset;

  /** A time of the server as the clock of this browser will show it. */
  readonly toLocal = (at: number): number => at - this.#offset;

  observe({ serverTime, resolution, askedAt, answeredAt }: ClockReading): void {
    // The browser's clock was set meanwhile: nothing follows from that.
    if (answeredAt < askedAt || !Number.isFinite(serverTime)) return;
    const low = serverTime - answeredAt;
    const high = serverTime + resolution - askedAt;
    const agrees = low <= this.#high && high >= this.#low;
    this.#low = agrees ? Math.max(low, this.#low) : low;
    this.#high = agrees ? Math.min(high, this.#high) : high;
    const before = this.#offset;
    this.#offset = Math.round((this.#low + this.#high) / 2);
    if (Math.abs(this.#offset - before) < perceptible) return;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Begins to measure how long an answer takes; the function that it gives is called with what the server said. */
  ask(): (serverTime: number, resolution?: number) => void {
    const askedAt = Date.now();
    return (serverTime, resolution = 0) => this.observe({ serverTime, resolution, askedAt, answeredAt: Date.now() });
  }

  /** Calls back when the clock turns out to be another than was thought: what was scheduled by it is scheduled anew. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** The clock of the gateway that the page came from; there is one. */
export const serverClock = new ServerClock();
