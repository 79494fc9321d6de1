import type { Conversation } from './model';

/** How many events may arrive after a gap before the gap is given up; the history then tells what was missed. */
const reorderWindow = 500;

/**
 * Notes an event's sequence number; null when that event was applied before. A low number on an event that is younger than all seen
 * so far means that the platform let the session's log expire and numbers anew.
 */
export function acceptSequence(before: Conversation, seq: number | null | undefined, timestamp: number): Conversation | null {
  if (seq == null) return before;
  const conversation = timestamp > before.latestTimestamp ? { ...before, latestTimestamp: timestamp } : before;
  if (conversation.lastSeq === null) return { ...conversation, lastSeq: seq };
  if (seq <= conversation.lastSeq || conversation.outOfOrder.includes(seq)) {
    return conversation === before ? null : { ...conversation, lastSeq: seq, outOfOrder: [] };
  }
  const outOfOrder = [...conversation.outOfOrder, seq].sort((a, b) => a - b);
  let lastSeq = outOfOrder.length > reorderWindow ? (outOfOrder[0] ?? seq) - 1 : conversation.lastSeq;
  let contiguous = 0;
  while (outOfOrder[contiguous] === lastSeq + 1) {
    lastSeq++;
    contiguous++;
  }
  return { ...conversation, lastSeq, outOfOrder: outOfOrder.slice(contiguous) };
}

/** True while an event is known to be missing. */
export const hasGap = (conversation: Conversation): boolean => conversation.outOfOrder.length > 0;

/** Goes on without what is missing. */
export function skipGap(conversation: Conversation): Conversation {
  return hasGap(conversation)
    ? { ...conversation, lastSeq: conversation.outOfOrder.at(-1) ?? conversation.lastSeq, outOfOrder: [] }
    : conversation;
}

/** Goes on after a number that the platform names, since it no longer has what came before. */
export const skipTo = (conversation: Conversation, seq: number): Conversation => ({
  ...conversation,
  lastSeq: seq,
  outOfOrder: conversation.outOfOrder.filter((other) => other > seq),
});
