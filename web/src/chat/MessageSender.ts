import { serverClock } from '../clock/ServerClock';
import type { ChatConnection } from '../connection/ChatSocket';
import { Outbox, type OutboxMessage } from '../connection/Outbox';
import { SessionRequests } from '../connection/SessionRequests';
import { describeError, toSentence } from '../ui/describeError';
import type { ServerEventOf } from '../wire/events';
import type { ChatEvent } from './events';
import { isDraft, type Conversation } from './model';
import { parseAck } from './parseAck';

export interface MessageSenderServices {
  readonly connection: () => ChatConnection;
  readonly conversation: (sessionId: string) => Conversation | undefined;
  readonly dispatch: (event: ChatEvent) => void;
  /** What belongs to this tab. */
  readonly storage: Storage;
  readonly storageKey: string;
}

/** Brings what the user writes to the platform, and into the state with how far it has come. A draft becomes a session first. */
export class MessageSender {
  readonly #services: MessageSenderServices;
  readonly #outbox: Outbox;
  readonly #sessionRequests: SessionRequests;

  constructor(services: MessageSenderServices) {
    this.#services = services;
    this.#outbox = new Outbox(
      {
        transmit: (message) => this.#transmit(message),
        onFailed: ({ sessionId, clientMessageId }, reason) =>
          services.dispatch({ type: 'send:failed', sessionId, clientMessageId, reason }),
      },
      services.storage,
      services.storageKey,
    );
    this.#sessionRequests = new SessionRequests({
      request: () => services.connection().emit('session:create', {}),
      onFailed: (draftId) => this.#rejectAll(draftId, 'The conversation could not be started.'),
    });
  }

  get full(): boolean {
    return this.#outbox.full;
  }

  /** Goes on with what an earlier page in this tab left unconfirmed. */
  restore(): void {
    for (const message of this.#outbox.restore()) this.#addToConversation(message);
  }

  connected(): void {
    this.#sessionRequests.connected();
    this.#outbox.connected();
  }

  disconnected(): void {
    this.#sessionRequests.disconnected();
    this.#outbox.disconnected();
  }

  dispose(): void {
    this.#outbox.dispose();
    this.#sessionRequests.disconnected();
  }

  send(sessionId: string, content: string): void {
    const message = { sessionId, clientMessageId: crypto.randomUUID(), content, at: serverClock.now() };
    this.#addToConversation(message);
    this.#outbox.add(message);
  }

  retry(clientMessageId: string): void {
    const message = this.#outbox.retry(clientMessageId);
    if (message) this.#addToConversation(message);
  }

  discard(clientMessageId: string): void {
    const message = this.#outbox.remove(clientMessageId);
    if (message) this.#services.dispatch({ type: 'send:discarded', sessionId: message.sessionId, clientMessageId });
  }

  /** The platform said no. */
  reject(clientMessageId: string, reason: string): void {
    this.#outbox.reject(clientMessageId, reason);
  }

  /** The draft that the new session is for; null if none was waiting. Its messages go once `promoteDraft` is called. */
  created(): string | null {
    return this.#sessionRequests.created();
  }

  promoteDraft(draftId: string, sessionId: string): void {
    this.#outbox.promoteDraft(draftId, sessionId);
  }

  acknowledge(ack: Omit<ServerEventOf<'message:ack'>, 'type'>): void {
    if (ack.clientMessageId == null) return;
    const message = this.#outbox.remove(ack.clientMessageId);
    if (!message) return;
    const { sessionId, clientMessageId } = message;
    const { messageId, replyId, timestamp: at } = ack;
    this.#services.dispatch({ type: 'send:acknowledged', sessionId, clientMessageId, messageId, replyId: replyId ?? null, at });
  }

  #addToConversation(message: OutboxMessage): void {
    if (isDraft(message.sessionId) && !this.#services.conversation(message.sessionId))
      this.#services.dispatch({ type: 'draft:created', draftId: message.sessionId, at: message.at });
    this.#services.dispatch({ type: 'send:queued', ...message });
  }

  #transmit({ sessionId, clientMessageId, content }: OutboxMessage): boolean {
    const connection = this.#services.connection();
    if (isDraft(sessionId)) {
      if (connection.online) this.#sessionRequests.enqueue(sessionId);
      return false;
    }
    return connection.emit('message:send', { sessionId, content, mode: 'text', clientMessageId }, (answer) => {
      const ack = parseAck(answer);
      if (ack === null) return;
      if ('code' in ack) this.#outbox.reject(clientMessageId, toSentence(describeError(ack.code, ack.message, ack.retryAfterMs)));
      else this.acknowledge({ ...ack, clientMessageId });
    });
  }

  #rejectAll(sessionId: string, reason: string): void {
    for (const message of this.#outbox.messages) if (message.sessionId === sessionId) this.#outbox.reject(message.clientMessageId, reason);
  }
}
