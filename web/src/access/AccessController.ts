import { serverClock } from '../clock/ServerClock';
import { ApiError } from '../connection/gatewayApi';
import type { AuthConfig, ClientConfig, DemoUser, OidcConfig, TokenAnswer } from '../wire/http';
import { readCredentials, writeCredentials, type Credentials } from './credentials';
import type { OidcProvider } from './OidcProvider';
import { isSignInCallback, redirectUri, type PageLocation } from './signInCallback';
import { describeSignInError, SignInError } from './SignInError';
import { isUnreachable, TokenRenewal } from './TokenRenewal';

export type AccessState =
  /** `problem` says why, and what to do, where something went wrong. */
  | { readonly status: 'signedOut'; readonly problem: string | null }
  /** On the way to a provider or back from it. */
  | { readonly status: 'pending'; readonly label: string }
  | { readonly status: 'signedIn'; readonly credentials: Credentials };

export interface AccessServices {
  readonly storage: Storage;
  readonly location: PageLocation;
  readonly getClientConfig: (token: string | null) => Promise<ClientConfig>;
  readonly getToken: (demoUser: string) => Promise<TokenAnswer>;
  readonly loadOidcProvider: (config: OidcConfig, redirectUri: string, storage: Storage) => Promise<OidcProvider>;
}

const sessionLost = 'You are no longer signed in. Sign in again to go on.';

