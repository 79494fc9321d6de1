import { serverClock } from '../clock/ServerClock';
import { ApiError, type HistoryPage } from '../connection/gatewayApi';
import type { ChatConnection, ChatSocketHandlers } from '../connection/ChatSocket';
import type { ConnectionState } from '../connection/ConnectionState';
import { describeError, toSentence, type Notice } from '../ui/describeError';
import type { ServerEvent, ServerEventOf } from '../wire/events';
import type { SessionSummary } from '../wire/http';
import type { ChatEvent } from './events';
import { initialState, isDraft, type ChatState } from './model';
import { reduce } from './reduce';
import { GapRecovery } from './GapRecovery';
import { MessageSender } from './MessageSender';
import { isStreaming } from './selectors';
import { createStore, type Store } from './store';
import { TypingNotifier } from './TypingNotifier';
import { UnsentTexts } from './UnsentTexts';

export interface ChatServices {
  readonly userId: string;
  readonly connect: (handlers: ChatSocketHandlers) => ChatConnection;
  readonly getSessions: () => Promise<readonly SessionSummary[]>;
  readonly getMessages: (sessionId: string, before: number | null) => Promise<HistoryPage>;
  /** What belongs to this tab. */
  readonly storage: Storage;
  /** What belongs to this browser. */
  readonly lastingStorage: Storage;
  readonly notify: (notice: Notice) => void;
  readonly onUnauthorised: () => void;
}

const namingDelay = 3_000;

/** One signed-in user's chat: turns what the user does into messages, and what the platform says into state. */
export class ChatController {
  readonly store: Store<ChatState, ChatEvent>;
  readonly unsentTexts: UnsentTexts;
  readonly #services: ChatServices;
  readonly #connection: ChatConnection;
  readonly #sender: MessageSender;
  readonly #typing: TypingNotifier;
  readonly #gapRecovery: GapRecovery;
  #namingTimer: ReturnType<typeof setTimeout> | undefined;

  readonly #dispatch = (event: ChatEvent): void => this.store.dispatch(event);

