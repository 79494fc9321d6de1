import * as v from 'valibot';
import { serverClock } from '../clock/ServerClock';
import {
  clientConfig,
  demoUsers,
  sessionSummary,
  storedMessage,
  tokenAnswer,
  type ClientConfig,
  type DemoUser,
  type SessionSummary,
  type StoredMessage,
  type TokenAnswer,
} from '../wire/http';

/** The gateway answered with something other than success, or not at all (status 0). */
export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const timeout = 15_000;

async function request<S extends v.GenericSchema>(schema: S, path: string, token: string | null, body?: object): Promise<v.InferOutput<S>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  let response: Response;
  const answered = serverClock.ask();
  try {
    response = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      // A kept answer would tell the time of another day.
      cache: 'no-store',
      signal: AbortSignal.timeout(timeout),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError(0, 'The service cannot be reached.');
  }
  answered(Date.parse(response.headers.get('date') ?? ''), 1_000);
  if (!response.ok) throw new ApiError(response.status, `The service answered ${response.status}.`);
  const result = v.safeParse(schema, await response.json().catch(() => null));
  if (!result.success) throw new ApiError(response.status, 'The service answered in a form this page does not know.');
  return result.output;
}

export interface HistoryPage {
  readonly messages: readonly StoredMessage[];
  readonly more: boolean;
}

export const historyPageSize = 60;

export const getDemoUsers = (): Promise<readonly DemoUser[]> => request(demoUsers, '/auth/demo-users', null);

export const getToken = (user: string): Promise<TokenAnswer> => request(tokenAnswer, '/auth/token', null, { user });

export const getClientConfig = (token: string | null): Promise<ClientConfig> => request(clientConfig, '/client-config', token);

export const getSessions = (token: string): Promise<readonly SessionSummary[]> => request(v.array(sessionSummary), '/sessions', token);

export async function getMessages(token: string, sessionId: string, before: number | null): Promise<HistoryPage> {
  const cursor = before === null ? '' : `&before=${before}`;
  const messages = await request(
    v.array(storedMessage),
    `/sessions/${encodeURIComponent(sessionId)}/messages?limit=${historyPageSize}${cursor}`,
    token,
  );
  return { messages, more: messages.length === historyPageSize };
}
