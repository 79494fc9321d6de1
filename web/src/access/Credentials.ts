import { ApiError } from '../connection/gatewayApi';

interface Hooks {
  readonly renew: () => Promise<void>;
  readonly onRenewed: () => void;
  readonly onLost: () => void;
}

const renewalsInARow = 2;
const calm = 60_000;

/** The token in use. When the gateway refuses it, a new one is fetched, but not in a circle. */
export class Credentials {
  #token: string;
  #hooks: Hooks | null = null;
  #busy = false;
  #renewals: number[] = [];

  constructor(token: string) {
    this.#token = token;
  }

  get token(): string {
    return this.#token;
  }

  attach(token: string, hooks: Hooks): void {
    this.#token = token;
    this.#hooks = hooks;
  }

  refused(): void {
    if (this.#hooks === null || this.#busy) return;
    const now = Date.now();
    this.#renewals = this.#renewals.filter((at) => now - at < calm);
    if (this.#renewals.length >= renewalsInARow) {
      this.#hooks.onLost();
      return;
    }
    this.#renewals.push(now);
    this.#busy = true;
    void this.#renew(this.#hooks);
  }

  async #renew(hooks: Hooks): Promise<void> {
    try {
      await hooks.renew();
      // The new token reaches this object with the next render.
      setTimeout(hooks.onRenewed, 0);
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) setTimeout(hooks.onRenewed, 3_000);
      else hooks.onLost();
    } finally {
      this.#busy = false;
    }
  }
}
