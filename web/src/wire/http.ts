import * as v from 'valibot';
import { replyMetadata } from './events';

/** The gateway's HTTP answers that the page reads. */

const date = v.pipe(v.string(), v.isoTimestamp(), v.transform((text) => Date.parse(text)));

export const demoUser = v.object({
  id: v.string(),
  name: v.string(),
  role: v.string(),
  customerId: v.nullish(v.string()),
  orders: v.optional(v.array(v.string()), []),
});

export const demoUsers = v.union([v.array(demoUser), v.pipe(v.object({ users: v.array(demoUser) }), v.transform((body) => body.users))]);

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
});

export const storedMessage = v.object({
  id: v.string(),
  ordinal: v.number(),
  role: v.picklist(['user', 'assistant']),
  clientMessageId: v.nullish(v.string()),
  turnId: v.string(),
  content: v.string(),
  metadata: v.nullish(v.looseObject({ ...replyMetadata.entries })),
  status: v.string(),
  createdAt: date,
});

export const clientConfig = v.object({
  traceUrlTemplate: v.nullish(v.string()),
  model: v.nullish(v.string()),
  limits: v.nullish(v.object({ maxMessageLength: v.number() })),
});

export type DemoUser = v.InferOutput<typeof demoUser>;
export type TokenAnswer = v.InferOutput<typeof tokenAnswer>;
export type SessionSummary = v.InferOutput<typeof sessionSummary>;
export type StoredMessage = v.InferOutput<typeof storedMessage>;
export type ClientConfig = v.InferOutput<typeof clientConfig>;
