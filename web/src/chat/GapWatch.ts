import type { Conversation } from './model';
import { hasGap } from './sequence';

export interface GapWatchHandlers {
  readonly conversation: (sessionId: string) => Conversation | undefined;
  readonly rejoin: (sessionId: string) => void;
  /** The log no longer has what is missing. */
  readonly giveUp: (sessionId: string) => void;
}

const patience = 1_000;
const maximumRejoins = 2;

/** Asks again for events that are missing in the middle; after two tries the stored history has to do. */
export class GapWatch {
  readonly #handlers: GapWatchHandlers;
  readonly #watched = new Map<string, { timer: ReturnType<typeof setTimeout>; tries: number }>();

  constructor(handlers: GapWatchHandlers) {
    this.#handlers = handlers;
  }

  check(sessionId: string): void {
    if (!this.#watched.has(sessionId) && this.#hasGap(sessionId)) this.#watch(sessionId, 0);
  }

  dispose(): void {
    for (const { timer } of this.#watched.values()) clearTimeout(timer);
    this.#watched.clear();
  }

  #watch(sessionId: string, tries: number): void {
    this.#watched.set(sessionId, { tries, timer: setTimeout(() => this.#act(sessionId, tries), patience) });
  }

  #act(sessionId: string, tries: number): void {
    this.#watched.delete(sessionId);
    if (!this.#hasGap(sessionId)) return;
    if (tries >= maximumRejoins) {
      this.#handlers.giveUp(sessionId);
      return;
    }
    this.#handlers.rejoin(sessionId);
    this.#watch(sessionId, tries + 1);
  }

  #hasGap(sessionId: string): boolean {
    const conversation = this.#handlers.conversation(sessionId);
    return conversation !== undefined && hasGap(conversation);
  }
}