/** Who is signed in: as a demo user or by an OpenID Connect provider, and how their token stays fresh. */
export class AccessController {
  readonly #services: AccessServices;
  readonly #listeners = new Set<() => void>();
  readonly #renewedListeners = new Set<() => void>();
  readonly #renewal = new TokenRenewal({
    renew: () => this.#renewToken(),
    onRenewed: () => this.#renewedListeners.forEach((listener) => listener()),
    onLost: () => this.#signedOut(sessionLost),
  });
  #state: AccessState = { status: 'signedOut', problem: null };
  #authConfig: Promise<AuthConfig> | null = null;

  constructor(services: AccessServices) {
    this.#services = services;
  }

  readonly get = (): AccessState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls back when there is a new token after the gateway refused one. */
  readonly subscribeRenewed = (listener: () => void): (() => void) => {
    this.#renewedListeners.add(listener);
    return () => this.#renewedListeners.delete(listener);
  };

  get token(): string {
    return this.#state.status === 'signedIn' ? this.#state.credentials.token : '';
  }

  /** Goes on where an earlier page in this tab was: signed in, or on the way back from a provider. */
  async start(): Promise<void> {
    const { storage, location } = this.#services;
    const stored = readCredentials(storage);
    if (isSignInCallback(location.href)) await this.#completeSignIn(stored);
    else if (stored !== null) await this.#restore(stored);
  }

  /** The browser shows the page again that had left for a provider. */
  readonly onPageRestored = (): void => {
    if (this.#state.status === 'pending') this.#set({ status: 'signedOut', problem: null });
  };

  readonly loadAuthConfig = (): Promise<AuthConfig> => {
    this.#authConfig ??= this.#services.getClientConfig(null).then(
      ({ auth }) => auth,
      (error: unknown) => {
        this.#authConfig = null;
        throw error;
      },
    );
    return this.#authConfig;
  };

  readonly signInAsDemoUser = async (demoUser: DemoUser): Promise<void> => {
    const { token, expiresAt, user } = await this.#services.getToken(demoUser.id);
    this.#signedIn({ token, expiresAt, user: { id: user.id, name: user.name, role: user.role }, orders: [...demoUser.orders], oidc: null });
  };

  readonly signInWithProvider = async (): Promise<void> => {
    this.#set({ status: 'pending', label: 'Taking you to the sign-in' });
    try {
      const provider = await this.#loadProvider();
      this.#services.location.assign(await provider.createSignInUrl(new URL(this.#services.location.href).hash));
    } catch (error) {
      this.#set({ status: 'signedOut', problem: await this.#describe(error) });
    }
  };

  readonly signOut = async (): Promise<void> => {
    const state = this.#state;
    this.#signedOut(null);
    if (state.status !== 'signedIn' || state.credentials.oidc === null) return;
    this.#set({ status: 'pending', label: 'Signing you out' });
    try {
      const url = await (await this.#loadProvider()).signOut(state.credentials);
      if (url === null) this.#signedOut(null);
      else this.#services.location.assign(url);
    } catch {
      this.#signedOut('You are signed out here. Your provider did not answer: on a shared computer, sign out there as well.');
    }
  };

  /** The gateway refused the token; the subscribers hear when there is a new one. */
  readonly onTokenRefused = (): void => {
    if (this.#state.status === 'signedIn') void this.#renewal.onRefused();
  };

  /** A token that expired while the page was away is renewed before it is used. */
  async #restore(stored: Credentials): Promise<void> {
    if (!(await this.#hasExpired(stored))) {
      this.#signedIn(stored);
      return;
    }
    this.#set({ status: 'pending', label: 'Signing you in' });
    try {
      this.#signedIn(await this.#fetchRenewed(stored));
    } catch (error) {
      if (isUnreachable(error)) this.#signedIn(stored);
      else this.#signedOut(sessionLost);
    }
  }

  /** By the server's clock: what only the browser's clock says is asked first, and without an answer the gateway decides later. */
  async #hasExpired({ expiresAt }: Credentials): Promise<boolean> {
    if (expiresAt === null || expiresAt > serverClock.now()) return false;
    if (!serverClock.isKnown) {
      this.#set({ status: 'pending', label: 'Signing you in' });
      await this.loadAuthConfig().catch(() => undefined);
    }
    return serverClock.isKnown && expiresAt <= serverClock.now();
  }

  async #completeSignIn(stored: Credentials | null): Promise<void> {
    const { location } = this.#services;
    const callback = location.href;
    // A code is good once: neither a reload nor the browser's history may bring it back.
    location.replace('/');
    this.#set({ status: 'pending', label: 'Signing you in' });
    try {
      const provider = await this.#loadProvider();
      const { credentials, returnHash } = await provider.completeSignIn(callback);
      const user = await this.#loadUser(credentials);
      if (returnHash !== '') location.replace(`/${returnHash}`);
      this.#signedIn({ ...credentials, user });
    } catch (error) {
      // An answer that nobody here asked for ends nobody's session.
      if (stored !== null) await this.#restore(stored);
      else this.#set({ status: 'signedOut', problem: await this.#describe(error) });
    }
  }

  /** The gateway has the last word on who a token speaks for. */
  async #loadUser({ token, user }: Credentials): Promise<Credentials['user']> {
    try {
      return (await this.#services.getClientConfig(token)).user ?? user;
    } catch (error) {
      throw error instanceof ApiError && (error.status === 401 || error.status === 403) ? new SignInError('unknownUser', error) : error;
    }
  }

  async #loadProvider(): Promise<OidcProvider> {
    const { loadOidcProvider, location, storage } = this.#services;
    const { oidc } = await this.loadAuthConfig();
    if (oidc == null) throw new SignInError('refused');
    return loadOidcProvider(oidc, redirectUri(location.href), storage);
  }

  async #renewToken(): Promise<void> {
    const state = this.#state;
    if (state.status !== 'signedIn') return;
    const renewed = await this.#fetchRenewed(state.credentials);
    // Who signed out meanwhile stays signed out.
    if (this.#state === state) this.#signedIn(renewed);
  }

  async #fetchRenewed(credentials: Credentials): Promise<Credentials> {
    if (credentials.oidc !== null) return (await this.#loadProvider()).renew(credentials);
    const { token, expiresAt } = await this.#services.getToken(credentials.user.id);
    return { ...credentials, token, expiresAt };
  }

  #signedIn(credentials: Credentials): void {
    writeCredentials(this.#services.storage, credentials);
    // A demo token is renewed when the gateway refuses it.
    if (credentials.oidc?.refreshToken != null && credentials.expiresAt !== null) this.#renewal.schedule(credentials.expiresAt);
    this.#set({ status: 'signedIn', credentials });
  }

  #signedOut(problem: string | null): void {
    this.#renewal.cancel();
    writeCredentials(this.#services.storage, null);
    this.#set({ status: 'signedOut', problem });
  }

  async #describe(error: unknown): Promise<string> {
    const name = await this.loadAuthConfig().then(
      ({ oidc }) => oidc && providerName(oidc),
      () => null,
    );
    return describeSignInError(error, name ?? 'The sign-in provider');
  }

  #set(state: AccessState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

/** What a provider is called on the page: the name it was given, or its host. */
export const providerName = ({ name, authority }: OidcConfig): string => name ?? new URL(authority).host;
