import type { StoredMessage } from '../wire/http';
import { sentUserEntry } from './reduceConversation';
import { findReply, findUserEntry, insert, replace, type Entries } from './entries';
import type { Conversation, Entry } from './model';
import { readAuthor } from './people';
import { completeReply, newReply } from './reduceReply';

/** A turn that has not ended within this time is not shown as still running when a page is opened. */
const maximumTurnDuration = 10 * 60_000;

/** Adds a page of stored messages, as this user sees them, to what the socket has told already. */
export function mergeHistory(
  conversation: Conversation,
  messages: readonly StoredMessage[],
  more: boolean,
  now: number,
  userId: string,
): Conversation {
  const oldest = messages[0];
  let entries: Entries = conversation.entries;
  for (const message of messages) {
    for (const entry of toEntries(message, messages, now, userId)) {
      entries = mergeEntry(entries, entry);
    }
  }
  return {
    ...conversation,
    entries,
    history: 'ready',
    historyCursor: more && oldest ? { ordinal: oldest.ordinal, at: oldest.createdAt } : null,
  };
}

function toEntries(message: StoredMessage, page: readonly StoredMessage[], now: number, userId: string): Entry[] {
  if (message.role === 'assistant') {
    const userMessage = page.find((other) => other.role === 'user' && other.turnId === message.turnId);
    const reply = newReply(message.id, userMessage?.id ?? null, message.createdAt);
    const metadata = { ...message.metadata, interrupted: message.status === 'interrupted' };
    return [completeReply(reply, message.content, metadata)];
  }
  const author = readAuthor({ id: message.userId, name: message.authorName, role: message.authorRole }, userId);
  const user = sentUserEntry(message.id, message.clientMessageId ?? null, author, message.content, message.createdAt);
  const pendingReply = newReply(message.turnId, message.id, message.createdAt);
  switch (message.status) {
    case 'accepted':
    case 'queued':
      return now - message.createdAt < maximumTurnDuration ? [user, pendingReply] : [user];
    case 'blocked':
      return [
        user,
        {
          ...pendingReply,
          status: 'blocked',
          refusal: { reason: 'This message was refused by the safety checks.', categories: [], side: 'input' },
        },
      ];
    case 'failed':
      return [user, { ...pendingReply, status: 'failed', failure: { code: 'INTERNAL', message: 'This message could not be answered.' } }];
    default:
      return [user];
  }
}

/** What the socket told is newer, except that a stored reply ends one that still looked as if it were running. */
function mergeEntry(entries: Entries, entry: Entry): Entries {
  if (entry.kind === 'user') return findUserEntry(entries, entry) ? entries : insert(entries, entry);
  if (entry.kind === 'approval') return entries;
  const known = findReply(entries, entry.messageId);
  if (known === undefined) return insert(entries, entry);
  return known.status === 'streaming' && entry.status !== 'streaming' ? replace(entries, { ...entry, tools: known.tools }) : entries;
}
