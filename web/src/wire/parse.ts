import * as v from 'valibot';
import { serverEvent, type ServerEvent } from './events';

/** The only place where something from the network becomes an event; null for names and shapes that the page does not know. */
export function parseServerEvent(name: string, payload: unknown): ServerEvent | null {
  const body = typeof payload === 'object' && payload !== null ? payload : {};
  // A system alert has a member called "type" of its own.
  const alert = name === 'system:alert' && 'type' in body ? { alert: body.type } : {};
  const result = v.safeParse(serverEvent, { ...body, ...alert, type: name });
  return result.success ? result.output : null;
}
