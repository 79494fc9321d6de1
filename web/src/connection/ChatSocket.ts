import { io, type Socket } from 'socket.io-client';
import { serverClock } from '../clock/ServerClock';
import type { ConnectionState } from './ConnectionState';
import type { ServerEvent } from '../wire/events';
import { parseServerEvent } from '../wire/parse';

export interface ChatSocketHandlers {
  readonly onEvent: (event: ServerEvent) => void;
  readonly onStateChange: (state: ConnectionState) => void;
  /** The gateway refused the credentials; a new token is wanted before the next attempt. */
  readonly onUnauthorised: () => void;
}

/** What the rest of the page needs of a connection; tests give their own. */
export interface ChatConnection {
  readonly online: boolean;
  open(): void;
  close(): void;
  /** Connects at once instead of at the next attempt. */
  retry(): void;
  /** Connects anew with the token of now; reports nothing unless that fails. */
  reauthenticate(): void;
  /** Sends if online and reports whether it did; nothing is buffered here, so that nothing is sent twice. */
  emit(name: string, payload: unknown, onAnswer?: (answer: unknown) => void): boolean;
}

/** Attempts after which the page says that it is offline rather than reconnecting. */
const attemptsBeforeOffline = 4;
const rateLimitDelay = 10_000;

/** The official Socket.IO client with its events turned into ours. */
export class ChatSocket implements ChatConnection {
  readonly #socket: Socket;
  readonly #handlers: ChatSocketHandlers;
  #failedAttempts = 0;
  #wasOnline = false;
  #answered = serverClock.ask();
  #reconnectTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string | undefined, token: () => string, handlers: ChatSocketHandlers) {
    this.#handlers = handlers;
    const options = {
      // A network that refuses WebSockets gets long polling in the same attempt.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      autoConnect: false,
      forceNew: true,
      auth: (callback: (auth: object) => void) => {
        this.#answered = serverClock.ask();
        callback({ token: token() });
      },
      reconnectionDelay: 400,
      reconnectionDelayMax: 5_000,
      timeout: 8_000,
    };
    this.#socket = address === undefined ? io(options) : io(address, options);
    this.#socket.onAny((name: string, payload: unknown) => {
      const event = parseServerEvent(name, payload);
      if (event?.type === 'connected') this.#answered(event.serverTime);
      if (event) handlers.onEvent(event);
    });
    this.#socket.on('connect', () => this.#onConnect());
    this.#socket.on('disconnect', (reason) => this.#onDisconnect(reason));
    this.#socket.on('connect_error', (error) => this.#onConnectError(error));
    this.#socket.io.on('reconnect_attempt', () => this.#reportState());
  }

  get online(): boolean {
    return this.#socket.connected;
  }

  open(): void {
    this.#reportState();
    this.#socket.connect();
  }

  close(): void {
    clearTimeout(this.#reconnectTimer);
    this.#socket.disconnect();
  }

  retry(): void {
    if (this.#socket.connected) return;
    clearTimeout(this.#reconnectTimer);
    this.#failedAttempts = 0;
    this.#socket.disconnect();
    this.open();
  }

  reauthenticate(): void {
    clearTimeout(this.#reconnectTimer);
    this.#failedAttempts = 0;
    this.#socket.disconnect().connect();
  }

  emit(name: string, payload: unknown, onAnswer?: (answer: unknown) => void): boolean {
    if (!this.#socket.connected) return false;
    if (onAnswer) this.#socket.emit(name, payload, onAnswer);
    else this.#socket.emit(name, payload);
    return true;
  }

  #onConnect(): void {
    this.#failedAttempts = 0;
    this.#wasOnline = true;
    this.#handlers.onStateChange({ status: 'online' });
  }

  #onDisconnect(reason: string): void {
    if (reason === 'io client disconnect') return;
    this.#reportState();
    if (reason === 'io server disconnect') this.#scheduleConnect(1_000);
  }

  #onConnectError(error: Error): void {
    this.#failedAttempts++;
    switch (error.message) {
      case 'AUTH_FAILED':
      case 'AUTH_TOKEN_MISSING':
        this.#handlers.onUnauthorised();
        return;
      case 'RATE_LIMIT_EXCEEDED':
        this.#handlers.onStateChange({ status: 'offline', reason: 'Too many connections in a short time. Trying again in a few seconds.' });
        this.#scheduleConnect(retryAfter(error) ?? rateLimitDelay);
        return;
      default:
        // A network that swallows WebSockets instead lets the attempt run out: from then on polling goes first, and is upgraded where it
        // can be.
        if (error.message === 'timeout') this.#socket.io.opts.transports = ['polling', 'websocket'];
        this.#reportState();
        // The client goes on by itself after a transport failure, not after a refusal.
        if (!this.#socket.active) this.#scheduleConnect(2_000);
    }
  }

  #reportState(): void {
    if (this.#socket.connected) return;
    if (this.#failedAttempts >= attemptsBeforeOffline) {
      this.#handlers.onStateChange({
        status: 'offline',
        reason: 'The service cannot be reached. Your messages are kept and sent when it is back.',
      });
    } else {
      this.#handlers.onStateChange({ status: this.#wasOnline ? 'reconnecting' : 'connecting' });
    }
  }

  #scheduleConnect(delay: number): void {
    clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = setTimeout(() => this.#socket.connect(), delay);
  }
}

/** Milliseconds, where the refusal says when it is worth trying again. */
function retryAfter(error: Error): number | null {
  const data = 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'retryAfterMs' in data && typeof data.retryAfterMs === 'number'
    ? data.retryAfterMs
    : null;
}
