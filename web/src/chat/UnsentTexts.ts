import { serverClock } from '../clock/ServerClock';

const prefix = 'switchboard.unsent.';
const maximumConversations = 20;
const maximumLength = 20_000;

interface StoredText {
  readonly text: string;
  /** When it was last changed, in Unix milliseconds. */
  readonly at: number;
}

/**
 * What a user has written and not sent, one text for each conversation and one for the next new one. It outlives a reload and is gone
 * once it is sent, or when they sign out. At most 20 are kept, the oldest go first. A browser that keeps nothing keeps them for the page.
 */
export class UnsentTexts {
  readonly #storage: Storage;
  readonly #prefix: string;
  readonly #texts = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  constructor(storage: Storage, userId: string) {
    this.#storage = storage;
    this.#prefix = `${prefix}${encodeURIComponent(userId)}.`;
  }

  /** The text of a conversation, or with null of the next new one. */
  readonly get = (sessionId: string | null): string => {
    const key = this.#key(sessionId);
    let text = this.#texts.get(key);
    if (text === undefined) {
      text = read(this.#storage, key)?.text ?? '';
      this.#texts.set(key, text);
    }
    return text;
  };

  readonly set = (sessionId: string | null, text: string): void => {
    const key = this.#key(sessionId);
    this.#texts.set(key, text);
    if (text.trim() === '' || text.length > maximumLength) remove(this.#storage, key);
    else this.#write(key, { text, at: serverClock.now() });
    for (const listener of [...this.#listeners]) listener();
  };

  /** What was written for one conversation belongs to another. */
  move(from: string | null, to: string): void {
    const text = this.get(from);
    if (text === '') return;
    this.set(to, text);
    this.set(from, '');
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #key(sessionId: string | null): string {
    return this.#prefix + (sessionId ?? 'new');
  }

  #write(key: string, stored: StoredText): void {
    try {
      this.#storage.setItem(key, JSON.stringify(stored));
    } catch {
      // Full or forbidden: the text stays on this page.
    }
    const others = keysOf(this.#storage, this.#prefix).filter((other) => other !== key);
    if (others.length < maximumConversations) return;
    const age = (other: string): number => read(this.#storage, other)?.at ?? 0;
    for (const oldest of others.sort((a, b) => age(b) - age(a)).slice(maximumConversations - 1)) remove(this.#storage, oldest);
  }
}

/** On a shared computer nobody finds what another had begun to write. */
export function forgetUnsentTexts(storage: Storage): void {
  for (const key of keysOf(storage, prefix)) remove(storage, key);
}

function keysOf(storage: Storage, start: string): readonly string[] {
  try {
    return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

function remove(storage: Storage, key: string): void {
  try {
    storage.removeItem(key);
  } catch {
    // Nothing is kept where nothing can be removed.
  }
}

function read(storage: Storage, key: string): StoredText | null {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    const isText = typeof stored === 'object' && stored !== null && 'text' in stored && 'at' in stored;
    return isText && typeof stored.text === 'string' && typeof stored.at === 'number' ? { text: stored.text, at: stored.at } : null;
  } catch {
    return null;
  }
}
