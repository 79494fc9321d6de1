import type { StoredMessage } from '../wire/http';
import { sentUser } from './conversation';
import { findReply, findUser, insert, replace, type Entries } from './entries';
import type { Conversation, Entry } from './model';
import { completed, newReply } from './reply';

/** A turn that has not ended within this time is not shown as still running when a page is opened. */
const longestTurn = 10 * 60_000;

/** Adds a page of stored messages to what the socket has told already. */
export function withHistory(conversation: Conversation, messages: readonly StoredMessage[], more: boolean, now: number): Conversation {
  const oldest = messages[0];
  let entries: Entries = conversation.entries;
  for (const message of messages) {
    for (const entry of entriesOf(message, messages, now)) {
      entries = merge(entries, entry);
    }
  }
  return {
    ...conversation,
    entries,
    history: 'ready',
    earlier: more && oldest ? { ordinal: oldest.ordinal, at: oldest.createdAt } : null,
  };
}

function entriesOf(message: StoredMessage, page: readonly StoredMessage[], now: number): Entry[] {
  if (message.role === 'assistant') {
    const asked = page.find((other) => other.role === 'user' && other.turnId === message.turnId);
    const reply = newReply(message.id, asked?.id ?? null, message.createdAt);
    const metadata = { ...message.metadata, interrupted: message.status === 'interrupted' };
    return [completed(reply, message.content, metadata)];
  }
  const user = sentUser(message.id, message.clientMessageId ?? null, message.content, message.createdAt);
  const pending = newReply(message.turnId, message.id, message.createdAt);
  switch (message.status) {
    case 'accepted':
    case 'queued':
      return now - message.createdAt < longestTurn ? [user, pending] : [user];
    case 'blocked':
      return [user, { ...pending, status: 'blocked', refusal: { reason: 'This message was refused by the safety checks.', categories: [] } }];
    case 'failed':
      return [user, { ...pending, status: 'failed', failure: { code: 'INTERNAL', message: 'This message could not be answered.' } }];
    default:
      return [user];
  }
}

/** What the socket told is newer, except that a stored reply ends one that still looked as if it were running. */
function merge(entries: Entries, entry: Entry): Entries {
  if (entry.kind === 'user') return findUser(entries, entry) ? entries : insert(entries, entry);
  if (entry.kind === 'approval') return entries;
  const known = findReply(entries, entry.messageId);
  if (known === undefined) return insert(entries, entry);
  return known.status === 'streaming' && entry.status !== 'streaming' ? replace(entries, { ...entry, tools: known.tools }) : entries;
}
