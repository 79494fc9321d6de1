import type { ReplyMetadata, ServerEventOf } from '../wire/events';
import type { ReplyEntry, ToolActivity } from './model';

export function newReply(messageId: string, replyTo: string | null, at: number): ReplyEntry {
  return {
    kind: 'reply',
    key: messageId,
    messageId,
    replyTo,
    content: '',
    nextIndex: 0,
    early: new Map(),
    at,
    status: 'streaming',
    stage: null,
    agent: null,
    tools: [],
    metadata: null,
    scores: null,
    flags: [],
    refusal: null,
    failure: null,
    traceId: null,
  };
}

/** Appends a chunk, or keeps it until the ones before it are there. Repeats and chunks of an ended reply change nothing. */
export function withChunk(reply: ReplyEntry, index: number, text: string): ReplyEntry {
  if (reply.status !== 'streaming' || index < reply.nextIndex || reply.early.has(index)) return reply;
  if (index > reply.nextIndex) return { ...reply, early: new Map(reply.early).set(index, text) };
  const early = new Map(reply.early);
  let content = reply.content + text;
  let nextIndex = index + 1;
  for (let next = early.get(nextIndex); next !== undefined; next = early.get(nextIndex)) {
    content += next;
    early.delete(nextIndex);
    nextIndex++;
  }
  return { ...reply, content, nextIndex, early };
}

export function withThinking(reply: ReplyEntry, event: ServerEventOf<'assistant:thinking'>): ReplyEntry {
  const tools = event.tool != null ? withTool(reply.tools, event.tool, toolState(event.toolState)) : reply.tools;
  if (reply.status !== 'streaming') return { ...reply, tools };
  return { ...reply, tools, stage: event.stage ?? reply.stage, agent: event.agent ?? reply.agent };
}

/** The whole text is authoritative: it replaces what the chunks gave. */
export function completed(reply: ReplyEntry, content: string, metadata: ReplyMetadata): ReplyEntry {
  return {
    ...reply,
    content,
    early: new Map(),
    status: metadata.interrupted === true ? 'interrupted' : 'complete',
    stage: null,
    agent: metadata.agent ?? reply.agent,
    tools: reply.tools.map((tool) => (tool.state === 'started' ? { ...tool, state: 'completed' } : tool)),
    metadata,
    scores: scoresOf(metadata) ?? reply.scores,
    flags: flagsOf(metadata) ?? reply.flags,
    traceId: metadata.traceId ?? reply.traceId,
  };
}

export function blocked(reply: ReplyEntry, event: ServerEventOf<'message:blocked'>): ReplyEntry {
  return {
    ...reply,
    status: 'blocked',
    stage: null,
    early: new Map(),
    refusal: { reason: event.reason, categories: event.categories },
    traceId: event.traceId ?? reply.traceId,
  };
}

export function failed(reply: ReplyEntry, event: ServerEventOf<'message:error'>): ReplyEntry {
  return {
    ...reply,
    content: event.partialContent ?? reply.content,
    status: 'failed',
    stage: null,
    early: new Map(),
    failure: { code: event.error, message: event.message },
    traceId: event.traceId ?? reply.traceId,
  };
}

export function evaluated(reply: ReplyEntry, scores: Readonly<Record<string, number>>, flags: readonly string[]): ReplyEntry {
  return { ...reply, scores, flags };
}

function withTool(tools: readonly ToolActivity[], tool: string, state: ToolActivity['state']): readonly ToolActivity[] {
  const open = tools.findLastIndex((other) => other.tool === tool && other.state === 'started');
  if (state === 'started') return open >= 0 ? tools : [...tools, { tool, state }];
  return open >= 0 ? tools.with(open, { tool, state }) : [...tools, { tool, state }];
}

function toolState(text: string | null | undefined): ToolActivity['state'] {
  return text === 'completed' || text === 'failed' ? text : 'started';
}

function scoresOf({ evaluation }: ReplyMetadata): Readonly<Record<string, number>> | null {
  if (evaluation == null) return null;
  return 'scores' in evaluation && typeof evaluation.scores === 'object' ? evaluation.scores : (evaluation as Record<string, number>);
}

function flagsOf({ evaluation }: ReplyMetadata): readonly string[] | null {
  return evaluation != null && 'flags' in evaluation && Array.isArray(evaluation.flags) ? evaluation.flags : null;
}
