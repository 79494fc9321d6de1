import { describe, expect, it } from 'vitest';
import { reduce } from './reduce';
import { emptyConversation, initialState } from './model';
import {
  acknowledged,
  answer,
  approvalRequested,
  chunk,
  complete,
  conversationOf,
  fold,
  keys,
  queued,
  question,
  replyOf,
  session,
  stateWith,
  thinking,
  users,
} from './testing';

describe('a reply that streams', () => {
  it('grows with each chunk in order', () => {
    const state = fold([chunk(0, 'Your '), chunk(1, 'order '), chunk(2, 'is here.')]);
    expect(replyOf(state).content).toBe('Your order is here.');
    expect(replyOf(state).status).toBe('streaming');
  });

  it('holds chunks that come too early until the gap is closed', () => {
    const early = fold([chunk(0, 'a'), chunk(2, 'c'), chunk(3, 'd')]);
    expect(replyOf(early).content).toBe('a');
    expect(replyOf(fold([chunk(1, 'b')], early)).content).toBe('abcd');
  });

  it('shows nothing of a reply whose beginning is missing', () => {
    expect(replyOf(fold([chunk(1, 'b')])).content).toBe('');
  });

  it('takes each chunk index once, whatever comes with the repeat', () => {
    const state = fold([chunk(0, 'a'), chunk(1, 'b'), chunk(0, 'X'), chunk(1, 'Y'), chunk(3, 'd'), chunk(3, 'Z'), chunk(2, 'c')]);
    expect(replyOf(state).content).toBe('abcd');
  });

  it('is the same for every order in which its chunks arrive', () => {
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 3, 0, 2],
      [2, 0, 3, 1],
    ];
    for (const order of orders) {
      expect(replyOf(fold(order.map((index) => chunk(index, 'abcd'[index] ?? '')))).content).toBe('abcd');
    }
  });

  it('is replaced by the whole text, also when chunks were lost', () => {
    const state = fold([chunk(0, 'a'), chunk(2, 'c'), complete('abc')]);
    expect(replyOf(state)).toMatchObject({ content: 'abc', status: 'complete', agent: 'order', traceId: 'abc' });
  });

  it('takes no chunk once it is complete', () => {
    expect(replyOf(fold([complete('abc'), chunk(0, 'a')])).content).toBe('abc');
  });

  it('is marked as interrupted when the user stopped it', () => {
    expect(replyOf(fold([chunk(0, 'a'), complete('a', undefined, { interrupted: true })])).status).toBe('interrupted');
  });

  it('keeps what was streamed when it fails', () => {
    const state = fold([
      chunk(0, 'Your order'),
      { type: 'message:error', sessionId: session, messageId: answer, message: 'Gone.', error: 'AGENT_UNAVAILABLE', traceId: 't' },
    ]);
    expect(replyOf(state)).toMatchObject({ status: 'failed', content: 'Your order', failure: { code: 'AGENT_UNAVAILABLE' }, traceId: 't' });
  });

  it('shows agent, stage and tools', () => {
    const state = fold([
      thinking({ stage: 'guard' }),
      thinking({ stage: 'agent', agent: 'order' }),
      thinking({ stage: 'tool', tool: 'get_order_details', toolState: 'started' }),
      thinking({ stage: 'tool', tool: 'get_order_details', toolState: 'completed' }),
      thinking({ stage: 'tool', tool: 'calculate', toolState: 'started' }),
      thinking({ stage: 'tool', tool: 'calculate', toolState: 'failed' }),
    ]);
    expect(replyOf(state)).toMatchObject({
      agent: 'order',
      stage: 'tool',
      tools: [
        { tool: 'get_order_details', state: 'completed' },
        { tool: 'calculate', state: 'failed' },
      ],
    });
  });

  it('counts a tool that runs twice as two', () => {
    const run = (toolState: string) => thinking({ stage: 'tool', tool: 'calculate', toolState });
    expect(replyOf(fold([run('started'), run('completed'), run('started')])).tools).toHaveLength(2);
  });

  it('gets its scores afterwards', () => {
    const state = fold([
      complete('abc'),
      { type: 'message:evaluated', sessionId: session, messageId: answer, scores: { relevance: 0.9 }, flags: ['ungrounded'] },
    ]);
    expect(replyOf(state)).toMatchObject({ scores: { relevance: 0.9 }, flags: ['ungrounded'] });
  });

  it('takes scores from its metadata in either shape', () => {
    expect(replyOf(fold([complete('a', undefined, { evaluation: { safety: 1 } })])).scores).toEqual({ safety: 1 });
    const nested = { evaluation: { scores: { safety: 0.5 }, flags: ['unsafe'] } };
    expect(replyOf(fold([complete('a', undefined, nested)]))).toMatchObject({ scores: { safety: 0.5 }, flags: ['unsafe'] });
  });
});

