import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChatConnection, ChatSocketHandlers } from '../connection/ChatSocket';
import { ApiError } from '../connection/gatewayApi';
import type { Notice } from '../ui/describeError';
import type { SessionSummary, StoredMessage } from '../wire/http';
import { ChatController } from './ChatController';
import { chunk, complete } from './testing';

class FakeConnection implements ChatConnection {
  online = false;
  readonly sent: { name: string; payload: Record<string, unknown>; answer: ((value: unknown) => void) | undefined }[] = [];
  readonly handlers: ChatSocketHandlers;

  constructor(handlers: ChatSocketHandlers) {
    this.handlers = handlers;
  }

  open(): void {
    this.online = true;
    this.handlers.onStateChange({ status: 'online' });
  }

  drop(): void {
    this.online = false;
    this.handlers.onStateChange({ status: 'reconnecting' });
  }

  close(): void {
    this.online = false;
  }

  retry(): void {
    this.open();
  }

  reauthenticate(): void {
    this.open();
  }

  emit(name: string, payload: unknown, answer?: (value: unknown) => void): boolean {
    if (this.online) this.sent.push({ name, payload: payload as Record<string, unknown>, answer });
    return this.online;
  }

  of(name: string) {
    return this.sent.filter((one) => one.name === name);
  }
}

function setUp(sessions: readonly SessionSummary[] = [], messages: readonly StoredMessage[] = []) {
  const notices: Notice[] = [];
  const onUnauthorised = vi.fn<() => void>();
  const services = { getSessions: vi.fn(() => Promise.resolve(sessions)) };
  let connection: FakeConnection | undefined;
  const controller = new ChatController({
    userId: 'u1',
    connect: (handlers) => (connection = new FakeConnection(handlers)),
    ...services,
    getMessages: () => Promise.resolve({ messages, more: false }),
    storage: sessionStorage,
    lastingStorage: localStorage,
    notify: (description) => void notices.push(description),
    onUnauthorised,
  });
  if (connection === undefined) throw new Error('The controller did not connect.');
  return { controller, connection, notices, services, onUnauthorised, state: controller.store.get };
}

const summary: SessionSummary = { id: 's1', topic: 'Order', status: 'active', createdAt: 1, lastActivityAt: 1 };

