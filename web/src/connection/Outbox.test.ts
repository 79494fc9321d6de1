import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox, type OutboxMessage } from './Outbox';

const message = (clientMessageId: string, sessionId = 's1'): OutboxMessage => ({ sessionId, clientMessageId, content: 'Hello', at: 1 });

function setUp(online = true) {
  const sent: string[] = [];
  const failed: string[] = [];
  const wire = { online };
  const handlers = {
    transmit: (sending: OutboxMessage) => {
      if (wire.online) sent.push(`${sending.sessionId}/${sending.clientMessageId}`);
      return wire.online;
    },
    onFailed: ({ clientMessageId }: OutboxMessage, reason: string) => void failed.push(`${clientMessageId}: ${reason}`),
  };
  return { sent, failed, wire, outbox: new Outbox(handlers, sessionStorage, 'outbox'), handlers };
}

describe('Outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    sessionStorage.clear();
  });
  afterEach(() => vi.useRealTimers());

  it('sends at once, then three times more, then gives up', () => {
    const { outbox, sent, failed } = setUp();
    outbox.add(message('c1'));
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(4_999);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(1 + 10_000);
    expect(sent).toEqual(Array<string>(4).fill('s1/c1'));
    expect(failed).toEqual([]);
    vi.advanceTimersByTime(5_000);
    expect(failed).toEqual(['c1: The service did not confirm this message.']);
    vi.advanceTimersByTime(60_000);
    expect(sent).toHaveLength(4);
  });

  it('sends nothing more once the platform has the message', () => {
    const { outbox, sent } = setUp();
    outbox.add(message('c1'));
    outbox.remove('c1');
    vi.advanceTimersByTime(60_000);
    expect(sent).toHaveLength(1);
    expect(sessionStorage.getItem('outbox')).toBeNull();
  });

  it('waits for the connection and then sends in order, with fresh attempts', () => {
    const { outbox, sent, wire, failed } = setUp(false);
    outbox.add(message('c1'));
    outbox.add(message('c2'));
    vi.advanceTimersByTime(60_000);
    expect(failed).toEqual([]);
    wire.online = true;
    outbox.connected();
    expect(sent).toEqual(['s1/c1', 's1/c2']);
  });

  it('does not count the time without a connection', () => {
    const { outbox, sent, wire, failed } = setUp();
    outbox.add(message('c1'));
    wire.online = false;
    outbox.disconnected();
    vi.advanceTimersByTime(60_000);
    wire.online = true;
    outbox.connected();
    expect(sent).toHaveLength(2);
    expect(failed).toEqual([]);
  });

  it('does not repeat what was refused until it is asked to', () => {
    const { outbox, sent, failed } = setUp();
    outbox.add(message('c1'));
    outbox.reject('c1', 'No.');
    outbox.connected();
    expect([sent.length, failed]).toEqual([1, ['c1: No.']]);
    outbox.retry('c1');
    expect(sent).toHaveLength(2);
  });

  it('keeps what is unconfirmed for the next page in this tab', () => {
    const { outbox, handlers, sent } = setUp();
    outbox.add(message('c1'));
    outbox.dispose();
    const next = new Outbox(handlers, sessionStorage, 'outbox');
    expect(next.restore()).toEqual([message('c1')]);
    next.connected();
    expect(sent).toEqual(['s1/c1', 's1/c1']);
  });

  it('reads nothing from a store that somebody else wrote', () => {
    sessionStorage.setItem('outbox', '{broken');
    expect(setUp().outbox.restore()).toEqual([]);
    sessionStorage.setItem('outbox', '[{"sessionId":1},null,"x"]');
    expect(setUp().outbox.restore()).toEqual([]);
  });

  it('goes on under the real id once a draft has become a session', () => {
    const { outbox, sent, wire } = setUp(false);
    outbox.add(message('c1', 'draft:1'));
    wire.online = true;
    outbox.promoteDraft('draft:1', 's9');
    expect(sent).toEqual(['s9/c1']);
    expect(sessionStorage.getItem('outbox')).toContain('"s9"');
  });
});