describe('messages of two users', () => {
  it('stay apart although their clients count alike', () => {
    const said = (messageId: string, userId: string, seq: number) =>
      ({
        type: 'message:user',
        sessionId: session,
        messageId,
        clientMessageId: '1',
        userId,
        content: messageId,
        seq,
        timestamp: seq,
      }) as const;
    expect(conversationOf(fold([said('m1', 'ann', 1), said('m2', 'bob', 2)])).entries).toMatchObject([
      { content: 'm1' },
      { content: 'm2' },
    ]);
  });
});

describe('sequence numbers', () => {
  it('drop what was applied before', () => {
    const state = fold([chunk(0, 'a', 1), complete('a', 2), complete('changed', 2), chunk(0, 'b', 1)]);
    expect(replyOf(state).content).toBe('a');
    expect(conversationOf(state).lastSeq).toBe(2);
  });

  it('advance over a gap once it is filled', () => {
    const gap = fold([chunk(0, 'a', 1), chunk(2, 'c', 3)]);
    expect(conversationOf(gap)).toMatchObject({ lastSeq: 1, outOfOrder: [3] });
    const filled = fold([chunk(1, 'b', 2)], gap);
    expect(conversationOf(filled)).toMatchObject({ lastSeq: 3, outOfOrder: [] });
    expect(replyOf(filled).content).toBe('abc');
  });

  it('make a replay without effect', () => {
    const events = [chunk(0, 'a', 1), chunk(1, 'b', 2), complete('ab', 3), approvalRequested('a1', 4)];
    const once = fold(events);
    expect(fold(events, once)).toBe(once);
  });

  it('start where a capped log starts', () => {
    expect(conversationOf(fold([chunk(0, 'a', 500)])).lastSeq).toBe(500);
  });

  it('may begin anew after the log has expired', () => {
    const before = fold([chunk(0, 'a', 41), complete('a', 42)]);
    const state = fold([{ ...chunk(0, 'b', 1, 'r2'), timestamp: 9_000 } as ReturnType<typeof chunk>], before);
    expect(replyOf(state, 'r2').content).toBe('b');
    expect(conversationOf(state).lastSeq).toBe(1);
  });

  it('go on where the platform says that its log goes on', () => {
    const state = fold([
      chunk(0, 'a', 1),
      { type: 'session:gap', sessionId: session, after: 1, from: 9_000, timestamp: 2 },
      chunk(0, 'b', 9_001, 'r2'),
    ]);
    expect(replyOf(state, 'r2').content).toBe('b');
    expect(conversationOf(state)).toMatchObject({ lastSeq: 9_001, outOfOrder: [] });
  });

  it('go on behind a gap that was given up', () => {
    const state = fold([chunk(0, 'a', 1), chunk(4, 'e', 9), { type: 'gap:skipped', sessionId: session }]);
    expect(conversationOf(state)).toMatchObject({ lastSeq: 9, outOfOrder: [] });
  });
});

