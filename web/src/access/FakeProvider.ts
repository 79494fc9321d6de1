import type { OidcConfig } from '../wire/http';

const base64Url = (bytes: Uint8Array<ArrayBuffer> | string): string =>
  btoa(typeof bytes === 'string' ? bytes : String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const digest = async (text: string): Promise<string> =>
  base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));

const json = (body: object, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** For tests: an OpenID Connect provider at the HTTP level, with the checks that a real one makes. It stands in for `fetch`. */
export class FakeProvider {
  readonly issuer = 'https://login.example';
  readonly config: OidcConfig = {
    authority: this.issuer,
    clientId: 'page',
    scope: 'openid profile offline_access',
    audience: 'switchboard',
    name: 'Example',
  };
  /** The token endpoint's requests, as grants. */
  readonly grants: string[] = [];
  readonly revoked: string[] = [];
  isReachable = true;
  hasSessionEnd = true;
  /** Refresh tokens are good for one use. */
  refreshToken: string | null = 'refresh-1';
  lifetime = 300;
  /** Overrides claims of the next ID tokens. */
  claims: Readonly<Record<string, unknown>> = {};
  #challenge = '';
  #nonce = '';
  #issued = 0;

  /** What the browser comes back with after the user signed in. */
  authorize(signInUrl: string): string {
    const { searchParams } = new URL(signInUrl);
    this.#challenge = searchParams.get('code_challenge') ?? '';
    this.#nonce = searchParams.get('nonce') ?? '';
    return `${searchParams.get('redirect_uri') ?? ''}?code=code-1&state=${searchParams.get('state') ?? ''}`;
  }

  /** What the browser comes back with after the user said no. */
  deny(signInUrl: string): string {
    const { searchParams } = new URL(signInUrl);
    return `${searchParams.get('redirect_uri') ?? ''}?error=access_denied&state=${searchParams.get('state') ?? ''}`;
  }

  readonly fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    if (!this.isReachable) throw new TypeError('Failed to fetch');
    const address = input instanceof Request ? input.url : String(input);
    const form = init?.body instanceof URLSearchParams ? init.body : new URLSearchParams();
    switch (address) {
      case `${this.issuer}/.well-known/openid-configuration`:
        return json({
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          revocation_endpoint: `${this.issuer}/revoke`,
          ...(this.hasSessionEnd ? { end_session_endpoint: `${this.issuer}/logout` } : {}),
        });
      case `${this.issuer}/token`:
        return this.#token(form);
      case `${this.issuer}/revoke`:
        this.revoked.push(form.get('token') ?? '');
        return new Response(null, { status: 200 });
      default:
        throw new Error(`Nobody answers at ${address}.`);
    }
  };

  async #token(form: URLSearchParams): Promise<Response> {
    const grant = form.get('grant_type') ?? '';
    this.grants.push(grant);
    const isGranted =
      grant === 'refresh_token'
        ? this.refreshToken !== null && form.get('refresh_token') === this.refreshToken
        : form.get('code') === 'code-1' && (await digest(form.get('code_verifier') ?? '')) === this.#challenge;
    if (!isGranted) return json({ error: 'invalid_grant' }, 400);
    this.#issued++;
    if (this.refreshToken !== null) this.refreshToken = `refresh-${this.#issued}`;
    return json({
      access_token: `access-${this.#issued}`,
      token_type: 'Bearer',
      expires_in: this.lifetime,
      id_token: this.#idToken(),
      ...(this.refreshToken === null ? {} : { refresh_token: this.refreshToken }),
    });
  }

  #idToken(): string {
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: this.issuer,
      aud: this.config.clientId,
      sub: 'u-7',
      iat: now,
      exp: now + 300,
      nonce: this.#nonce,
      name: 'Ann Lee',
      ...this.claims,
    };
    return [{ alg: 'none' }, claims].map((part) => base64Url(JSON.stringify(part))).join('.') + '.';
  }
}
