import type { ApprovalEntry, Entry, ReplyEntry, UserEntry } from './model';
import { newReply } from './reduceReply';

/** Entries in reading order: by time, each reply behind what it answers, each approval behind the reply that asks. */
export type Entries = readonly Entry[];

/** By the platform's id where both have one: two users may count their messages alike. */
export const findUserEntry = (
  entries: Entries,
  by: { messageId?: string | null | undefined; clientMessageId?: string | null | undefined },
): UserEntry | undefined =>
  entries.find(
    (entry): entry is UserEntry =>
      entry.kind === 'user' &&
      (by.messageId != null && entry.messageId != null
        ? entry.messageId === by.messageId
        : by.clientMessageId != null && entry.clientMessageId === by.clientMessageId),
  );

export const findReply = (entries: Entries, messageId: string | null | undefined): ReplyEntry | undefined =>
  entries.find((entry): entry is ReplyEntry => entry.kind === 'reply' && entry.messageId === messageId);

export const findReplyTo = (entries: Entries, messageId: string | null | undefined): ReplyEntry | undefined =>
  entries.find((entry): entry is ReplyEntry => entry.kind === 'reply' && messageId != null && entry.replyTo === messageId);

export const findApproval = (entries: Entries, approvalId: string): ApprovalEntry | undefined =>
  entries.find((entry): entry is ApprovalEntry => entry.kind === 'approval' && entry.approvalId === approvalId);

export const replace = (entries: Entries, entry: Entry): Entries => entries.map((other) => (other.key === entry.key ? entry : other));

/** Puts a new entry behind the one it belongs to, or where its time wants it; messages not yet sent stay last. */
export function insert(entries: Entries, entry: Entry): Entries {
  if (!isSent(entry)) return [...entries, entry];
  const anchor = anchorOf(entries, entry);
  let index = anchor + 1;
  if (anchor >= 0) {
    while (belongsTo(entries[index], entries[anchor])) index++;
  } else {
    index = entries.findLastIndex((other) => other.at <= entry.at && isSent(other)) + 1;
  }
  return entries.toSpliced(index, 0, entry);
}

/** Applies a change to a reply, which is created if this is the first that is heard of it. */
export function updateReply(
  entries: Entries,
  messageId: string,
  replyTo: string | null | undefined,
  at: number,
  change: (reply: ReplyEntry) => ReplyEntry,
): Entries {
  const known = findReply(entries, messageId);
  if (known) {
    const changed = change(replyTo != null && known.replyTo === null ? { ...known, replyTo } : known);
    return changed === known ? entries : replace(entries, changed);
  }
  return insert(entries, change(newReply(messageId, replyTo ?? null, at)));
}

function anchorOf(entries: Entries, entry: Entry): number {
  if (entry.kind === 'reply' && entry.replyTo !== null)
    return entries.findLastIndex((other) => other.kind === 'user' && other.messageId === entry.replyTo);
  if (entry.kind === 'approval' && entry.replyId !== null)
    return entries.findLastIndex((other) => other.kind === 'reply' && other.messageId === entry.replyId);
  return -1;
}

function belongsTo(entry: Entry | undefined, anchor: Entry | undefined): boolean {
  if (entry === undefined || anchor?.kind !== 'user') return false;
  return (entry.kind === 'reply' && entry.replyTo === anchor.messageId) || entry.kind === 'approval';
}

const isSent = (entry: Entry): boolean => entry.kind !== 'user' || entry.delivery === 'sent';