describe('ChatController', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    sessionStorage.clear();
  });
  afterEach(() => vi.useRealTimers());

  it('starts a session for the first message and sends it there', () => {
    const { controller, connection, state } = setUp();
    controller.start();
    expect(controller.send('  Where is my order #W1?\nPlease.  ')).toBe(true);
    expect(connection.of('session:create')).toEqual([{ name: 'session:create', payload: {}, answer: undefined }]);
    expect(connection.of('message:send')).toHaveLength(0);

    connection.handlers.onEvent({ type: 'session:created', sessionId: 's1', status: 'active', createdAt: 1 });
    expect(state().selected).toBe('s1');
    const [sent] = connection.of('message:send');
    expect(sent?.payload).toMatchObject({ sessionId: 's1', content: 'Where is my order #W1?\nPlease.', mode: 'text' });

    sent?.answer?.({ messageId: 'm1', clientMessageId: sent.payload['clientMessageId'], replyId: 'r1', timestamp: 5, latency: 1 });
    expect(state().conversations['s1']?.entries).toMatchObject([
      { kind: 'user', delivery: 'sent' },
      { kind: 'reply', messageId: 'r1', status: 'streaming' },
    ]);
  });

  it('sends nothing that is empty', () => {
    const { controller, connection } = setUp();
    controller.start();
    expect(controller.send(' \n ')).toBe(false);
    expect(connection.sent).toEqual([]);
  });

  it('sends the same clientMessageId again when no answer comes, and after a reconnect', async () => {
    const { controller, connection } = setUp([summary]);
    controller.start();
    await vi.advanceTimersByTimeAsync(0);
    controller.select('s1');
    controller.send('Hello');
    vi.advanceTimersByTime(5_000);
    connection.drop();
    connection.open();
    const ids = connection.of('message:send').map(({ payload }) => payload['clientMessageId']);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('shows why the platform refused a message', async () => {
    const { controller, connection, state } = setUp([summary]);
    controller.start();
    await vi.advanceTimersByTimeAsync(0);
    controller.select('s1');
    controller.send('Hello');
    connection.of('message:send')[0]?.answer?.({ error: { code: 'RATE_LIMIT_EXCEEDED', retryAfterMs: 2_500 } });
    expect(state().conversations['s1']?.entries).toMatchObject([
      { delivery: 'failed', failure: 'That was a little fast. Send it again in 3 s.' },
    ]);
    vi.advanceTimersByTime(60_000);
    expect(connection.of('message:send')).toHaveLength(1);
  });

  it('loads the history of a conversation and then asks for its events', async () => {
    const { controller, connection, state } = setUp([summary]);
    controller.start();
    await vi.advanceTimersByTimeAsync(0);
    controller.select('s1');
    expect(connection.of('session:join')).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(state().conversations['s1']?.history).toBe('ready');
    expect(connection.of('session:join')).toMatchObject([{ payload: { sessionId: 's1', afterSeq: 0 } }]);
  });

  it('asks for what it missed after a reconnect, and shows nothing twice', async () => {
    const { controller, connection, state } = setUp([summary]);
    controller.start();
    await vi.advanceTimersByTimeAsync(0);
    controller.select('s1');
    await vi.advanceTimersByTimeAsync(0);
    connection.handlers.onEvent(chunk(0, 'Your ', 1));
    connection.handlers.onEvent(chunk(1, 'order ', 2));
    connection.drop();
    connection.open();
    expect(connection.of('session:join').at(-1)?.payload).toEqual({ sessionId: 's1', afterSeq: 2 });
    for (const event of [chunk(1, 'order ', 2), chunk(2, 'is here.', 3), complete('Your order is here.', 4)])
      connection.handlers.onEvent(event);
    expect(state().conversations['s1']?.entries).toMatchObject([{ content: 'Your order is here.', status: 'complete' }]);
    expect(state().conversations['s1']?.lastSeq).toBe(4);
  });

  it('asks again for events that are missing in the middle, and falls back to the history', async () => {
    const { controller, connection, state } = setUp([summary]);
    controller.start();
    await vi.advanceTimersByTimeAsync(0);
    controller.select('s1');
    await vi.advanceTimersByTimeAsync(0);
    connection.handlers.onEvent(chunk(0, 'a', 1));
    connection.handlers.onEvent(chunk(2, 'c', 3));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(connection.of('session:join').at(-1)?.payload).toEqual({ sessionId: 's1', afterSeq: 1 });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state().conversations['s1']).toMatchObject({ lastSeq: 3, outOfOrder: [] });
  });

  it('loads the history again when the platform no longer has what it missed', async () => {
    const { controller, connection, state } = setUp([summary]);
    controller.start();
    await vi.advanceTimersByTimeAsync(0);
    controller.select('s1');
    await vi.advanceTimersByTimeAsync(0);
    connection.handlers.onEvent(chunk(0, 'a', 1));
    connection.handlers.onEvent({ type: 'session:gap', sessionId: 's1', after: 1, from: 9_000, timestamp: 2 });
    expect(state().conversations['s1']?.history).toBe('loading');
    await vi.advanceTimersByTimeAsync(0);
    expect(state().conversations['s1']).toMatchObject({ history: 'ready', lastSeq: 9_000, outOfOrder: [] });
  });

  it('opens a question again when its answer was not accepted', async () => {
    const { controller, connection, notices, state } = setUp([summary]);
    controller.start();
    await vi.advanceTimersByTimeAsync(0);
    controller.select('s1');
    connection.handlers.onEvent({
      type: 'approval:requested',
      sessionId: 's1',
      approvalId: 'a1',
      tool: 'cancel_pending_order',
      arguments: {},
      reason: 'r',
      expiresAt: '2099-01-01T00:00:00Z',
    });
    controller.respondToApproval('s1', 'a1', true);
    expect(connection.of('approval:respond')).toMatchObject([{ payload: { sessionId: 's1', approvalId: 'a1', approved: true } }]);
    expect(state().conversations['s1']?.entries).toMatchObject([{ pendingResponse: true }]);
    connection.handlers.onEvent({ type: 'error', code: 'RATE_LIMIT_EXCEEDED', sessionId: 's1', approvalId: 'a1' });
    expect(state().conversations['s1']?.entries).toMatchObject([{ pendingResponse: null }]);
    expect(notices).toHaveLength(1);
  });

  it('asks for a new token when the one in use has expired, without a word to the user', () => {
    const { controller, connection, notices, onUnauthorised } = setUp();
    controller.start();
    connection.handlers.onEvent({ type: 'error', code: 'AUTH_EXPIRED', message: 'The token has expired.' });
    expect(onUnauthorised).toHaveBeenCalledOnce();
    expect(notices).toEqual([]);
  });

  it('goes on where it was with a new token, and loads what the old one was refused', async () => {
    const { controller, connection, onUnauthorised, services } = setUp([summary]);
    services.getSessions.mockRejectedValueOnce(new ApiError(401, 'Expired.'));
    controller.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(controller.store.get().sessions).toBe('failed');
    expect(onUnauthorised).toHaveBeenCalledOnce();
    controller.send('Hello');
    controller.onTokenRenewed();
    await vi.advanceTimersByTimeAsync(0);
    expect(controller.store.get().sessions).toBe('ready');
    expect(connection.of('session:create')).toHaveLength(2);
  });

  it('says what to do when a reply cannot be stopped for want of a connection', () => {
    const { controller, connection, notices } = setUp();
    controller.start();
    connection.drop();
    controller.cancel('s1');
    expect(notices).toEqual([{ title: 'You are offline', advice: 'Try again once the connection is back.' }]);
  });

  it('shows what an earlier page could not send, and sends it', () => {
    const first = setUp();
    first.controller.send('Hello');
    first.controller.stop();
    const second = setUp();
    second.controller.start();
    expect(second.connection.of('session:create')).toMatchObject([{ payload: {} }]);
    expect(Object.values(second.state().conversations)).toMatchObject([{ entries: [{ content: 'Hello', delivery: 'sending' }] }]);
  });

  it('lists a conversation that another tab made, opens it, and asks for its name once it has one', async () => {
    const messages: StoredMessage[] = [];
    const { controller, connection, services, state } = setUp([], messages);
    controller.start();
    controller.select('s2');
    await vi.advanceTimersByTimeAsync(0);
    expect(state().conversations['s2']).toBeUndefined();

    const told = { type: 'session:updated' as const, sessionId: 's2', status: 'active', createdAt: 5, lastActivityAt: 5 };
    connection.handlers.onEvent({ ...told, topic: '' });
    await vi.advanceTimersByTimeAsync(0);
    expect(state().conversations['s2']).toMatchObject({ history: 'ready', ended: false });
    expect(connection.of('session:join')).toMatchObject([{ payload: { sessionId: 's2' } }]);

    services.getSessions.mockResolvedValue([{ ...summary, id: 's2', topic: 'Where is my lamp?' }]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(state().conversations['s2']).toMatchObject({ topic: 'Where is my lamp?' });

    connection.handlers.onEvent({ ...told, topic: 'Where is my lamp?', status: 'ended' });
    expect(state().conversations['s2']).toMatchObject({ ended: true });
  });

  it('does not take another tab’s conversation for its own', () => {
    const { controller, connection, state } = setUp();
    controller.start();
    controller.send('Hello');
    connection.handlers.onEvent({ type: 'session:updated', sessionId: 's9', topic: '', status: 'active', createdAt: 5, lastActivityAt: 5 });
    expect(connection.of('message:send')).toEqual([]);
    connection.handlers.onEvent({ type: 'session:created', sessionId: 's1', status: 'active', createdAt: 1 });
    expect(connection.of('message:send')).toMatchObject([{ payload: { sessionId: 's1' } }]);
    expect(Object.keys(state().conversations).sort()).toEqual(['s1', 's9']);
  });
});
