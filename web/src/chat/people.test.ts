import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../wire/events';
import type { StoredMessage } from '../wire/http';
import { emptyConversation } from './model';
import { conversationOf, fold, queued, session, stateWith, users } from './testing';

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

const owned = (kind: string, name?: string, seq = 1): ServerEvent => ({
  type: 'session:owner',
  sessionId: session,
  seq,
  timestamp: 2_000 + seq,
  owner: { kind, ...(name === undefined ? {} : { name }) },
});

describe('who wrote a message', () => {
  it('is nobody in particular for the reader’s own, also from another tab', () => {
    const own = { id: 'u1', name: 'Ann', role: 'customer' };
    expect(users(fold([said({ author: own }), said({}, 'm8', 2)])).map(({ author }) => author)).toEqual([null, null]);
  });

  it('is told by name and role', () => {
    const sam = { id: 'staff-7', name: 'Sam', role: 'staff' };
    expect(users(fold([said({ userId: 'staff-7', author: sam })]))).toMatchObject([{ author: sam, delivery: 'sent' }]);
  });

  it('is a participant where the platform says no more, or something unknown', () => {
    const participant = { id: 'u2', name: null, role: 'participant' };
    expect(users(fold([said({ userId: 'u2' })]))).toMatchObject([{ author: participant }]);
    expect(users(fold([said({ userId: 'u2', author: { id: 'u2', role: 'auditor' } })]))).toMatchObject([{ author: participant }]);
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
    const messages = [stored('m1', { userId: 'u1' }), stored('m2', { userId: 'u2' }), stored('m3', {})];
    const state = fold([{ type: 'history:loaded', sessionId: session, messages, more: false, now: 9_000 }]);
    expect(users(state).map(({ author }) => author?.id)).toEqual([undefined, 'u2', undefined]);
  });

  it('marks a conversation unread that is not open, unless it is the reader’s own', () => {
    const elsewhere = { ...stateWith(), selected: null };
    expect(conversationOf(fold([said({ userId: 'u2' })], elsewhere)).unread).toBe(true);
    expect(conversationOf(fold([said({})], elsewhere)).unread).toBe(false);
  });
});

describe('who has a conversation', () => {
  const ownerAfter = (...events: Parameters<typeof fold>[0]) => conversationOf(fold(events)).owner;

  it('is the assistant, without a word about it', () => {
    expect(emptyConversation('s', '', 1).owner).toEqual({ kind: 'assistant', isBack: false });
    expect(ownerAfter(owned('assistant'))).toEqual({ kind: 'assistant', isBack: false });
  });

  it('goes from the queue to a person and back', () => {
    const queue = owned('queued', undefined, 1);
    const person = owned('person', 'Sam', 2);
    const back = owned('assistant', undefined, 3);
    expect(ownerAfter(queue)).toEqual({ kind: 'queued' });
    expect(ownerAfter(queue, person)).toEqual({ kind: 'person', name: 'Sam' });
    expect(ownerAfter(queue, person, back)).toEqual({ kind: 'assistant', isBack: true });
    expect(ownerAfter(queue, person, back, queued())).toEqual({ kind: 'assistant', isBack: false });
    expect(ownerAfter(queue, person, back, said({}, 'm9', 4))).toEqual({ kind: 'assistant', isBack: false });
  });

  it('is not changed by an event that was folded before, or by what the page does not know', () => {
    expect(ownerAfter(owned('queued'), owned('person', 'Sam', 2), owned('queued'))).toEqual({ kind: 'person', name: 'Sam' });
    expect(ownerAfter(owned('person', 'Sam'), owned('robot', 'R2', 2))).toEqual({ kind: 'person', name: 'Sam' });
  });

  it('is told on joining and in the list', () => {
    const owner = { kind: 'person', name: 'Sam' };
    expect(ownerAfter({ type: 'session:joined', sessionId: session, timestamp: 1, owner })).toEqual(owner);
    const listed = { id: session, topic: 'Order', status: 'active', createdAt: 1, lastActivityAt: 1, owner: { kind: 'queued' } };
    expect(ownerAfter({ type: 'sessions:loaded', sessions: [listed] })).toEqual({ kind: 'queued' });
  });
});
