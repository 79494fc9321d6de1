import type { ServerEvent } from '../wire/events';
import { findApproval, findReply, findReplyTo, findUser, insert, replace, updateReply, type Entries } from './entries';
import type { ApprovalOutcome, Conversation, UserEntry } from './model';
import { newReply, blocked, completed, evaluated, failed, withChunk, withThinking } from './reply';
import { admit, skipTo } from './sequence';

/** The events that belong to one conversation. */
export type ConversationEvent = Extract<ServerEvent, { sessionId: string }>;

/** Folds a platform event into its conversation; an event that was taken in before changes nothing. */
export function reduceConversation(before: Conversation, event: ConversationEvent): Conversation {
  const conversation = 'seq' in event ? admit(before, event.seq, event.timestamp ?? 0) : before;
  if (conversation === null || isBeforeHistory(conversation, event)) return conversation ?? before;
  const at = ('timestamp' in event ? event.timestamp : null) ?? conversation.lastActivityAt;
  const { entries } = conversation;
  switch (event.type) {
    case 'message:user': {
      const known = findUser(entries, event);
      const entry = sentUser(event.messageId, event.clientMessageId ?? null, event.content, at, known?.key);
      return { ...conversation, entries: known ? replace(entries, entry) : insert(entries, entry), lastActivityAt: at };
    }
    case 'assistant:thinking':
      if (event.messageId == null) return conversation;
      return { ...conversation, entries: updateReply(entries, event.messageId, null, at, (reply) => withThinking(reply, event)) };
    case 'message:chunk':
      return {
        ...conversation,
        entries: updateReply(entries, event.messageId, event.replyTo, at, (reply) => withChunk(reply, event.chunkIndex, event.content)),
      };
    case 'message:complete':
      return {
        ...conversation,
        entries: updateReply(entries, event.messageId, event.replyTo, at, (reply) => completed(reply, event.content, event.metadata)),
        lastActivityAt: at,
      };
    case 'message:blocked': {
      const replyId = replyIdOf(entries, event) ?? `blocked:${event.clientMessageId ?? String(event.seq)}`;
      const replyTo = event.replyTo ?? findUser(entries, event)?.messageId;
      return { ...conversation, entries: updateReply(entries, replyId, replyTo, at, (reply) => blocked(reply, event)) };
    }
    case 'message:error': {
      const replyId = replyIdOf(entries, event) ?? `failed:${event.replyTo ?? String(event.seq)}`;
      return { ...conversation, entries: updateReply(entries, replyId, event.replyTo, at, (reply) => failed(reply, event)) };
    }
    case 'message:evaluated': {
      const reply = findReply(entries, event.messageId);
      return reply ? { ...conversation, entries: replace(entries, evaluated(reply, event.scores, event.flags)) } : conversation;
    }
    case 'approval:requested': {
      if (findApproval(entries, event.approvalId)) return conversation;
      const entry = {
        kind: 'approval' as const,
        key: `approval:${event.approvalId}`,
        approvalId: event.approvalId,
        replyId: event.messageId ?? null,
        tool: event.tool,
        arguments: event.arguments,
        reason: event.reason,
        expiresAt: Date.parse(event.expiresAt),
        at,
        answering: null,
        outcome: null,
      };
      return { ...conversation, entries: insert(entries, entry) };
    }
    case 'approval:resolved': {
      const approval = findApproval(entries, event.approvalId);
      if (!approval) return conversation;
      return { ...conversation, entries: replace(entries, { ...approval, answering: null, outcome: outcomeOf(event.outcome) }) };
    }
    case 'typing:status': {
      const others = conversation.typing.filter((user) => user !== event.userId);
      return { ...conversation, typing: event.isTyping ? [...others, event.userId] : others };
    }
    case 'session:gap':
      return skipTo(conversation, event.from);
    case 'session:ended':
      return { ...conversation, ended: true, typing: [] };
    default:
      return conversation;
  }
}

/** The platform has the message; the reply it promises is shown as waiting from here on. */
export function acknowledge(
  conversation: Conversation,
  ack: { clientMessageId: string; messageId: string; replyId: string | null; at: number },
): Conversation {
  const known = findUser(conversation.entries, ack);
  if (known === undefined) return conversation;
  const sent = sentUser(ack.messageId, ack.clientMessageId, known.content, known.delivery === 'sent' ? known.at : ack.at, known.key);
  let entries = replace(conversation.entries, sent);
  if (ack.replyId !== null) {
    const reply = findReply(entries, ack.replyId);
    if (reply === undefined) entries = insert(entries, newReply(ack.replyId, ack.messageId, ack.at));
    else if (reply.replyTo === null) entries = insert(entries.filter((entry) => entry !== reply), { ...reply, replyTo: ack.messageId });
  }
  return { ...conversation, entries, lastActivityAt: Math.max(conversation.lastActivityAt, ack.at) };
}

export function sentUser(messageId: string, clientMessageId: string | null, content: string, at: number, key?: string): UserEntry {
  return { kind: 'user', key: key ?? messageId, clientMessageId, messageId, content, at, delivery: 'sent', failure: null };
}

function replyIdOf(entries: Entries, event: { messageId?: string | null | undefined; replyTo?: string | null | undefined; clientMessageId?: string | null | undefined }) {
  return event.messageId ?? findReplyTo(entries, event.replyTo ?? findUser(entries, event)?.messageId)?.messageId ?? null;
}

/** The log may reach further back than the page of history that is loaded; what is older comes with its own page. */
function isBeforeHistory({ earlier, entries }: Conversation, event: ConversationEvent): boolean {
  if (earlier === null || !('timestamp' in event) || event.timestamp == null || event.timestamp >= earlier.at) return false;
  return !('messageId' in event && findReply(entries, event.messageId));
}

const outcomeOf = (text: string): ApprovalOutcome => (text === 'approved' || text === 'expired' ? text : 'rejected');
