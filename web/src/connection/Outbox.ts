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

interface Slot {
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
  readonly #slots = new Map<string, Slot>();
  readonly #handlers: OutboxHandlers;
  readonly #storage: Storage;
  readonly #storageKey: string;

  constructor(handlers: OutboxHandlers, storage: Storage, storageKey: string) {
    this.#handlers = handlers;
    this.#storage = storage;
    this.#storageKey = storageKey;
  }

  get messages(): readonly OutboxMessage[] {
    return [...this.#slots.values()].map((slot) => slot.message);
  }

  get full(): boolean {
    return this.#slots.size >= capacity;
  }

  /** What an earlier page in this tab left unconfirmed. */
  restore(): readonly OutboxMessage[] {
    for (const message of readStored(this.#storage, this.#storageKey)) {
      if (!this.#slots.has(message.clientMessageId)) this.#slots.set(message.clientMessageId, newSlot(message));
    }
    return this.messages;
  }

  add(message: OutboxMessage): void {
    this.#slots.set(message.clientMessageId, newSlot(message));
    this.#store();
    this.#send(message.clientMessageId);
  }

  /** Sends everything that waits, in order. */
  connected(): void {
    for (const [id, slot] of this.#slots) {
      if (slot.failed) continue;
      slot.attempts = 0;
      this.#send(id);
    }
  }

  disconnected(): void {
    for (const slot of this.#slots.values()) clearTimeout(slot.timer);
  }

  /** Takes a message out: it is durable, or given up. */
  remove(clientMessageId: string): OutboxMessage | undefined {
    const slot = this.#slots.get(clientMessageId);
    if (slot === undefined) return undefined;
    clearTimeout(slot.timer);
    this.#slots.delete(clientMessageId);
    this.#store();
    return slot.message;
  }

  /** The platform said no: no use in repeating it unasked. */
  refuse(clientMessageId: string, reason: string): void {
    const slot = this.#slots.get(clientMessageId);
    if (slot === undefined) return;
    clearTimeout(slot.timer);
    slot.failed = true;
    this.#handlers.onFailed(slot.message, reason);
  }

  retry(clientMessageId: string): OutboxMessage | undefined {
    const slot = this.#slots.get(clientMessageId);
    if (slot === undefined) return undefined;
    slot.failed = false;
    slot.attempts = 0;
    this.#send(clientMessageId);
    return slot.message;
  }

  /** The conversation got its real id. */
  adopt(draftId: string, sessionId: string): void {
    for (const [id, slot] of this.#slots) {
      if (slot.message.sessionId !== draftId) continue;
      clearTimeout(slot.timer);
      this.#slots.set(id, newSlot({ ...slot.message, sessionId }));
      this.#send(id);
    }
    this.#store();
  }

  dispose(): void {
    this.disconnected();
    this.#slots.clear();
  }

  #send(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined || slot.failed) return;
    clearTimeout(slot.timer);
    if (slot.attempts >= maximumAttempts) {
      this.refuse(id, 'The service did not confirm this message.');
      return;
    }
    if (!this.#handlers.transmit(slot.message)) return;
    slot.attempts++;
    slot.timer = setTimeout(() => this.#send(id), ackTimeout);
  }

  #store(): void {
    if (this.#slots.size === 0) this.#storage.removeItem(this.#storageKey);
    else this.#storage.setItem(this.#storageKey, JSON.stringify(this.messages));
  }
}

const newSlot = (message: OutboxMessage): Slot => ({ message, attempts: 0, timer: undefined, failed: false });

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
