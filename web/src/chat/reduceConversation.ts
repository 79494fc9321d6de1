import type { ServerEvent } from '../wire/events';
import { findApproval, findReply, findReplyTo, findUserEntry, insert, replace, updateReply, type Entries } from './entries';
import type { ApprovalOutcome, Author, Conversation, UserEntry } from './model';
import { afterMessage, endReplies, readAuthor, readResponder } from './people';
import { applyChunk, applyEvaluation, applyThinking, blockReply, completeReply, failReply, newReply } from './reduceReply';
import { acceptSequence, skipTo } from './sequence';

/** The events that belong to one conversation. */
export type ConversationEvent = Extract<ServerEvent, { sessionId: string }>;

/** Folds a platform event into its conversation, as this user sees it; an event that was applied before changes nothing. */
export function reduceConversation(before: Conversation, event: ConversationEvent, userId: string): Conversation {
  const conversation = 'seq' in event ? acceptSequence(before, event.seq, event.timestamp ?? 0) : before;
  if (conversation === null || isBeforeHistory(conversation, event)) return conversation ?? before;
  const at = ('timestamp' in event ? event.timestamp : null) ?? conversation.lastActivityAt;
  const { entries } = conversation;
  switch (event.type) {
    case 'message:user': {
      const known = findUserEntry(entries, event);
      const author = readAuthor({ id: event.userId, name: event.name, role: event.role }, userId);
      const entry = sentUserEntry(event.messageId, event.clientMessageId ?? null, author, event.content, at, known?.key);
      return {
        ...conversation,
        entries: known ? replace(entries, entry) : insert(entries, entry),
        responder: afterMessage(conversation.responder),
        lastActivityAt: at,
      };
    }
    case 'assistant:thinking':
      if (event.messageId == null) return conversation;
      return { ...conversation, entries: updateReply(entries, event.messageId, null, at, (reply) => applyThinking(reply, event)) };
    case 'message:chunk':
      return {
        ...conversation,
        entries: updateReply(entries, event.messageId, event.replyTo, at, (reply) => applyChunk(reply, event.chunkIndex, event.content)),
      };
    case 'message:complete':
      return {
        ...conversation,
        entries: updateReply(entries, event.messageId, event.replyTo, at, (reply) => completeReply(reply, event.content, event.metadata)),
        lastActivityAt: at,
      };
    case 'message:blocked': {
      const replyId = findReplyId(entries, event) ?? `blocked:${event.clientMessageId ?? String(event.seq)}`;
      const replyTo = event.replyTo ?? findUserEntry(entries, event)?.messageId;
      return { ...conversation, entries: updateReply(entries, replyId, replyTo, at, (reply) => blockReply(reply, event)) };
    }
    case 'message:error': {
      const replyId = findReplyId(entries, event) ?? `failed:${event.replyTo ?? String(event.seq)}`;
      return { ...conversation, entries: updateReply(entries, replyId, event.replyTo, at, (reply) => failReply(reply, event)) };
    }
    case 'message:evaluated': {
      const reply = findReply(entries, event.messageId);
      return reply ? { ...conversation, entries: replace(entries, applyEvaluation(reply, event.scores, event.flags)) } : conversation;
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
        pendingResponse: null,
        outcome: null,
      };
      return { ...conversation, entries: insert(entries, entry) };
    }
    case 'approval:resolved': {
      const approval = findApproval(entries, event.approvalId);
      if (!approval) return conversation;
      return { ...conversation, entries: replace(entries, { ...approval, pendingResponse: null, outcome: parseOutcome(event.outcome) }) };
    }
    case 'typing:status': {
      const others = conversation.typing.filter((user) => user !== event.userId);
      return { ...conversation, typing: event.isTyping ? [...others, event.userId] : others };
    }
    case 'handover:queued':
      return { ...conversation, responder: { kind: 'queue' } };
    case 'handover:claimed':
      return { ...conversation, responder: { kind: 'person', name: event.name }, entries: endReplies(entries) };
    case 'handover:returned':
      return { ...conversation, responder: readResponder(conversation.responder, 'assistant', null) };
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
  const known = findUserEntry(conversation.entries, ack);
  if (known === undefined) return conversation;
  const at = known.delivery === 'sent' ? known.at : ack.at;
  const sent = sentUserEntry(ack.messageId, ack.clientMessageId, null, known.content, at, known.key);
  let entries = replace(conversation.entries, sent);
  if (ack.replyId !== null) {
    const reply = findReply(entries, ack.replyId);
    if (reply === undefined) entries = insert(entries, newReply(ack.replyId, ack.messageId, ack.at));
    else if (reply.replyTo === null)
      entries = insert(
        entries.filter((entry) => entry !== reply),
        { ...reply, replyTo: ack.messageId },
      );
  }
  return { ...conversation, entries, lastActivityAt: Math.max(conversation.lastActivityAt, ack.at) };
}

export function sentUserEntry(
  messageId: string,
  clientMessageId: string | null,
  author: Author | null,
  content: string,
  at: number,
  key?: string,
): UserEntry {
  return { kind: 'user', key: key ?? messageId, clientMessageId, messageId, author, content, at, delivery: 'sent', failure: null };
}

function findReplyId(
  entries: Entries,
  event: { messageId?: string | null | undefined; replyTo?: string | null | undefined; clientMessageId?: string | null | undefined },
) {
  return event.messageId ?? findReplyTo(entries, event.replyTo ?? findUserEntry(entries, event)?.messageId)?.messageId ?? null;
}

/** The log may reach further back than the page of history that is loaded; what is older comes with its own page. */
function isBeforeHistory({ historyCursor, entries }: Conversation, event: ConversationEvent): boolean {
  if (historyCursor === null || !('timestamp' in event) || event.timestamp == null || event.timestamp >= historyCursor.at) return false;
  return !('messageId' in event && findReply(entries, event.messageId));
}

const parseOutcome = (text: string): ApprovalOutcome =>
  text === 'approved' || text === 'withdrawn' || text === 'expired' ? text : 'rejected';
