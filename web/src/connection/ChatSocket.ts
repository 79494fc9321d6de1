import { io, type Socket } from 'socket.io-client';
import type { ConnectionState } from './ConnectionState';
import type { ServerEvent } from '../wire/events';
import { parseServerEvent } from '../wire/parse';

export interface ChatSocketHandlers {
  readonly onEvent: (event: ServerEvent) => void;
  readonly onLink: (link: ConnectionState) => void;
  /** The gateway refused the credentials; a new token is wanted before the next attempt. */
  readonly onUnauthorised: () => void;
}

/** What the rest of the page needs of a connection; tests give their own. */
export interface ChatConnection {
  readonly online: boolean;
  open(): void;
  close(): void;
  /** Hurries the next attempt. */
  retry(): void;
  /** Sends if online and reports whether it did; nothing is buffered here, so that nothing is sent twice. */
  emit(name: string, payload: unknown, onAnswer?: (answer: unknown) => void): boolean;
}

/** Attempts after which the page says that it is offline rather than reconnecting. */
const attemptsBeforeOffline = 4;
const rateLimitPause = 10_000;

/** The official Socket.IO client with its events turned into ours. */
export class ChatSocket implements ChatConnection {
  readonly #socket: Socket;
  readonly #handlers: ChatSocketHandlers;
  #attempts = 0;
  #wasOnline = false;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string | undefined, token: () => string, handlers: ChatSocketHandlers) {
    this.#handlers = handlers;
    const options = {
      transports: ['websocket'],
      autoConnect: false,
      forceNew: true,
      auth: (give: (auth: object) => void) => give({ token: token() }),
      reconnectionDelay: 400,
      reconnectionDelayMax: 5_000,
      timeout: 8_000,
    };
    this.#socket = address === undefined ? io(options) : io(address, options);
    this.#socket.onAny((name: string, payload: unknown) => {
      const event = parseServerEvent(name, payload);
      if (event) handlers.onEvent(event);
    });
    this.#socket.on('connect', () => this.#connected());
    this.#socket.on('disconnect', (reason) => this.#disconnected(reason));
    this.#socket.on('connect_error', (error) => this.#failed(error));
    this.#socket.io.on('reconnect_attempt', () => this.#report());
  }

  get online(): boolean {
    return this.#socket.connected;
  }

  open(): void {
    this.#report();
    this.#socket.connect();
  }

  close(): void {
    clearTimeout(this.#pause);
    this.#socket.disconnect();
  }

  retry(): void {
    if (this.#socket.connected) return;
    clearTimeout(this.#pause);
    this.#attempts = 0;
    this.#socket.disconnect();
    this.open();
  }

  emit(name: string, payload: unknown, onAnswer?: (answer: unknown) => void): boolean {
    if (!this.#socket.connected) return false;
    if (onAnswer) this.#socket.emit(name, payload, onAnswer);
    else this.#socket.emit(name, payload);
    return true;
  }

  #connected(): void {
    this.#attempts = 0;
    this.#wasOnline = true;
    this.#handlers.onLink({ status: 'online' });
  }

  #disconnected(reason: string): void {
    if (reason === 'io client disconnect') return;
    this.#report();
    if (reason === 'io server disconnect') this.#later(1_000);
  }

  #failed(error: Error): void {
    this.#attempts++;
    switch (error.message) {
      case 'AUTH_FAILED':
      case 'AUTH_TOKEN_MISSING':
        this.#handlers.onUnauthorised();
        return;
      case 'RATE_LIMIT_EXCEEDED':
        this.#handlers.onLink({ status: 'offline', reason: 'Too many connections in a short time. Trying again in a few seconds.' });
        this.#later(retryAfter(error) ?? rateLimitPause);
        return;
      default:
        this.#report();
        // The client goes on by itself after a transport failure, not after a refusal.
        if (!this.#socket.active) this.#later(2_000);
    }
  }

  #report(): void {
    if (this.#socket.connected) return;
    if (this.#attempts >= attemptsBeforeOffline) {
      this.#handlers.onLink({ status: 'offline', reason: 'The service cannot be reached. Your messages are kept and sent when it is back.' });
    } else {
      this.#handlers.onLink({ status: this.#wasOnline ? 'reconnecting' : 'connecting' });
    }
  }

  #later(delay: number): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#socket.connect(), delay);
  }
}

/** Milliseconds, where the refusal says when it is worth trying again. */
function retryAfter(error: Error): number | null {
  const data = 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'retryAfterMs' in data && typeof data.retryAfterMs === 'number' ? data.retryAfterMs : null;
}
