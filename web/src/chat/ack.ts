import * as v from 'valibot';
import { serverEvent, type ServerEventOf } from '../wire/events';

const refusal = v.object({ code: v.string(), message: v.nullish(v.string()), retryAfterMs: v.nullish(v.number()) });
const answer = v.union([refusal, v.pipe(v.object({ error: refusal }), v.transform((body) => body.error))]);

/** The argument of Socket.IO's acknowledgement callback: what `message:ack` or `error` would say. Null if it is neither. */
export function readAck(value: unknown): Omit<ServerEventOf<'message:ack'>, 'type'> | v.InferOutput<typeof refusal> | null {
  const refused = v.safeParse(answer, value);
  if (refused.success) return refused.output;
  const acknowledged = v.safeParse(serverEvent, typeof value === 'object' && value !== null ? { ...value, type: 'message:ack' } : null);
  return acknowledged.success && acknowledged.output.type === 'message:ack' ? acknowledged.output : null;
}
