import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverClock } from '../clock/ServerClock';
import { ApiError } from '../connection/gatewayApi';
import type { ClientConfig } from '../wire/http';
import { AccessController } from './AccessController';
import { FakeProvider } from './FakeProvider';
import { OidcProvider } from './OidcProvider';
import type { PageLocation } from './signInCallback';

class FakeLocation implements PageLocation {
  href = 'https://chat.example/#/c/s1';
  readonly visited: string[] = [];

  assign(url: string): void {
    this.visited.push(url);
  }

  replace(url: string): void {
    this.href = new URL(url, this.href).href;
  }
}

/** How far the gateway's clock is ahead of this browser's. */
let serverAhead = 0;
const serverNow = () => Date.now() + serverAhead;

function setUp(fake = new FakeProvider(), location = new FakeLocation(), Controller = AccessController, clock = serverClock) {
  vi.stubGlobal('fetch', fake.fetch);
  const getClientConfig = vi
    .fn<(token: string | null) => Promise<ClientConfig>>()
    .mockImplementation(() => {
      clock.ask()(serverNow());
      return Promise.resolve({ auth: { demo: true, oidc: fake.config } });
    });
  const getToken = vi.fn((user: string) =>
    Promise.resolve({
      token: `demo-${getToken.mock.calls.length}`,
      expiresAt: serverNow() + 60_000,
      user: { id: user, name: 'Ann', role: 'customer' },
    }),
  );
  const access = new Controller({
    storage: sessionStorage,
    location,
    getClientConfig,
    getToken,
    loadOidcProvider: (config, redirectUri, storage) => Promise.resolve(new OidcProvider(config, redirectUri, storage)),
  });
  const onRenewed = vi.fn();
  access.subscribeRenewed(onRenewed);
  return { fake, location, access, getClientConfig, getToken, onRenewed };
}

/** Leaves for the provider, signs in there and comes back to a new page. */
async function signIn(first = setUp()) {
  await first.access.signInWithProvider();
  first.location.href = first.fake.authorize(first.location.visited.at(-1) ?? '');
  const second = setUp(first.fake, first.location);
  await second.access.start();
  return second;
}

const ann = { id: 'c1', name: 'Ann', role: 'customer', orders: ['#W1'] };