  constructor(services: ChatServices) {
    this.#services = services;
    this.store = createStore(reduce, initialState(services.userId));
    this.unsentTexts = new UnsentTexts(services.lastingStorage, services.userId);
    this.#connection = services.connect({
      onEvent: (event) => this.#onEvent(event),
      onStateChange: (connection) => this.#onConnectionChange(connection),
      onUnauthorised: services.onUnauthorised,
    });
    this.#sender = new MessageSender({
      connection: () => this.#connection,
      conversation: (sessionId) => this.#conversation(sessionId),
      dispatch: this.#dispatch,
      storage: services.storage,
      storageKey: `switchboard.outbox.${services.userId}`,
    });
    this.#typing = new TypingNotifier((name, sessionId) => this.#connection.emit(name, { sessionId }));
    this.#gapRecovery = new GapRecovery({
      conversation: (sessionId) => this.#conversation(sessionId),
      rejoin: (sessionId) => this.#join(sessionId),
      onUnrecoverable: (sessionId) => void this.#loadHistory(sessionId).then(() => this.#dispatch({ type: 'gap:skipped', sessionId })),
    });
  }

  start(): void {
    this.#sender.restore();
    this.#connection.open();
    void this.loadSessions();
  }

  stop(): void {
    this.#connection.close();
    this.#sender.dispose();
    this.#gapRecovery.dispose();
    clearTimeout(this.#namingTimer);
    this.#typing.dispose();
  }

  readonly retryConnection = (): void => this.#connection.retry();

  /** There is a new token in the place of one that the gateway refused. */
  readonly onTokenRenewed = (): void => {
    this.#connection.reauthenticate();
    if (this.store.get().sessions === 'failed') void this.loadSessions();
  };

  readonly loadSessions = async (): Promise<void> => {
    this.#dispatch({ type: 'sessions:loading' });
    try {
      this.#dispatch({ type: 'sessions:loaded', sessions: await this.#services.getSessions() });
      this.#loadSelected();
    } catch (error) {
      this.#dispatch({ type: 'sessions:failed' });
      this.#onHttpError(error);
    }
  };

  readonly select = (sessionId: string | null): void => {
    this.#dispatch({ type: 'conversation:selected', sessionId });
    this.#loadSelected();
  };

  /** Sends to the selected conversation, or starts one. False if the message cannot be taken now. */
  readonly send = (text: string): boolean => {
    const content = text.trim();
    if (content === '') return false;
    if (this.#sender.full) {
      this.#services.notify({ title: 'Too many unsent messages', advice: 'Wait until the connection is back, or discard some.' });
      return false;
    }
    const selected = this.store.get().selected;
    const sessionId = selected ?? `draft:${crypto.randomUUID()}`;
    this.#typing.stop();
    this.#sender.send(sessionId, content);
    if (selected === null) this.#dispatch({ type: 'conversation:selected', sessionId });
    return true;
  };

  /** Starts a conversation with a text that was offered; what the user has begun to write goes along. */
  readonly sendSuggestion = (text: string): void => {
    if (!this.send(text)) return;
    const { selected } = this.store.get();
    if (selected !== null) this.unsentTexts.move(null, selected);
  };

  readonly retrySend = (clientMessageId: string): void => this.#sender.retry(clientMessageId);

  readonly discard = (clientMessageId: string): void => this.#sender.discard(clientMessageId);

  readonly cancel = (sessionId: string): void => {
    if (!this.#connection.emit('message:cancel', { sessionId })) this.#notifyOffline();
  };

  readonly respondToApproval = (sessionId: string, approvalId: string, approved: boolean): void => {
    if (this.#connection.emit('approval:respond', { sessionId, approvalId, approved }))
      this.#dispatch({ type: 'approval:responding', sessionId, approvalId, approved });
    else this.#notifyOffline();
  };

  readonly end = (sessionId: string): void => {
    if (!this.#connection.emit('session:end', { sessionId })) this.#notifyOffline();
  };

  readonly loadEarlier = async (sessionId: string): Promise<void> => {
    const conversation = this.#conversation(sessionId);
    if (conversation?.historyCursor != null) await this.#loadHistory(sessionId, conversation.historyCursor.ordinal);
  };

  readonly typing = (sessionId: string, isTyping: boolean): void => {
    const conversation = this.#conversation(sessionId);
    if (isDraft(sessionId) || conversation?.history !== 'ready' || conversation.ended) return;
    if (isTyping) this.#typing.keystroke(sessionId);
    else this.#typing.stop();
  };

  #conversation(sessionId: string) {
    return this.store.get().conversations[sessionId];
  }

  #loadSelected(): void {
    const { selected, conversations } = this.store.get();
    const conversation = selected === null ? undefined : conversations[selected];
    if (conversation === undefined || conversation.history === 'loading' || conversation.history === 'ready') return;
    void this.#loadHistory(conversation.sessionId).then((loaded) => loaded && this.#join(conversation.sessionId));
  }

  async #loadHistory(sessionId: string, before: number | null = null): Promise<boolean> {
    this.#dispatch({ type: 'history:loading', sessionId });
    try {
      const page = await this.#services.getMessages(sessionId, before);
      this.#dispatch({ type: 'history:loaded', sessionId, ...page, now: serverClock.now() });
      return true;
    } catch (error) {
      this.#dispatch({ type: 'history:failed', sessionId });
      this.#onHttpError(error);
      return false;
    }
  }

  #join(sessionId: string): void {
    this.#connection.emit('session:join', { sessionId, afterSeq: this.#conversation(sessionId)?.lastSeq ?? 0 });
  }

  #onConnectionChange(connection: ConnectionState): void {
    this.#dispatch({ type: 'connection:changed', connection });
    if (connection.status === 'online') {
      this.#rejoinSessions();
      this.#sender.connected();
    } else {
      this.#sender.disconnected();
    }
  }

  #rejoinSessions(): void {
    const { conversations, selected } = this.store.get();
    for (const conversation of Object.values(conversations)) {
      if (conversation.history !== 'ready' || isDraft(conversation.sessionId)) continue;
      if (conversation.sessionId === selected || isStreaming(conversation)) this.#join(conversation.sessionId);
      else this.#dispatch({ type: 'history:stale', sessionId: conversation.sessionId });
    }
    this.#loadSelected();
  }

  #onEvent(event: ServerEvent): void {
    this.#dispatch(event);
    if ('sessionId' in event && event.sessionId != null) this.#gapRecovery.check(event.sessionId);
    if (event.type === 'session:created') this.#onCreated(event.sessionId);
    else if (event.type === 'session:updated') this.#onUpdated(event);
    else if (event.type === 'message:ack') this.#sender.acknowledge(event);
    else if (event.type === 'session:gap' && event.after > 0) void this.#loadHistory(event.sessionId);
    else if (event.type === 'system:alert') this.#services.notify({ title: 'Notice', advice: event.message });
    else if (event.type === 'error') this.#onError(event);
  }

  #onCreated(sessionId: string): void {
    const draftId = this.#sender.created();
    if (draftId === null) return;
    this.unsentTexts.move(draftId, sessionId);
    this.#dispatch({ type: 'draft:promoted', draftId, sessionId });
    this.#sender.promoteDraft(draftId, sessionId);
  }

  /** Made in another tab: the list has its name once it has a message. The one that is open here may have been missing until now. */
  #onUpdated({ topic }: ServerEventOf<'session:updated'>): void {
    this.#loadSelected();
    if (topic !== '') return;
    clearTimeout(this.#namingTimer);
    this.#namingTimer = setTimeout(() => void this.loadSessions(), namingDelay);
  }

  #onError(event: ServerEventOf<'error'>): void {
    // Nobody is served by hearing that their typing was not passed on.
    if (event.event?.startsWith('typing:')) return;
    // The gateway closes the connection now; with a new token it goes on where it was.
    if (event.code === 'AUTH_EXPIRED') {
      this.#services.onUnauthorised();
      return;
    }
    const notice = describeError(event.code, event.message, event.retryAfterMs);
    if (event.approvalId != null && event.sessionId != null)
      this.#dispatch({ type: 'approval:responding', sessionId: event.sessionId, approvalId: event.approvalId, approved: null });
    if (event.clientMessageId != null) this.#sender.reject(event.clientMessageId, toSentence(notice));
    else this.#services.notify(notice);
  }

  #onHttpError(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) this.#services.onUnauthorised();
    else this.#services.notify({ title: 'Your conversations could not be loaded', advice: `${error.message} Try again in a moment.` });
  }

  #notifyOffline(): void {
    this.#services.notify({ title: 'You are offline', advice: 'Try again once the connection is back.' });
  }
}
