import { ErrorResponse, ErrorTimeout, OidcClient, WebStorageStateStore, type SigninResponse } from 'oidc-client-ts';
import { serverClock } from '../clock/ServerClock';
import type { OidcConfig } from '../wire/http';
import type { Credentials } from './credentials';
import { SignInError } from './SignInError';

export interface CompletedSignIn {
  readonly credentials: Credentials;
  /** What the sign-in was started with. */
  readonly returnHash: string;
}

/**
 * Signs in with an OpenID Connect provider: authorization code with PKCE (RFC 7636), renewal by refresh token. State and nonce are
 * checked by the library, issuer and audience here. Nothing is kept outside of the given storage. Throws `SignInError`.
 */
export class OidcProvider {
  readonly #client: OidcClient;
  readonly #clientId: string;

  constructor(config: OidcConfig, redirectUri: string, storage: Storage) {
    this.#clientId = config.clientId;
    this.#client = new OidcClient({
      authority: config.authority,
      client_id: config.clientId,
      scope: config.scope,
      redirect_uri: redirectUri,
      post_logout_redirect_uri: redirectUri,
      stateStore: new WebStorageStateStore({ prefix: 'switchboard.oidc.', store: storage }),
      requestTimeoutInSeconds: 10,
      ...(config.audience == null ? {} : { extraQueryParams: { audience: config.audience } }),
    });
  }

  /** Where the browser has to go. */
  async createSignInUrl(returnHash: string): Promise<string> {
    // The challenge is a digest, which browsers compute on secure origins only; localhost is one.
    if (!('subtle' in crypto)) throw new SignInError('insecure');
    try {
      const { url } = await this.#client.createSigninRequest({ nonce: crypto.randomUUID(), state: returnHash });
      return url;
    } catch (error) {
      throw toSignInError(error, 'unreachable');
    }
  }

  /** Exchanges the code that the browser came back with. */
  async completeSignIn(url: string): Promise<CompletedSignIn> {
    await this.#checkState(url);
    try {
      const response = await this.#client.processSigninResponse(url);
      await this.#checkIdToken(response, url);
      const { sub, name, preferred_username, email, role } = response.profile;
      const user = { id: sub, name: name ?? preferred_username ?? email ?? sub, role: typeof role === 'string' ? role : '' };
      const returnHash = typeof response.userState === 'string' ? response.userState : '';
      return { credentials: { ...readTokens(response), user, orders: [] }, returnHash };
    } catch (error) {
      throw toSignInError(error, 'untrusted');
    }
  }

  /** The same user with a new token; `refused` where the provider wants them to sign in again. */
  async renew(credentials: Credentials): Promise<Credentials> {
    const { oidc } = credentials;
    if (oidc?.refreshToken == null) throw new SignInError('refused');
    try {
      const state = {
        refresh_token: oidc.refreshToken,
        id_token: oidc.idToken,
        scope: oidc.scope,
        profile: oidc.claims,
        session_state: null,
      };
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the library exports this class as a type only
      const response = await this.#client.useRefreshToken({ state });
      // A provider that does not rotate refresh tokens leaves the old one in force.
      response.refresh_token ??= oidc.refreshToken;
      return { ...credentials, ...readTokens(response) };
    } catch (error) {
      throw toSignInError(error, 'untrusted');
    }
  }

  /** Revokes the refresh token where that is possible; where the browser has to go to end the provider's session, null for nowhere. */
  async signOut({ oidc }: Credentials): Promise<string | null> {
    if (oidc === null) return null;
    try {
      const metadata = await this.#client.metadataService.getMetadata();
      // Where this fails, the end of the provider's session has to do.
      if (metadata.revocation_endpoint !== undefined && oidc.refreshToken !== null)
        await this.#client.revokeToken(oidc.refreshToken, 'refresh_token').catch(() => undefined);
      if (metadata.end_session_endpoint === undefined) return null;
      const { url } = await this.#client.createSignoutRequest({ id_token_hint: oidc.idToken });
      return url;
    } catch (error) {
      throw toSignInError(error, 'refused');
    }
  }

  async #checkState(url: string): Promise<void> {
    try {
      await this.#client.readSigninResponseState(url);
    } catch (error) {
      throw new SignInError('state', error);
    }
  }

  async #checkIdToken({ id_token, profile }: SigninResponse, url: string): Promise<void> {
    const issuer = await this.#client.metadataService.getIssuer();
    const namedIssuer = new URL(url).searchParams.get('iss');
    const audiences = typeof profile.aud === 'string' ? [profile.aud] : profile.aud;
    const isTrusted = id_token !== undefined && profile.iss === issuer && audiences.includes(this.#clientId);
    // RFC 9207: a provider that names itself in its answer must be the one that was asked.
    if (!isTrusted || (namedIssuer !== null && namedIssuer !== issuer)) throw new SignInError('untrusted');
  }
}

function readTokens({
  access_token,
  expires_in,
  id_token,
  refresh_token,
  scope,
  profile,
}: SigninResponse): Pick<Credentials, 'token' | 'expiresAt' | 'oidc'> {
  const { sub, iss, aud, exp, iat } = profile;
  return {
    token: access_token,
    // The library adds the lifetime to the browser's clock, which may be hours off.
    expiresAt: expires_in === undefined ? null : serverClock.now() + expires_in * 1_000,
    oidc: { idToken: id_token ?? '', refreshToken: refresh_token ?? null, scope: scope ?? '', claims: { sub, iss, aud, exp, iat } },
  };
}

/** `fetch` rejects with a TypeError where nobody answers. */
function toSignInError(error: unknown, otherwise: SignInError['code']): SignInError {
  if (error instanceof SignInError) return error;
  if (error instanceof ErrorResponse) return new SignInError(error.error === 'access_denied' ? 'denied' : 'refused', error);
  if (error instanceof ErrorTimeout || error instanceof TypeError) return new SignInError('unreachable', error);
  return new SignInError(otherwise, error);
}
