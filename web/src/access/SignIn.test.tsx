import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../connection/gatewayApi';
import type { AuthConfig, ClientConfig } from '../wire/http';
import { AccessController } from './AccessController';
import { FakeProvider } from './FakeProvider';
import { OidcProvider } from './OidcProvider';
import { SignIn } from './SignIn';

const demoUsers = [{ id: 'c1', name: 'Ann Lee', role: 'customer', orderCount: 7, orders: ['#W1', '#W2'] }];

function show(auth: AuthConfig | ApiError, problem: string | null = null) {
  const provider = new FakeProvider();
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
    input === '/auth/demo-users' ? Promise.resolve(Response.json(demoUsers)) : provider.fetch(input, init),
  );
  const getClientConfig = vi.fn<() => Promise<ClientConfig>>();
  if (auth instanceof ApiError) getClientConfig.mockRejectedValue(auth);
  else getClientConfig.mockResolvedValue({ auth });
  const assign = vi.fn<(url: string) => void>();
  const access = new AccessController({
    storage: sessionStorage,
    location: { href: 'https://chat.example/', assign, replace: () => undefined },
    getClientConfig,
    getToken: (user) =>
      Promise.resolve({ token: 'demo', expiresAt: Date.now() + 60_000, user: { id: user, name: 'Ann Lee', role: 'customer' } }),
    loadOidcProvider: (config, redirectUri, storage) => Promise.resolve(new OidcProvider(config, redirectUri, storage)),
  });
  render(<SignIn access={access} problem={problem} />);
  return { access, assign, getClientConfig };
}

const oidc = new FakeProvider().config;

describe('SignIn', () => {
  beforeEach(() => {
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));
    sessionStorage.clear();
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('lists the demo users where there are some, and signs one of them in', async () => {
    const { access } = show({ demo: true });
    await userEvent.click(await screen.findByRole('button', { name: /Ann Lee/ }));
    await vi.waitFor(() => expect(access.token).toBe('demo'));
    expect(screen.queryByRole('button', { name: /Sign in with/ })).toBeNull();
  });

  it('offers the provider by its name, and leaves for it', async () => {
    const { assign } = show({ demo: false, oidc });
    await userEvent.click(await screen.findByRole('button', { name: 'Sign in with Example' }));
    await vi.waitFor(() => expect(assign).toHaveBeenCalledWith(expect.stringContaining('https://login.example/authorize?')));
    expect(screen.queryByText(/demo customers/)).toBeNull();
  });

  it('calls a provider without a name by its host', async () => {
    show({ demo: false, oidc: { ...oidc, name: null } });
    expect(await screen.findByRole('button', { name: 'Sign in with login.example' })).toBeDefined();
  });

  it('offers both where both are set up', async () => {
    show({ demo: true, oidc });
    expect(await screen.findByRole('button', { name: /Ann Lee/ })).toBeDefined();
    expect(screen.getByRole('button', { name: 'Sign in with Example' })).toBeDefined();
  });

  it('says who can help where nothing is set up', async () => {
    show({ demo: false });
    expect(await screen.findByText(/No way to sign in is set up/)).toBeDefined();
  });

  it('says what went wrong', () => {
    show({ demo: false, oidc }, 'Example cannot be reached.');
    expect(screen.getByRole('alert').textContent).toBe('Example cannot be reached.');
  });

  it('asks the gateway again when it was away', async () => {
    const { getClientConfig } = show(new ApiError(0, 'Away.'));
    const retry = await screen.findByRole('button', { name: 'Try again' });
    getClientConfig.mockResolvedValue({ auth: { demo: false, oidc } });
    await userEvent.click(retry);
    expect(await screen.findByRole('button', { name: 'Sign in with Example' })).toBeDefined();
  });

  it('counts the orders of an account as the chat does, not those that are suggested', async () => {
    show({ demo: true, oidc: null });
    expect(await screen.findByText('Customer · 7 orders')).toBeDefined();
  });
});
