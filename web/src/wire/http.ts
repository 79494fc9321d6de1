import * as v from 'valibot';
import { replyMetadata } from './events';

/** The gateway's HTTP answers that the page reads. */

const date = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => Date.parse(text)),
);

export const demoUser = v.object({
  id: v.string(),
  name: v.string(),
  role: v.string(),
  customerId: v.nullish(v.string()),
  /** All orders of the account, as the assistant counts them; `orders` are some of them. */
  orderCount: v.nullish(v.number()),
  orders: v.optional(v.array(v.string()), []),
});

export const demoUsers = v.union([
  v.array(demoUser),
  v.pipe(
    v.object({ users: v.array(demoUser) }),
    v.transform((body) => body.users),
  ),
]);

export const tokenAnswer = v.object({
  token: v.pipe(v.string(), v.minLength(1)),
  expiresAt: date,
  user: v.object({ id: v.string(), name: v.string(), role: v.string(), customerId: v.nullish(v.string()) }),
});

export const sessionSummary = v.object({
  id: v.string(),
  topic: v.string(),
  status: v.string(),
  createdAt: date,
  lastActivityAt: date,
  /** Who answers: `assistant`, `queue` or `person`. */
  responder: v.nullish(v.string()),
  responderName: v.nullish(v.string()),
});

export const storedMessage = v.object({
  id: v.string(),
  ordinal: v.number(),
  role: v.picklist(['user', 'assistant']),
  userId: v.nullish(v.string()),
  authorName: v.nullish(v.string()),
  authorRole: v.nullish(v.string()),
  clientMessageId: v.nullish(v.string()),
  turnId: v.string(),
  content: v.string(),
  metadata: v.nullish(v.looseObject({ ...replyMetadata.entries })),
  status: v.string(),
  createdAt: date,
});

/** An OpenID Connect provider that people may sign in with. */
export const oidcConfig = v.object({
  authority: v.pipe(v.string(), v.url()),
  clientId: v.pipe(v.string(), v.minLength(1)),
  scope: v.string(),
  audience: v.nullish(v.string()),
  /** What the provider is called on the page. */
  name: v.nullish(v.string()),
});

export const authConfig = v.object({ demo: v.boolean(), oidc: v.nullish(oidcConfig) });

/** Before the sign-in it says how to sign in; with a token also the rest. */
export const clientConfig = v.object({
  auth: authConfig,
  /** Who the token speaks for, as the gateway reads it. */
  user: v.nullish(v.object({ id: v.string(), name: v.string(), role: v.string() })),
  traceUrlTemplate: v.nullish(v.string()),
  model: v.nullish(v.string()),
  limits: v.nullish(v.object({ maxMessageLength: v.number() })),
});

export type DemoUser = v.InferOutput<typeof demoUser>;
export type TokenAnswer = v.InferOutput<typeof tokenAnswer>;
export type SessionSummary = v.InferOutput<typeof sessionSummary>;
export type StoredMessage = v.InferOutput<typeof storedMessage>;
export type ClientConfig = v.InferOutput<typeof clientConfig>;
export type AuthConfig = v.InferOutput<typeof authConfig>;
export type OidcConfig = v.InferOutput<typeof oidcConfig>;
