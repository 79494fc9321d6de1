import type { Conversation, ReplyEntry } from './model';

export const streamingReply = (conversation: Conversation): ReplyEntry | undefined =>
  conversation.entries.findLast((entry): entry is ReplyEntry => entry.kind === 'reply' && entry.status === 'streaming');

export const isStreaming = (conversation: Conversation): boolean => streamingReply(conversation) !== undefined;

const topicLength = 60;

/** A conversation is named after its first message: its first line, cut at a word. */
export function topicFromMessage(content: string): string {
  const line = content.trim().split(/\r?\n/, 1)[0]?.replace(/\s+/g, ' ') ?? '';
  if (line.length <= topicLength) return line;
  const cut = line.slice(0, topicLength);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > topicLength / 2 ? space : topicLength)}…`;
}
