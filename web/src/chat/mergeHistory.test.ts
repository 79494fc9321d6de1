import { describe, expect, it } from 'vitest';
import type { StoredMessage } from '../wire/http';
import { chunk, complete, conversationOf, fold, keys, queued, replyOf, session, stateWith, thinking } from './testing';

const stored = (ordinal: number, role: 'user' | 'assistant', rest: Partial<StoredMessage> = {}): StoredMessage => ({
  id: role === 'user' ? `m${ordinal}` : `r${ordinal}`,
  ordinal,
  role,
  turnId: `r${role === 'user' ? ordinal + 1 : ordinal}`,
  content: `${role} ${ordinal}`,
  status: role === 'user' ? 'answered' : 'complete',
  createdAt: ordinal * 1_000,
  ...rest,
});

const loaded = (messages: readonly StoredMessage[], more = false, now = 100_000) => ({
  type: 'history:loaded' as const,
  sessionId: session,
  messages,
  more,
  now,
});

describe('history', () => {
  it('is shown in order, each reply behind its question', () => {
    const state = fold([
      loaded([stored(1, 'user'), stored(2, 'assistant'), stored(3, 'user'), stored(4, 'assistant', { status: 'interrupted' })]),
    ]);
    expect(keys(state)).toEqual(['m1', 'r2', 'm3', 'r4']);
    expect(replyOf(state, 'r4')).toMatchObject({ status: 'interrupted', replyTo: 'm3' });
  });

  it('and the log together show each message once', () => {
    const page = loaded([stored(1, 'user'), stored(2, 'assistant')]);
    const log = [
      { type: 'message:user' as const, sessionId: session, seq: 1, timestamp: 1_000, messageId: 'm1', userId: 'u1', content: 'user 1' },
      chunk(0, 'assistant 2', 2, 'r2'),
      complete('assistant 2', 3, {}, 'r2'),
    ];
    expect(keys(fold([page, ...log]))).toEqual(['m1', 'r2']);
    expect(keys(fold([...log, page]))).toEqual(['m1', 'r2']);
  });

  it('shows the tools of an answer that came from the store', () => {
    const state = fold([
      loaded([stored(1, 'user'), stored(2, 'assistant')]),
      thinking({ stage: 'tool', tool: 'calculate', toolState: 'completed' }, 'r2'),
    ]);
    expect(replyOf(state, 'r2').tools).toEqual([{ tool: 'calculate', state: 'completed' }]);
  });

  it('shows a message without an answer as being answered, unless it is old', () => {
    const page = [stored(1, 'user', { status: 'queued' })];
    expect(replyOf(fold([loaded(page)]), 'r2').status).toBe('streaming');
    expect(keys(fold([loaded(page, false, 1_000_000)]))).toEqual(['m1']);
  });

  it('ends a reply whose end was missed', () => {
    const state = fold([chunk(0, 'assist', 1, 'r2'), loaded([stored(1, 'user'), stored(2, 'assistant')])]);
    expect(replyOf(state, 'r2')).toMatchObject({ status: 'complete', content: 'assistant 2' });
  });

  it('says of a refused message that it was refused, and takes the reason from the log', () => {
    const refused = fold([loaded([stored(1, 'user', { status: 'blocked' })])]);
    expect(replyOf(refused, 'r2').status).toBe('blocked');
    const state = fold([{ type: 'message:blocked', sessionId: session, messageId: 'r2', reason: 'The reason.', categories: [] }], refused);
    expect(replyOf(state, 'r2').refusal?.reason).toBe('The reason.');
  });

  it('puts an earlier page before what is there', () => {
    const first = fold([loaded([stored(5, 'user'), stored(6, 'assistant')], true)]);
    expect(conversationOf(first).historyCursor).toEqual({ ordinal: 5, at: 5_000 });
    const both = fold([loaded([stored(3, 'user'), stored(4, 'assistant')])], first);
    expect(keys(both)).toEqual(['m3', 'r4', 'm5', 'r6']);
    expect(conversationOf(both).historyCursor).toBeNull();
  });

  it('leaves out events of pages that are not loaded', () => {
    const state = fold([
      loaded([stored(5, 'user')], true),
      { ...complete('old', 1, {}, 'r0'), timestamp: 100 } as ReturnType<typeof complete>,
    ]);
    expect(keys(state)).toEqual(['m5']);
    expect(conversationOf(state).lastSeq).toBe(1);
  });

  it('keeps messages that were not sent yet at the end', () => {
    const state = fold([loaded([stored(1, 'user'), stored(2, 'assistant')])], fold([queued('c9', 'unsent', 10)], stateWith()));
    expect(keys(state)).toEqual(['m1', 'r2', 'c9']);
  });
});
