import { serverClock } from '../clock/ServerClock';
import { ApiError } from '../connection/gatewayApi';
import { SignInError } from './SignInError';

export interface TokenRenewalHandlers {
  /** Puts a new token in the place of the one in use. */
  readonly renew: () => Promise<void>;
  /** After the gateway refused a token: there is a newer one now. */
  readonly onRenewed: () => void;
  /** The user has to sign in again. */
  readonly onLost: () => void;
}

const margin = 60_000;
const marginShare = 0.2;
const maximumDelay = 2 ** 31 - 1;
const retryDelay = 30_000;
const reconnectDelay = 10_000;
const maximumRefusals = 2;
const refusalWindow = 60_000;

/** How long to wait before a token is renewed: until a minute before its end, later for one that does not live that long. */
export const renewalDelay = (lifetime: number): number => Math.max(0, lifetime - Math.min(margin, lifetime * marginShare));

/**
 * Renews the token in use, ahead of its end or when the gateway refuses it. One renewal at a time, since a refresh token may be good
 * for one use only, and not in a circle: a gateway that refuses two new tokens within a minute will refuse the next as well.
 */
export class TokenRenewal {
  readonly #handlers: TokenRenewalHandlers;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unwatchClock: () => void = () => undefined;
  #running: Promise<void> | null = null;
  #refusals: readonly number[] = [];
  /** Renewed ahead: the socket goes by the token before until the gateway refuses that. */
  #hasUnusedToken = false;

  constructor(handlers: TokenRenewalHandlers) {
    this.#handlers = handlers;
  }

  /** Renews while so much of the token's life is left, by the server's clock, that a slow provider does not matter. */
  schedule(expiresAt: number): void {
    this.#setTimer(renewalDelay(expiresAt - serverClock.now()), () => void this.#renewAhead());
    this.#unwatchClock = serverClock.subscribe(() => this.schedule(expiresAt));
  }

  cancel(): void {
    this.#clearTimer();
    this.#hasUnusedToken = false;
  }

  /** The gateway refused a token. */
  async onRefused(): Promise<void> {
    if (this.#hasUnusedToken) {
      this.#hasUnusedToken = false;
      this.#handlers.onRenewed();
      return;
    }
    const now = performance.now();
    this.#refusals = this.#refusals.filter((at) => now - at < refusalWindow);
    if (this.#refusals.length >= maximumRefusals) {
      this.#handlers.onLost();
      return;
    }
    try {
      await this.#renew();
      this.#refusals = [...this.#refusals, now];
      this.#hasUnusedToken = false;
      this.#handlers.onRenewed();
    } catch (error) {
      // The gateway is asked again with the old token, which it refuses again, until a new one can be had.
      if (isUnreachable(error)) this.#setTimer(reconnectDelay, this.#handlers.onRenewed);
      else this.#handlers.onLost();
    }
  }

  async #renewAhead(): Promise<void> {
    this.#unwatchClock();
    try {
      await this.#renew();
      this.#hasUnusedToken = true;
    } catch (error) {
      // Otherwise the token is good until the gateway refuses it.
      if (isUnreachable(error)) this.#setTimer(retryDelay, () => void this.#renewAhead());
    }
  }

  #renew(): Promise<void> {
    if (this.#running === null) {
      this.#running = this.#handlers.renew().finally(() => {
        this.#running = null;
      });
    }
    return this.#running;
  }

  #setTimer(delay: number, action: () => void): void {
    this.#clearTimer();
    // A longer delay would overflow and end at once.
    if (delay <= maximumDelay) this.#timer = setTimeout(action, delay);
  }

  #clearTimer(): void {
    clearTimeout(this.#timer);
    this.#unwatchClock();
  }
}

/** Nobody answered: trying again later may help. */
export const isUnreachable = (error: unknown): boolean =>
  (error instanceof ApiError && error.status === 0) || (error instanceof SignInError && error.code === 'unreachable');
