import type { Conversation } from './model';

/** How far events may run ahead of a gap before the gap is given up; the history then tells what was missed. */
const aheadLimit = 500;

/**
 * Notes an event's sequence number; null when that event was taken in before. A low number on an event that is younger than all seen
 * so far means that the platform let the session's log expire and numbers anew.
 */
export function admit(before: Conversation, seq: number | null | undefined, timestamp: number): Conversation | null {
  if (seq == null) return before;
  const conversation = timestamp > before.latestAt ? { ...before, latestAt: timestamp } : before;
  if (conversation.lastSeq === null) return { ...conversation, lastSeq: seq };
  if (seq <= conversation.lastSeq || conversation.ahead.includes(seq)) {
    return conversation === before ? null : { ...conversation, lastSeq: seq, ahead: [] };
  }
  const waiting = [...conversation.ahead, seq].sort((a, b) => a - b);
  let lastSeq = waiting.length > aheadLimit ? (waiting[0] ?? seq) - 1 : conversation.lastSeq;
  let taken = 0;
  while (waiting[taken] === lastSeq + 1) {
    lastSeq++;
    taken++;
  }
  return { ...conversation, lastSeq, ahead: waiting.slice(taken) };
}

/** True while an event is known to be missing. */
export const hasGap = (conversation: Conversation): boolean => conversation.ahead.length > 0;

/** Goes on without what is missing. */
export function abandonGap(conversation: Conversation): Conversation {
  return hasGap(conversation) ? { ...conversation, lastSeq: conversation.ahead.at(-1) ?? conversation.lastSeq, ahead: [] } : conversation;
}

/** Goes on after a number that the platform names, since it no longer has what came before. */
export const skipTo = (conversation: Conversation, seq: number): Conversation => ({
  ...conversation,
  lastSeq: seq,
  ahead: conversation.ahead.filter((early) => early > seq),
});
