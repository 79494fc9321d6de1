import type { Conversation, ReplyEntry } from './model';

export const streamingReply = (conversation: Conversation): ReplyEntry | undefined =>
  conversation.entries.findLast((entry): entry is ReplyEntry => entry.kind === 'reply' && entry.status === 'streaming');

export const isStreaming = (conversation: Conversation): boolean => streamingReply(conversation) !== undefined;

const topicLength = 60;

/** What a conversation is called: its topic, or its first message until the platform has named it. */
export function titleOf({ topic, entries }: Conversation): string {
  if (topic !== '') return topic;
  const first = entries.find((entry) => entry.kind === 'user');
  return first?.kind === 'user' ? titleFromMessage(first.content) : '';
}

/** The first line of a message, cut at a word, as the platform does it. */
export function titleFromMessage(content: string): string {
  const line = content.trim().split(/\r?\n/, 1)[0]?.replace(/\s+/g, ' ') ?? '';
  if (line.length <= topicLength) return line;
  const cut = line.slice(0, topicLength);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > topicLength / 2 ? space : topicLength)}…`;
}
