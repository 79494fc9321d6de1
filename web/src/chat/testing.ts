import type { ServerEvent } from '../wire/events';
import type { ChatEvent } from './events';
import { emptyConversation, initialState, type ChatState, type Conversation, type ReplyEntry, type UserEntry } from './model';
import { reduce } from './reduce';

/** Makings of events for tests: one session, one user message, one reply. */

export const session = 's1';
export const question = 'm1';
export const answer = 'r1';

export function stateWith(conversation: Partial<Conversation> = {}): ChatState {
  const base = { ...emptyConversation(session, 'Order', 1_000), history: 'ready' as const, ...conversation };
  return { ...initialState('u1'), selected: session, conversations: { [session]: base } };
}

export const fold = (events: readonly ChatEvent[], from: ChatState = stateWith()): ChatState => events.reduce(reduce, from);

export const conversationOf = (state: ChatState): Conversation => {
  const conversation = state.conversations[session];
  if (conversation === undefined) throw new Error('The session is not there.');
  return conversation;
};

export const replyOf = (state: ChatState, messageId = answer): ReplyEntry => {
  const reply = conversationOf(state).entries.find((entry) => entry.kind === 'reply' && entry.messageId === messageId);
  if (reply?.kind !== 'reply') throw new Error('The reply is not there.');
  return reply;
};

export const users = (state: ChatState): readonly UserEntry[] => conversationOf(state).entries.filter((entry) => entry.kind === 'user');

export const keys = (state: ChatState): readonly string[] => conversationOf(state).entries.map((entry) => entry.key);

export const queued = (clientMessageId = 'c1', content = 'Where is it?', at = 2_000): ChatEvent => ({
  type: 'send:queued',
  sessionId: session,
  clientMessageId,
  content,
  at,
});

export const acknowledged = (clientMessageId = 'c1', messageId = question, replyId: string | null = answer, at = 2_010): ChatEvent => ({
  type: 'send:acknowledged',
  sessionId: session,
  clientMessageId,
  messageId,
  replyId,
  at,
});

export const chunk = (chunkIndex: number, content: string, seq?: number, messageId = answer): ServerEvent => ({
  type: 'message:chunk',
  sessionId: session,
  messageId,
  content,
  chunkIndex,
  timestamp: 3_000 + chunkIndex,
  ...(seq === undefined ? {} : { seq }),
});

export const complete = (content: string, seq?: number, metadata: object = {}, messageId = answer): ServerEvent => ({
  type: 'message:complete',
  sessionId: session,
  messageId,
  replyTo: question,
  content,
  timestamp: 4_000,
  metadata: { agent: 'order', traceId: 'abc', ...metadata },
  ...(seq === undefined ? {} : { seq }),
});

export const thinking = (rest: object, messageId: string | undefined = answer): ServerEvent => ({
  type: 'assistant:thinking',
  sessionId: session,
  status: 'processing',
  timestamp: 2_500,
  messageId,
  ...rest,
});

export const approvalRequested = (approvalId = 'a1', seq?: number): ServerEvent => ({
  type: 'approval:requested',
  sessionId: session,
  approvalId,
  messageId: answer,
  tool: 'cancel_pending_order',
  arguments: { order_id: '#W1', reason: 'no longer needed' },
  reason: 'Order #W1 will be cancelled.',
  expiresAt: '2099-01-01T00:00:00Z',
  timestamp: 4_001,
  ...(seq === undefined ? {} : { seq }),
});
