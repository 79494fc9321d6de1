import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Credentials } from './credentials';
import { FakeProvider } from './FakeProvider';
import { OidcProvider } from './OidcProvider';

const origin = 'https://chat.example/';

function setUp() {
  const fake = new FakeProvider();
  vi.stubGlobal('fetch', fake.fetch);
  return { fake, provider: new OidcProvider(fake.config, origin, sessionStorage) };
}

async function signIn({ fake, provider }: ReturnType<typeof setUp>): Promise<Credentials> {
  const { credentials } = await provider.completeSignIn(fake.authorize(await provider.createSignInUrl('')));
  return credentials;
}

describe('OidcProvider', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(() => vi.unstubAllGlobals());

  it('asks for a code with a challenge, a state and a nonce, for this page and this service', async () => {
    const { provider } = setUp();
    const url = new URL(await provider.createSignInUrl(''));
    expect(`${url.origin}${url.pathname}`).toBe('https://login.example/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'page',
      redirect_uri: origin,
      scope: 'openid profile offline_access',
      audience: 'switchboard',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(url.searchParams.get(name)?.length).toBeGreaterThan(30);
  });

  it('exchanges the code for the tokens of that user, and brings back where they were', async () => {
    const { fake, provider } = setUp();
    const completed = await provider.completeSignIn(fake.authorize(await provider.createSignInUrl('#/c/s1')));
    expect(completed.returnHash).toBe('#/c/s1');
    expect(completed.credentials).toMatchObject({
      token: 'access-1',
      user: { id: 'u-7', name: 'Ann Lee' },
      oidc: { refreshToken: 'refresh-1' },
    });
    expect(Math.abs((completed.credentials.expiresAt ?? 0) - Date.now() - 300_000)).toBeLessThan(5_000);
  });

  it('leaves nothing of the sign-in behind', async () => {
    await signIn(setUp());
    expect(sessionStorage).toHaveLength(0);
    expect(localStorage).toHaveLength(0);
  });

  it.each([
    ['a nonce of another sign-in', { nonce: 'other' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'other-page' }],
    ['no subject', { sub: '' }],
  ])('does not trust an ID token with %s', async (_, claims) => {
    const page = setUp();
    page.fake.claims = claims;
    await expect(signIn(page)).rejects.toMatchObject({ code: 'untrusted' });
  });

  it('does not take an answer that names another provider', async () => {
    const { fake, provider } = setUp();
    const callback = fake.authorize(await provider.createSignInUrl(''));
    await expect(provider.completeSignIn(`${callback}&iss=https%3A%2F%2Fevil.example`)).rejects.toMatchObject({ code: 'untrusted' });
  });

  it('takes no answer whose state it did not give, and none twice', async () => {
    const { fake, provider } = setUp();
    const callback = fake.authorize(await provider.createSignInUrl(''));
    await expect(provider.completeSignIn(`${origin}?code=code-1&state=forged`)).rejects.toMatchObject({ code: 'state' });
    await provider.completeSignIn(callback);
    await expect(provider.completeSignIn(callback)).rejects.toMatchObject({ code: 'state' });
    expect(fake.grants).toEqual(['authorization_code']);
  });

  it('tells a refusal by the user from one of the provider, and from silence', async () => {
    const { fake, provider } = setUp();
    await expect(provider.completeSignIn(fake.deny(await provider.createSignInUrl('')))).rejects.toMatchObject({ code: 'denied' });
    const withForeignCode = fake.authorize(await provider.createSignInUrl('')).replace('code-1', 'code-2');
    await expect(provider.completeSignIn(withForeignCode)).rejects.toMatchObject({ code: 'refused' });
    const callback = fake.authorize(await provider.createSignInUrl(''));
    fake.isReachable = false;
    await expect(provider.completeSignIn(callback)).rejects.toMatchObject({ code: 'unreachable' });
    await expect(new OidcProvider(fake.config, origin, sessionStorage).createSignInUrl('')).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('renews the token with each new refresh token', async () => {
    const page = setUp();
    const second = await page.provider.renew(await signIn(page));
    expect(second).toMatchObject({ token: 'access-2', user: { id: 'u-7', name: 'Ann Lee' }, oidc: { refreshToken: 'refresh-2' } });
    expect(await page.provider.renew(second)).toMatchObject({ token: 'access-3' });
    expect(page.fake.grants).toEqual(['authorization_code', 'refresh_token', 'refresh_token']);
  });

  it('does not renew into another user', async () => {
    const page = setUp();
    const credentials = await signIn(page);
    page.fake.claims = { sub: 'u-8' };
    await expect(page.provider.renew(credentials)).rejects.toMatchObject({ code: 'untrusted' });
  });

  it('does not renew where the provider wants a new sign-in', async () => {
    const page = setUp();
    const credentials = await signIn(page);
    page.fake.refreshToken = null;
    await expect(page.provider.renew(credentials)).rejects.toMatchObject({ code: 'refused' });
    const withoutRefreshToken = await signIn(page);
    await expect(page.provider.renew(withoutRefreshToken)).rejects.toMatchObject({ code: 'refused' });
    expect(page.fake.grants).toEqual(['authorization_code', 'refresh_token', 'authorization_code']);
  });

  it('revokes the refresh token and ends the session at the provider', async () => {
    const page = setUp();
    const url = new URL((await page.provider.signOut(await signIn(page))) ?? '');
    expect(page.fake.revoked).toEqual(['refresh-1']);
    expect(`${url.origin}${url.pathname}`).toBe('https://login.example/logout');
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(origin);
    expect(url.searchParams.get('id_token_hint')).toContain('.');
  });

  it('has nowhere to go where the provider has no end of a session', async () => {
    const page = setUp();
    page.fake.hasSessionEnd = false;
    expect(await page.provider.signOut(await signIn(page))).toBeNull();
  });
});