describe('AccessController', () => {
  beforeEach(() => {
    // PKCE's digest comes from a thread of its own, which fake timers must leave alone.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    sessionStorage.clear();
    serverAhead = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  describe('with a demo user', () => {
    it('keeps them for the next page of this tab, until they sign out', async () => {
      const first = setUp();
      await first.access.signInAsDemoUser(ann);
      const second = setUp();
      await second.access.start();
      expect(second.access.get()).toMatchObject({
        status: 'signedIn',
        credentials: { token: 'demo-1', user: { id: 'c1' }, orders: ['#W1'] },
      });
      await second.access.signOut();
      expect(sessionStorage).toHaveLength(0);
      expect(second.location.visited).toEqual([]);
    });

    it.each([-9 * 60, -40, 40, 9 * 60])('keeps them over a reload when the browser’s clock is off by %d minutes', async (minutes) => {
      serverAhead = minutes * 60_000;
      await setUp().access.signInAsDemoUser(ann);
      vi.resetModules();
      const reloaded = await import('./AccessController');
      const { serverClock: unknownClock } = await import('../clock/ServerClock');
      const { access } = setUp(new FakeProvider(), new FakeLocation(), reloaded.AccessController, unknownClock);
      expect(unknownClock.isKnown).toBe(false);
      await access.start();
      expect(access.get()).toMatchObject({ status: 'signedIn', credentials: { token: 'demo-1' } });
    });

    it('leaves it to the gateway where nobody says the time', async () => {
      await setUp().access.signInAsDemoUser(ann);
      vi.setSystemTime(Date.now() + 3_600_000);
      vi.resetModules();
      const reloaded = await import('./AccessController');
      const { access, getClientConfig } = setUp(new FakeProvider(), new FakeLocation(), reloaded.AccessController);
      getClientConfig.mockRejectedValue(new ApiError(0, 'Away.'));
      await access.start();
      expect(access.get()).toMatchObject({ status: 'signedIn', credentials: { token: 'demo-1' } });
    });

    it('gets a new token when the gateway refuses theirs, but not for ever', async () => {
      const { access, onRenewed } = setUp();
      await access.signInAsDemoUser(ann);
      for (const token of ['demo-2', 'demo-3']) {
        access.onTokenRefused();
        await vi.waitFor(() => expect(access.token).toBe(token));
      }
      await vi.waitFor(() => expect(onRenewed).toHaveBeenCalledTimes(2));
      access.onTokenRefused();
      expect(access.get()).toEqual({ status: 'signedOut', problem: 'You are no longer signed in. Sign in again to go on.' });
    });

    it('waits for a gateway that is away', async () => {
      const { access, getToken, onRenewed } = setUp();
      await access.signInAsDemoUser(ann);
      getToken.mockRejectedValueOnce(new ApiError(0, 'Away.'));
      access.onTokenRefused();
      await vi.advanceTimersByTimeAsync(9_000);
      expect(onRenewed).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(onRenewed).toHaveBeenCalledOnce();
      expect(access.get().status).toBe('signedIn');
    });
  });

  describe('with a provider', () => {
    it('goes there and comes back to the same conversation, without the code in the address', async () => {
      const { access, location } = await signIn();
      expect(location.visited).toHaveLength(1);
      expect(location.href).toBe('https://chat.example/#/c/s1');
      expect(access.get()).toMatchObject({
        status: 'signedIn',
        credentials: { token: 'access-1', user: { id: 'u-7', name: 'Ann Lee', role: '' } },
      });
    });

    it('is who the gateway says that the token speaks for', async () => {
      const first = setUp();
      await first.access.signInWithProvider();
      first.location.href = first.fake.authorize(first.location.visited[0] ?? '');
      first.getClientConfig.mockImplementation((token) =>
        Promise.resolve({
          auth: { demo: false, oidc: first.fake.config },
          ...(token === 'access-1' ? { user: { id: 'gateway-7', name: 'Ann', role: 'operator' } } : {}),
        }),
      );
      await first.access.start();
      expect(first.access.get()).toMatchObject({ credentials: { user: { id: 'gateway-7', role: 'operator' } } });
    });

    it('renews the token before it expires, and hands it over once the gateway refuses the old one', async () => {
      const { access, fake, onRenewed } = await signIn();
      await vi.advanceTimersByTimeAsync(235_000);
      expect(fake.grants).toEqual(['authorization_code']);
      await vi.advanceTimersByTimeAsync(10_000);
      await vi.waitFor(() => expect(access.token).toBe('access-2'));
      expect(onRenewed).not.toHaveBeenCalled();
      access.onTokenRefused();
      expect(onRenewed).toHaveBeenCalledOnce();
      expect(fake.grants).toEqual(['authorization_code', 'refresh_token']);
    });

    it('renews once for all who ask', async () => {
      const { access, fake, onRenewed } = await signIn();
      access.onTokenRefused();
      access.onTokenRefused();
      await vi.waitFor(() => expect(onRenewed).toHaveBeenCalled());
      expect(fake.grants).toEqual(['authorization_code', 'refresh_token']);
    });

    it('tries again while the provider is away', async () => {
      const { access, fake } = await signIn();
      fake.isReachable = false;
      await vi.advanceTimersByTimeAsync(245_000);
      fake.isReachable = true;
      await vi.advanceTimersByTimeAsync(30_000);
      await vi.waitFor(() => expect(access.token).toBe('access-2'));
    });

    it('renews a token that expired while the page was away before it is used', async () => {
      const { fake } = await signIn();
      vi.setSystemTime(Date.now() + 3_600_000);
      const next = setUp(fake);
      const states: string[] = [];
      next.access.subscribe(() => states.push(next.access.get().status));
      await next.access.start();
      expect(states).toEqual(['pending', 'signedIn']);
      expect(next.access.token).toBe('access-2');
    });

    it('asks for a new sign-in where that is no longer possible', async () => {
      const { fake } = await signIn();
      vi.setSystemTime(Date.now() + 3_600_000);
      fake.refreshToken = 'of somebody else';
      const next = setUp(fake);
      await next.access.start();
      expect(next.access.get()).toMatchObject({ status: 'signedOut', problem: 'You are no longer signed in. Sign in again to go on.' });
    });

    it('asks for a new sign-in when the token cannot be renewed, but no earlier than it has to', async () => {
      const { access, fake } = await signIn();
      fake.refreshToken = null;
      await vi.advanceTimersByTimeAsync(245_000);
      await vi.waitFor(() => expect(fake.grants).toHaveLength(2));
      expect(access.get().status).toBe('signedIn');
      access.onTokenRefused();
      await vi.waitFor(() =>
        expect(access.get()).toEqual({ status: 'signedOut', problem: 'You are no longer signed in. Sign in again to go on.' }),
      );
    });

    it('ends the session there as well', async () => {
      const { access, location, fake } = await signIn();
      await access.signOut();
      expect(location.visited.at(-1)).toMatch(/^https:\/\/login\.example\/logout\?/);
      expect(fake.revoked).toEqual(['refresh-1']);
      expect(sessionStorage).toHaveLength(0);
    });

    it('says so when it could only sign out here', async () => {
      const { access, fake } = await signIn();
      fake.isReachable = false;
      await access.signOut();
      expect(access.get()).toMatchObject({ status: 'signedOut', problem: expect.stringContaining('sign out there as well') as string });
      expect(sessionStorage).toHaveLength(0);
    });

    it('shows the sign-in again when the reader comes back without one', async () => {
      const { access } = setUp();
      await access.signInWithProvider();
      expect(access.get().status).toBe('pending');
      access.onPageRestored();
      expect(access.get()).toEqual({ status: 'signedOut', problem: null });
    });
  });

  describe('when a sign-in does not work', () => {
    const problemOf = (access: AccessController) => {
      const state = access.get();
      return state.status === 'signedOut' ? state.problem : state.status;
    };

    it('says that the provider is away', async () => {
      const { access, fake, location } = setUp();
      fake.isReachable = false;
      await access.signInWithProvider();
      expect(problemOf(access)).toBe('Example cannot be reached. Check your connection, then try again.');
      expect(location.visited).toEqual([]);
    });

    it('says that the user said no', async () => {
      const { access, fake, location } = setUp();
      await access.signInWithProvider();
      location.href = fake.deny(location.visited[0] ?? '');
      await access.start();
      expect(problemOf(access)).toMatch(/^Example did not sign you in/);
      expect(location.href).toBe('https://chat.example/');
    });

    it('says that the answer is of another sign-in, and keeps who is signed in', async () => {
      const { access, location } = setUp();
      location.href = 'https://chat.example/?code=x&state=forged';
      await access.start();
      expect(problemOf(access)).toBe('That sign-in was started in another tab, or too long ago. Sign in again from here.');

      await access.signInAsDemoUser(ann);
      const next = setUp();
      next.location.href = 'https://chat.example/?code=x&state=forged';
      await next.access.start();
      expect(next.access.token).toBe('demo-1');
      expect(next.location.href).toBe('https://chat.example/');
    });

    it('says that the gateway does not accept the account', async () => {
      const first = setUp();
      await first.access.signInWithProvider();
      first.location.href = first.fake.authorize(first.location.visited[0] ?? '');
      first.getClientConfig.mockImplementation((token) =>
        token === null ? Promise.resolve({ auth: { demo: false, oidc: first.fake.config } }) : Promise.reject(new ApiError(401, 'No.')),
      );
      await first.access.start();
      expect(problemOf(first.access)).toMatch(/this service does not accept that account/);
      expect(sessionStorage).toHaveLength(0);
    });

    it('says that the gateway is away', async () => {
      const { access, getClientConfig } = setUp();
      getClientConfig.mockRejectedValue(new ApiError(0, 'Away.'));
      await access.signInWithProvider();
      expect(problemOf(access)).toBe('The service cannot be reached. Wait a moment, then sign in again.');
    });
  });
});
