import * as v from 'valibot';

/** What a provider gave beside the access token: it renews that and ends the session there. */
const oidcTokens = v.object({
  idToken: v.string(),
  refreshToken: v.nullable(v.string()),
  scope: v.string(),
  claims: v.object({ sub: v.string(), iss: v.string(), aud: v.union([v.string(), v.array(v.string())]), exp: v.number(), iat: v.number() }),
});

const credentials = v.object({
  token: v.string(),
  /** Unix milliseconds by the server's clock; null where the issuer does not say. */
  expiresAt: v.nullable(v.number()),
  user: v.object({ id: v.string(), name: v.string(), role: v.string() }),
  orders: v.array(v.string()),
  /** Null for a demo user. */
  oidc: v.nullable(oidcTokens),
});

/** Who is signed in and the token that says so; kept for this tab only. */
export type Credentials = v.InferOutput<typeof credentials>;
export type OidcTokens = v.InferOutput<typeof oidcTokens>;

const storageKey = 'switchboard.access';

/** Expired or not: whoever reads them before the server has said its time cannot know. */
export function readCredentials(storage: Storage): Credentials | null {
  try {
    const stored = v.safeParse(credentials, JSON.parse(storage.getItem(storageKey) ?? 'null'));
    return stored.success ? stored.output : null;
  } catch {
    return null;
  }
}

export function writeCredentials(storage: Storage, value: Credentials | null): void {
  if (value === null) storage.removeItem(storageKey);
  else storage.setItem(storageKey, JSON.stringify(value));
}
