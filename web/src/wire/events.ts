import * as v from 'valibot';

/** The session dialect's server events, as the gateway sends them. Everything that enters the page's state has passed one of these. */

/** Fields that a writer may omit or send as null. */
const maybe = <const S extends v.GenericSchema>(schema: S) => v.nullish(schema);

/** Unix milliseconds, in whichever form they came. */
const instant = v.union([
  v.number(),
  v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.transform((text) => Date.parse(text)),
  ),
]);

const inSession = { sessionId: v.string(), seq: maybe(v.number()), timestamp: maybe(v.number()) };

const scores = v.record(v.string(), v.number());

export const citation = v.object({ kind: v.string(), source: v.string(), reference: maybe(v.string()) });

export const replyMetadata = v.object({
  chunkCount: maybe(v.number()),
  streamLatency: maybe(v.number()),
  firstTokenMs: maybe(v.number()),
  tokens: maybe(v.object({ input: v.number(), output: v.number() })),
  agent: maybe(v.string()),
  route: maybe(v.string()),
  model: maybe(v.string()),
  citations: maybe(v.array(citation)),
  evaluation: maybe(v.union([scores, v.object({ scores, flags: maybe(v.array(v.string())) })])),
  traceId: maybe(v.string()),
  interrupted: maybe(v.boolean()),
  approvalId: maybe(v.string()),
});

const event = <const N extends string, const E extends v.ObjectEntries>(name: N, entries: E) =>
  v.object({ type: v.literal(name), ...entries });

export const serverEvent = v.variant('type', [
  event('connected', { socketId: v.string(), serverTime: instant, recovered: v.boolean() }),
  event('session:created', { sessionId: v.string(), status: v.string(), createdAt: instant }),
  /** Another connection of this user made the session, or it was ended. */
  event('session:updated', {
    sessionId: v.string(),
    topic: v.string(),
    status: v.string(),
    createdAt: instant,
    lastActivityAt: instant,
  }),
  event('session:joined', { sessionId: v.string(), timestamp: v.number() }),
  /** The log no longer has what came after `after`; events go on after `from`. */
  event('session:gap', { sessionId: v.string(), after: v.number(), from: v.number(), timestamp: v.number() }),
  event('session:left', { sessionId: v.string() }),
  event('session:ended', inSession),
  event('message:ack', {
    messageId: v.string(),
    clientMessageId: maybe(v.string()),
    replyId: maybe(v.string()),
    timestamp: v.number(),
    latency: v.number(),
  }),
  event('message:user', {
    ...inSession,
    messageId: v.string(),
    clientMessageId: maybe(v.string()),
    userId: v.string(),
    name: maybe(v.string()),
    role: maybe(v.string()),
    content: v.string(),
  }),
  event('assistant:thinking', {
    ...inSession,
    status: v.string(),
    stage: maybe(v.string()),
    agent: maybe(v.string()),
    messageId: maybe(v.string()),
    tool: maybe(v.string()),
    toolState: maybe(v.string()),
  }),
  event('message:chunk', {
    ...inSession,
    messageId: v.string(),
    replyTo: maybe(v.string()),
    content: v.string(),
    chunkIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  event('message:complete', {
    ...inSession,
    messageId: v.string(),
    replyTo: maybe(v.string()),
    content: v.string(),
    metadata: replyMetadata,
  }),
  event('message:error', {
    ...inSession,
    messageId: maybe(v.string()),
    replyTo: maybe(v.string()),
    message: v.string(),
    partialContent: maybe(v.string()),
    error: v.string(),
    traceId: maybe(v.string()),
  }),
  event('message:blocked', {
    ...inSession,
    messageId: maybe(v.string()),
    replyTo: maybe(v.string()),
    clientMessageId: maybe(v.string()),
    reason: v.string(),
    categories: v.array(v.string()),
    stage: maybe(v.string()),
    traceId: maybe(v.string()),
  }),
  event('message:evaluated', { ...inSession, messageId: v.string(), scores, flags: v.array(v.string()) }),
  event('approval:requested', {
    ...inSession,
    approvalId: v.string(),
    messageId: maybe(v.string()),
    tool: v.string(),
    arguments: v.record(v.string(), v.unknown()),
    reason: v.string(),
    expiresAt: v.pipe(v.string(), v.isoTimestamp()),
  }),
  event('approval:resolved', { ...inSession, approvalId: v.string(), outcome: v.string() }),
  /** The conversation waits for a person. */
  event('handover:queued', { ...inSession, position: v.number(), since: v.number() }),
  /** A person has it; replies that have not ended end here, without an event of their own. */
  event('handover:claimed', { ...inSession, userId: v.string(), name: v.string() }),
  /** The assistant answers again. */
  event('handover:returned', { ...inSession, userId: v.string(), name: v.string(), summary: maybe(v.string()) }),
  event('typing:status', { sessionId: v.string(), userId: v.string(), isTyping: v.boolean(), timestamp: v.number() }),
  event('presence:status', { sessionId: v.string(), userId: v.string(), online: v.boolean(), timestamp: v.number() }),
  event('system:alert', { alert: v.string(), message: v.string() }),
  event('error', {
    code: v.string(),
    message: maybe(v.string()),
    event: maybe(v.string()),
    clientMessageId: maybe(v.string()),
    sessionId: maybe(v.string()),
    approvalId: maybe(v.string()),
    retryAfterMs: maybe(v.number()),
  }),
]);

export type ServerEvent = v.InferOutput<typeof serverEvent>;
export type ServerEventName = ServerEvent['type'];
export type ServerEventOf<N extends ServerEventName> = Extract<ServerEvent, { type: N }>;
export type ReplyMetadata = v.InferOutput<typeof replyMetadata>;
export type Citation = v.InferOutput<typeof citation>;