describe('a message of the user', () => {
  it('is shown at once and stands where it was when the platform has it', () => {
    const sent = fold([queued()]);
    expect(users(sent)).toMatchObject([{ delivery: 'sending', content: 'Where is it?' }]);
    const state = fold([acknowledged()], sent);
    expect(users(state)).toMatchObject([{ key: 'c1', delivery: 'sent', messageId: question }]);
    expect(replyOf(state)).toMatchObject({ status: 'streaming', replyTo: question });
  });

  it('is one entry, however often it is acknowledged and logged', () => {
    const logged = {
      type: 'message:user' as const,
      sessionId: session,
      seq: 1,
      messageId: question,
      clientMessageId: 'c1',
      userId: 'u1',
      content: 'Where is it?',
    };
    for (const events of [
      [acknowledged(), logged, acknowledged()],
      [logged, acknowledged()],
    ]) {
      const state = fold([queued(), ...events]);
      expect(keys(state)).toEqual(['c1', answer]);
    }
  });

  it('can fail and be sent again', () => {
    const failed = fold([queued(), { type: 'send:failed', sessionId: session, clientMessageId: 'c1', reason: 'No answer.' }]);
    expect(users(failed)).toMatchObject([{ delivery: 'failed', failure: 'No answer.' }]);
    expect(users(fold([queued()], failed))).toMatchObject([{ delivery: 'sending', failure: null }]);
  });

  it('does not fail once it was acknowledged', () => {
    const state = fold([queued(), acknowledged(), { type: 'send:failed', sessionId: session, clientMessageId: 'c1', reason: 'Late.' }]);
    expect(users(state)).toMatchObject([{ delivery: 'sent' }]);
  });

  it('can be discarded while it was not sent', () => {
    const discard = { type: 'send:discarded' as const, sessionId: session, clientMessageId: 'c1' };
    expect(keys(fold([queued(), discard]))).toEqual([]);
    expect(keys(fold([queued(), acknowledged(), discard]))).toEqual(['c1', answer]);
  });

  it('is followed by its own reply when two were sent in a row', () => {
    const state = fold([
      queued('c1', 'one', 2_000),
      queued('c2', 'two', 2_001),
      acknowledged('c1', 'm1', 'r1', 2_010),
      acknowledged('c2', 'm2', 'r2', 2_011),
    ]);
    expect(keys(state)).toEqual(['c1', 'r1', 'c2', 'r2']);
  });

  it('gets its reply behind it even if that came before the acknowledgement', () => {
    const state = fold([
      queued('c1', 'one', 2_000),
      queued('c2', 'two', 2_001),
      chunk(0, 'a', undefined, 'r1'),
      acknowledged('c1', 'm1', 'r1', 2_010),
    ]);
    expect(keys(state)).toEqual(['c1', 'r1', 'c2']);
    expect(replyOf(state).content).toBe('a');
  });

  it('moves from a draft to its session', () => {
    const draft = 'draft:1';
    const state = [
      { type: 'draft:created' as const, draftId: draft, topic: 'Where is it?', at: 1 },
      { type: 'conversation:selected' as const, sessionId: draft },
      { ...queued(), sessionId: draft } as ReturnType<typeof queued>,
      { type: 'draft:promoted' as const, draftId: draft, sessionId: session },
      acknowledged(),
    ].reduce(reduce, initialState('u1'));
    expect(state.selected).toBe(session);
    expect(state.conversations[draft]).toBeUndefined();
    expect(keys(state)).toEqual(['c1', answer]);
  });
});

describe('a refusal', () => {
  const blocked = {
    type: 'message:blocked' as const,
    sessionId: session,
    reason: 'Not allowed.',
    categories: ['prompt_injection'],
    traceId: 't',
  };

  it('ends the reply that was promised, by its id', () => {
    const state = fold([queued(), acknowledged(), { ...blocked, messageId: answer }]);
    expect(replyOf(state)).toMatchObject({
      status: 'blocked',
      refusal: { reason: 'Not allowed.', categories: ['prompt_injection'] },
      traceId: 't',
    });
  });

  it('ends the reply that was promised, by the message it concerns', () => {
    expect(replyOf(fold([queued(), acknowledged(), { ...blocked, replyTo: question }])).status).toBe('blocked');
    expect(replyOf(fold([queued(), acknowledged(), { ...blocked, clientMessageId: 'c1' }])).status).toBe('blocked');
  });

  it('is shown even when no reply was promised', () => {
    const state = fold([queued(), acknowledged('c1', question, null), { ...blocked, clientMessageId: 'c1' }]);
    expect(conversationOf(state).entries).toMatchObject([{ kind: 'user' }, { kind: 'reply', status: 'blocked' }]);
  });

  it('of the output keeps the sentences that were let through', () => {
    const state = fold([chunk(0, 'Fine so far.'), { ...blocked, messageId: answer, stage: 'output' }]);
    expect(replyOf(state)).toMatchObject({ status: 'blocked', content: 'Fine so far.' });
  });
});

