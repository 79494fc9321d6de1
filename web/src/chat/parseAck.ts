import * as v from 'valibot';
import { serverEvent, type ServerEventOf } from '../wire/events';

const ackError = v.object({ code: v.string(), message: v.nullish(v.string()), retryAfterMs: v.nullish(v.number()) });
const ackErrorEnvelope = v.union([
  ackError,
  v.pipe(
    v.object({ error: ackError }),
    v.transform((body) => body.error),
  ),
]);

/** The argument of Socket.IO's acknowledgement callback: what `message:ack` or `error` would say. Null if it is neither. */
export function parseAck(value: unknown): Omit<ServerEventOf<'message:ack'>, 'type'> | v.InferOutput<typeof ackError> | null {
  const refused = v.safeParse(ackErrorEnvelope, value);
  if (refused.success) return refused.output;
  const acknowledged = v.safeParse(serverEvent, typeof value === 'object' && value !== null ? { ...value, type: 'message:ack' } : null);
  return acknowledged.success && acknowledged.output.type === 'message:ack' ? acknowledged.output : null;
}
