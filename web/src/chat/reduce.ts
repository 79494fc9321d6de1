import { acknowledge, reduceConversation } from './reduceConversation';
import { findApproval, findUserEntry, insert, replace } from './entries';
import type { ChatEvent } from './events';
import { mergeHistory } from './mergeHistory';
import { afterMessage, readResponder } from './people';
import { skipGap } from './sequence';
import { emptyConversation, type ChatState, type Conversation, type UserEntry } from './model';

/** Folds one event into the state: pure, total, and without effect for an event that was folded before. */
export function reduce(state: ChatState, event: ChatEvent): ChatState {
  switch (event.type) {
    case 'connection:changed':
      return { ...state, connection: event.connection };
    case 'sessions:loading':
      return { ...state, sessions: state.sessions === 'ready' ? 'ready' : 'loading' };
    case 'sessions:failed':
      return { ...state, sessions: state.sessions === 'ready' ? 'ready' : 'failed' };
    case 'sessions:loaded': {
      const conversations = { ...state.conversations };
      for (const { id, topic, status, lastActivityAt, responder, responderName } of event.sessions) {
        const known = conversations[id] ?? emptyConversation(id, topic, lastActivityAt);
        conversations[id] = {
          ...known,
          topic: topic || known.topic,
          ended: status === 'ended',
          responder: readResponder(known.responder, responder, responderName),
          lastActivityAt,
        };
      }
      return { ...state, sessions: 'ready', conversations };
    }
    case 'session:updated': {
      const known = state.conversations[event.sessionId] ?? emptyConversation(event.sessionId, '', event.lastActivityAt);
      const lastActivityAt = Math.max(known.lastActivityAt, event.lastActivityAt);
      return setConversation(state, { ...known, topic: event.topic || known.topic, ended: event.status === 'ended', lastActivityAt });
    }
    case 'draft:created':
      return setConversation(state, emptyConversation(event.draftId, '', event.at));
    case 'draft:promoted': {
      const draft = state.conversations[event.draftId];
      if (draft === undefined) return state;
      const conversations = { ...state.conversations, [event.sessionId]: { ...draft, sessionId: event.sessionId } };
      Reflect.deleteProperty(conversations, event.draftId);
      return { ...state, conversations, selected: state.selected === event.draftId ? event.sessionId : state.selected };
    }
    case 'conversation:selected': {
      const selected = event.sessionId === null ? undefined : state.conversations[event.sessionId];
      const next = { ...state, selected: event.sessionId };
      return selected?.unread ? setConversation(next, { ...selected, unread: false }) : next;
    }
    case 'history:loading':
      return updateConversation(state, event.sessionId, (conversation) => ({ ...conversation, history: 'loading' }));
    case 'history:failed':
      return updateConversation(state, event.sessionId, (conversation) => ({ ...conversation, history: 'failed' }));
    case 'history:stale':
      return updateConversation(state, event.sessionId, (conversation) => ({ ...conversation, history: 'absent', typing: [] }));
    case 'gap:skipped':
      return updateConversation(state, event.sessionId, skipGap);
    case 'history:loaded':
      return updateConversation(state, event.sessionId, (conversation) =>
        mergeHistory(conversation, event.messages, event.more, event.now, state.userId),
      );
    case 'send:queued':
      return updateConversation(state, event.sessionId, (conversation) => queueMessage(conversation, event));
    case 'send:failed':
      return updateUserEntry(state, event, (entry) =>
        entry.delivery === 'sent' ? entry : { ...entry, delivery: 'failed', failure: event.reason },
      );
    case 'send:discarded':
      return updateConversation(state, event.sessionId, (conversation) => ({
        ...conversation,
        entries: conversation.entries.filter(
          (entry) => entry.kind !== 'user' || entry.clientMessageId !== event.clientMessageId || entry.delivery === 'sent',
        ),
      }));
    case 'send:acknowledged':
      return updateConversation(state, event.sessionId, (conversation) => acknowledge(conversation, event));
    case 'approval:responding':
      return updateConversation(state, event.sessionId, (conversation) => {
        const approval = findApproval(conversation.entries, event.approvalId);
        if (approval === undefined || approval.outcome !== null) return conversation;
        return { ...conversation, entries: replace(conversation.entries, { ...approval, pendingResponse: event.approved }) };
      });
    case 'connected':
    case 'session:created':
    case 'message:ack':
    case 'system:alert':
    case 'error':
      return state;
    case 'typing:status':
      return event.userId === state.userId
        ? state
        : updateConversation(state, event.sessionId, (conversation) => reduceConversation(conversation, event, state.userId));
    default:
      return updateConversation(state, event.sessionId, (conversation) => {
        const next = reduceConversation(conversation, event, state.userId);
        const isNews = event.type === 'message:complete' || (event.type === 'message:user' && event.userId !== state.userId);
        const unread = isNews && next !== conversation && state.selected !== event.sessionId;
        return unread ? { ...next, unread } : next;
      });
  }
}

function queueMessage(conversation: Conversation, event: { clientMessageId: string; content: string; at: number }): Conversation {
  const known = findUserEntry(conversation.entries, event);
  if (known?.delivery === 'sent') return conversation;
  const entry: UserEntry = {
    kind: 'user',
    key: event.clientMessageId,
    clientMessageId: event.clientMessageId,
    messageId: null,
    author: null,
    content: event.content,
    at: event.at,
    delivery: 'sending',
    failure: null,
  };
  return {
    ...conversation,
    entries: known ? replace(conversation.entries, entry) : insert(conversation.entries, entry),
    responder: afterMessage(conversation.responder),
    lastActivityAt: event.at,
  };
}

function setConversation(state: ChatState, conversation: Conversation): ChatState {
  return { ...state, conversations: { ...state.conversations, [conversation.sessionId]: conversation } };
}

function updateConversation(state: ChatState, sessionId: string, change: (conversation: Conversation) => Conversation): ChatState {
  const conversation = state.conversations[sessionId];
  if (conversation === undefined) return state;
  const changed = change(conversation);
  return changed === conversation ? state : setConversation(state, changed);
}

function updateUserEntry(
  state: ChatState,
  { sessionId, clientMessageId }: { sessionId: string; clientMessageId: string },
  change: (entry: UserEntry) => UserEntry,
): ChatState {
  return updateConversation(state, sessionId, (conversation) => {
    const entry = findUserEntry(conversation.entries, { clientMessageId });
    return entry ? { ...conversation, entries: replace(conversation.entries, change(entry)) } : conversation;
  });
}