describe('an approval', () => {
  const approval = (state: ReturnType<typeof fold>) => conversationOf(state).entries.find((entry) => entry.kind === 'approval');

  it('stands behind the reply that asks', () => {
    const state = fold([queued(), acknowledged(), queued('c2', 'and?', 2_020), complete('Shall I?'), approvalRequested()]);
    expect(keys(state)).toEqual(['c1', answer, 'approval:a1', 'c2']);
  });

  it('is closed by its outcome, whoever answered', () => {
    const state = fold([
      complete('Shall I?'),
      approvalRequested(),
      { type: 'approval:resolved', sessionId: session, approvalId: 'a1', outcome: 'approved' },
    ]);
    expect(approval(state)).toMatchObject({ outcome: 'approved', pendingResponse: null });
  });

  it('can be answered again when the answer did not arrive', () => {
    const pendingResponse = (approved: boolean | null) => ({
      type: 'approval:responding' as const,
      sessionId: session,
      approvalId: 'a1',
      approved,
    });
    const sent = fold([approvalRequested(), pendingResponse(true)]);
    expect(approval(sent)).toMatchObject({ pendingResponse: true });
    expect(approval(fold([pendingResponse(null)], sent))).toMatchObject({ pendingResponse: null, outcome: null });
  });

  it('that is closed takes no answer', () => {
    const closed = fold([approvalRequested(), { type: 'approval:resolved', sessionId: session, approvalId: 'a1', outcome: 'expired' }]);
    expect(fold([{ type: 'approval:responding', sessionId: session, approvalId: 'a1', approved: true }], closed)).toBe(closed);
  });
});

describe('the list of conversations', () => {
  it('keeps what is known of a conversation when it is loaded again', () => {
    const before = fold([complete('abc', 1)]);
    const state = reduce(before, {
      type: 'sessions:loaded',
      sessions: [{ id: session, topic: 'New topic', status: 'ended', createdAt: 1, lastActivityAt: 9_000 }],
    });
    expect(conversationOf(state)).toMatchObject({ topic: 'New topic', ended: true, lastActivityAt: 9_000 });
    expect(keys(state)).toEqual([answer]);
  });

  it('marks an answer in a conversation that is not open, until it is opened', () => {
    const away = { ...stateWith(), selected: null };
    const unread = fold([complete('abc')], away);
    expect(conversationOf(unread).unread).toBe(true);
    expect(conversationOf(fold([{ type: 'conversation:selected', sessionId: session }], unread)).unread).toBe(false);
  });

  it('ignores events of conversations that it does not know', () => {
    const state = stateWith();
    expect(reduce(state, { ...chunk(0, 'a'), sessionId: 'other' } as ReturnType<typeof chunk>)).toBe(state);
  });

  it('shows others typing, never oneself', () => {
    const typing = (userId: string, isTyping: boolean) => ({
      type: 'typing:status' as const,
      sessionId: session,
      userId,
      isTyping,
      timestamp: 1,
    });
    const state = fold([typing('u1', true), typing('u2', true), typing('u2', true)]);
    expect(conversationOf(state).typing).toEqual(['u2']);
    expect(conversationOf(fold([typing('u2', false)], state)).typing).toEqual([]);
  });

  it('starts a conversation with nothing in it', () => {
    expect(emptyConversation('s', 't', 1)).toMatchObject({ history: 'absent', entries: [], lastSeq: null });
  });
});
