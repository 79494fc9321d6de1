/** A message that the platform has not confirmed yet. */
export interface OutboxMessage {
  readonly sessionId: string;
  readonly clientMessageId: string;
  readonly content: string;
  readonly at: number;
}

export interface OutboxHandlers {
  /** Puts the message on the wire; false when that is not possible now. */
  readonly transmit: (message: OutboxMessage) => boolean;
  readonly onFailed: (message: OutboxMessage, reason: string) => void;
}

interface OutboxItem {
  readonly message: OutboxMessage;
  attempts: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  failed: boolean;
}

const ackTimeout = 5_000;
const maximumAttempts = 4;
const capacity = 50;

/**
 * Holds what the user wrote until the platform has it. Each message goes out at once or on the next connection, again after five
 * seconds without an answer, at most three times more, always under the same clientMessageId, so that it runs once. What is not
 * confirmed outlives a reload of the page.
 */
export class Outbox {
  readonly #items = new Map<string, OutboxItem>();
  readonly #handlers: OutboxHandlers;
  readonly #storage: Storage;
  readonly #storageKey: string;

  constructor(handlers: OutboxHandlers, storage: Storage, storageKey: string) {
    this.#handlers = handlers;
    this.#storage = storage;
    this.#storageKey = storageKey;
  }

  get messages(): readonly OutboxMessage[] {
    return [...this.#items.values()].map((item) => item.message);
  }

  get full(): boolean {
    return this.#items.size >= capacity;
  }

  /** What an earlier page in this tab left unconfirmed. */
  restore(): readonly OutboxMessage[] {
    for (const message of readStored(this.#storage, this.#storageKey)) {
      if (!this.#items.has(message.clientMessageId)) this.#items.set(message.clientMessageId, newItem(message));
    }
    return this.messages;
  }

  add(message: OutboxMessage): void {
    this.#items.set(message.clientMessageId, newItem(message));
    this.#store();
    this.#send(message.clientMessageId);
  }

  /** Sends everything that waits, in order. */
  connected(): void {
    for (const [id, item] of this.#items) {
      if (item.failed) continue;
      item.attempts = 0;
      this.#send(id);
    }
  }

  disconnected(): void {
    for (const item of this.#items.values()) clearTimeout(item.timer);
  }

  /** Takes a message out: it is durable, or given up. */
  remove(clientMessageId: string): OutboxMessage | undefined {
    const item = this.#items.get(clientMessageId);
    if (item === undefined) return undefined;
    clearTimeout(item.timer);
    this.#items.delete(clientMessageId);
    this.#store();
    return item.message;
  }

  /** The platform said no: no use in repeating it unasked. */
  reject(clientMessageId: string, reason: string): void {
    const item = this.#items.get(clientMessageId);
    if (item === undefined) return;
    clearTimeout(item.timer);
    item.failed = true;
    this.#handlers.onFailed(item.message, reason);
  }

  retry(clientMessageId: string): OutboxMessage | undefined {
    const item = this.#items.get(clientMessageId);
    if (item === undefined) return undefined;
    item.failed = false;
    item.attempts = 0;
    this.#send(clientMessageId);
    return item.message;
  }

  /** The conversation got its real id. */
  promoteDraft(draftId: string, sessionId: string): void {
    for (const [id, item] of this.#items) {
      if (item.message.sessionId !== draftId) continue;
      clearTimeout(item.timer);
      this.#items.set(id, newItem({ ...item.message, sessionId }));
      this.#send(id);
    }
    this.#store();
  }

  dispose(): void {
    this.disconnected();
    this.#items.clear();
  }

  #send(id: string): void {
    const item = this.#items.get(id);
    if (item === undefined || item.failed) return;
    clearTimeout(item.timer);
    if (item.attempts >= maximumAttempts) {
      this.reject(id, 'The service did not confirm this message.');
      return;
    }
    if (!this.#handlers.transmit(item.message)) return;
    item.attempts++;
    item.timer = setTimeout(() => this.#send(id), ackTimeout);
  }

  #store(): void {
    if (this.#items.size === 0) this.#storage.removeItem(this.#storageKey);
    else this.#storage.setItem(this.#storageKey, JSON.stringify(this.messages));
  }
}

const newItem = (message: OutboxMessage): OutboxItem => ({ message, attempts: 0, timer: undefined, failed: false });

function readStored(storage: Storage, key: string): readonly OutboxMessage[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isMessage).slice(0, capacity) : [];
  } catch {
    return [];
  }
}

const isMessage = (value: unknown): value is OutboxMessage =>
  typeof value === 'object' &&
  value !== null &&
  'sessionId' in value &&
  typeof value.sessionId === 'string' &&
  'clientMessageId' in value &&
  typeof value.clientMessageId === 'string' &&
  'content' in value &&
  typeof value.content === 'string' &&
  'at' in value &&
  typeof value.at === 'number';
