import type { Conversation } from './model';
import { hasGap } from './sequence';

export interface GapRecoveryHandlers {
  readonly conversation: (sessionId: string) => Conversation | undefined;
  readonly rejoin: (sessionId: string) => void;
  /** The log no longer has what is missing. */
  readonly onUnrecoverable: (sessionId: string) => void;
}

const gapTimeout = 1_000;
const maximumRejoins = 2;

/** Asks again for events that are missing in the middle; after two attempts the stored history has to do. */
export class GapRecovery {
  readonly #handlers: GapRecoveryHandlers;
  readonly #pending = new Map<string, { timer: ReturnType<typeof setTimeout>; attempts: number }>();

  constructor(handlers: GapRecoveryHandlers) {
    this.#handlers = handlers;
  }

  check(sessionId: string): void {
    if (!this.#pending.has(sessionId) && this.#hasGap(sessionId)) this.#schedule(sessionId, 0);
  }

  dispose(): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }

  #schedule(sessionId: string, attempts: number): void {
    this.#pending.set(sessionId, { attempts, timer: setTimeout(() => this.#recover(sessionId, attempts), gapTimeout) });
  }

  #recover(sessionId: string, attempts: number): void {
    this.#pending.delete(sessionId);
    if (!this.#hasGap(sessionId)) return;
    if (attempts >= maximumRejoins) {
      this.#handlers.onUnrecoverable(sessionId);
      return;
    }
    this.#handlers.rejoin(sessionId);
    this.#schedule(sessionId, attempts + 1);
  }

  #hasGap(sessionId: string): boolean {
    const conversation = this.#handlers.conversation(sessionId);
    return conversation !== undefined && hasGap(conversation);
  }
}
