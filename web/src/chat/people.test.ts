import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../wire/events';
import type { StoredMessage } from '../wire/http';
import { emptyConversation } from './model';
import { chunk, conversationOf, fold, queued, replyOf, session, stateWith, thinking, users } from './testing';

const said = (rest: object, messageId = 'm7', seq = 1): ServerEvent => ({
  type: 'message:user',
  sessionId: session,
  seq,
  timestamp: 2_000 + seq,
  messageId,
  userId: 'u1',
  content: 'Hello',
  ...rest,
});

const at = (seq: number) => ({ sessionId: session, seq, timestamp: 2_000 + seq });
const queuedFor = (seq = 1): ServerEvent => ({ type: 'handover:queued', ...at(seq), position: 1, since: 1 });
const claimed = (name = 'Sam', seq = 2): ServerEvent => ({ type: 'handover:claimed', ...at(seq), userId: 'staff-7', name });
const returned = (seq = 3): ServerEvent => ({ type: 'handover:returned', ...at(seq), userId: 'staff-7', name: 'Sam' });

describe('who wrote a message', () => {
  it('is nobody in particular for the reader’s own, also from another tab', () => {
    const own = { name: 'Ann', role: 'customer' };
    expect(users(fold([said(own), said({}, 'm8', 2)])).map(({ author }) => author)).toEqual([null, null]);
  });

  it('is told by name and role', () => {
    const state = fold([said({ userId: 'staff-7', name: 'Sam', role: 'staff' })]);
    expect(users(state)).toMatchObject([{ author: { id: 'staff-7', name: 'Sam', role: 'staff' }, delivery: 'sent' }]);
  });

  it('is a participant where the platform says no more, or something unknown', () => {
    const participant = { id: 'u2', name: null, role: 'participant' };
    expect(users(fold([said({ userId: 'u2' })]))).toMatchObject([{ author: participant }]);
    expect(users(fold([said({ userId: 'u2', role: 'auditor' })]))).toMatchObject([{ author: participant }]);
  });

  it('is told by the history as well', () => {
    const stored = (id: string, rest: Partial<StoredMessage>): StoredMessage => ({
      id,
      ordinal: 1,
      role: 'user',
      turnId: 't',
      content: 'Hello',
      status: 'answered',
      createdAt: 1_000,
      ...rest,
    });
    const messages = [
      stored('m1', { userId: 'u1' }),
      stored('m2', { userId: 'u2', authorName: 'Sam', authorRole: 'staff' }),
      stored('m3', {}),
    ];
    const state = fold([{ type: 'history:loaded', sessionId: session, messages, more: false, now: 9_000 }]);
    expect(users(state).map(({ author }) => author?.name)).toEqual([undefined, 'Sam', undefined]);
  });

  it('marks a conversation unread that is not open, unless it is the reader’s own', () => {
    const elsewhere = { ...stateWith(), selected: null };
    expect(conversationOf(fold([said({ userId: 'u2' })], elsewhere)).unread).toBe(true);
    expect(conversationOf(fold([said({})], elsewhere)).unread).toBe(false);
  });
});

describe('who answers', () => {
  const responderAfter = (...events: Parameters<typeof fold>[0]) => conversationOf(fold(events)).responder;

  it('is the assistant, without a word about it', () => {
    expect(emptyConversation('s', '', 1).responder).toEqual({ kind: 'assistant', isBack: false });
    expect(responderAfter(returned())).toEqual({ kind: 'assistant', isBack: false });
  });

  it('goes from the queue to a person and back', () => {
    expect(responderAfter(queuedFor())).toEqual({ kind: 'queue' });
    expect(responderAfter(queuedFor(), claimed())).toEqual({ kind: 'person', name: 'Sam' });
    const back = [queuedFor(), claimed(), returned()];
    expect(responderAfter(...back)).toEqual({ kind: 'assistant', isBack: true });
    expect(responderAfter(...back, queued())).toEqual({ kind: 'assistant', isBack: false });
    expect(responderAfter(...back, said({}, 'm9', 4))).toEqual({ kind: 'assistant', isBack: false });
  });

  it('is not changed by an event that was folded before', () => {
    expect(responderAfter(queuedFor(), claimed(), queuedFor())).toEqual({ kind: 'person', name: 'Sam' });
  });

  it('is told in the list', () => {
    const listed = { id: session, topic: 'Order', status: 'active', createdAt: 1, lastActivityAt: 1 };
    expect(responderAfter({ type: 'sessions:loaded', sessions: [{ ...listed, responder: 'person', responderName: 'Sam' }] })).toEqual({
      kind: 'person',
      name: 'Sam',
    });
    const loaded = { type: 'sessions:loaded', sessions: [{ ...listed, responder: 'robot' }] } as const;
    expect(responderAfter(queuedFor(), loaded)).toEqual({ kind: 'queue' });
  });

  it('ends the replies that run when a person takes over', () => {
    const state = fold([chunk(0, 'Let me see', 1), thinking({}, 'r2'), claimed()]);
    expect(replyOf(state)).toMatchObject({ status: 'handedOver', content: 'Let me see' });
    expect(() => replyOf(state, 'r2')).toThrow();
    expect(replyOf(fold([chunk(1, ' more')], state)).content).toBe('Let me see');
  });
});
