import type { ReplyMetadata, ServerEventOf } from '../wire/events';
import type { ReplyEntry, ToolActivity } from './model';

export function newReply(messageId: string, replyTo: string | null, at: number): ReplyEntry {
  return {
    kind: 'reply',
    key: messageId,
    messageId,
    replyTo,
    content: '',
    nextChunkIndex: 0,
    outOfOrderChunks: new Map(),
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
export function applyChunk(reply: ReplyEntry, index: number, text: string): ReplyEntry {
  if (reply.status !== 'streaming' || index < reply.nextChunkIndex || reply.outOfOrderChunks.has(index)) return reply;
  if (index > reply.nextChunkIndex) return { ...reply, outOfOrderChunks: new Map(reply.outOfOrderChunks).set(index, text) };
  const outOfOrderChunks = new Map(reply.outOfOrderChunks);
  let content = reply.content + text;
  let nextChunkIndex = index + 1;
  for (let next = outOfOrderChunks.get(nextChunkIndex); next !== undefined; next = outOfOrderChunks.get(nextChunkIndex)) {
    content += next;
    outOfOrderChunks.delete(nextChunkIndex);
    nextChunkIndex++;
  }
  return { ...reply, content, nextChunkIndex, outOfOrderChunks };
}

export function applyThinking(reply: ReplyEntry, event: ServerEventOf<'assistant:thinking'>): ReplyEntry {
  const tools = event.tool != null ? applyTool(reply.tools, event.tool, parseToolState(event.toolState)) : reply.tools;
  if (reply.status !== 'streaming') return { ...reply, tools };
  return { ...reply, tools, stage: event.stage ?? reply.stage, agent: event.agent ?? reply.agent };
}

/** The whole text is authoritative: it replaces what the chunks gave. */
export function completeReply(reply: ReplyEntry, content: string, metadata: ReplyMetadata): ReplyEntry {
  return {
    ...reply,
    content,
    outOfOrderChunks: new Map(),
    status: metadata.interrupted === true ? 'interrupted' : 'complete',
    stage: null,
    agent: metadata.agent ?? reply.agent,
    tools: reply.tools.map((tool) => (tool.state === 'started' ? { ...tool, state: 'completed' } : tool)),
    metadata,
    scores: readScores(metadata) ?? reply.scores,
    flags: readFlags(metadata) ?? reply.flags,
    traceId: metadata.traceId ?? reply.traceId,
  };
}

export function blockReply(reply: ReplyEntry, event: ServerEventOf<'message:blocked'>): ReplyEntry {
  return {
    ...reply,
    status: 'blocked',
    stage: null,
    outOfOrderChunks: new Map(),
    refusal: { reason: event.reason, categories: event.categories, side: event.stage === 'output' ? 'output' : 'input' },
    traceId: event.traceId ?? reply.traceId,
  };
}

export function failReply(reply: ReplyEntry, event: ServerEventOf<'message:error'>): ReplyEntry {
  return {
    ...reply,
    content: event.partialContent ?? reply.content,
    status: 'failed',
    stage: null,
    outOfOrderChunks: new Map(),
    failure: { code: event.error, message: event.message },
    traceId: event.traceId ?? reply.traceId,
  };
}

export function applyEvaluation(reply: ReplyEntry, scores: Readonly<Record<string, number>>, flags: readonly string[]): ReplyEntry {
  return { ...reply, scores, flags };
}

function applyTool(tools: readonly ToolActivity[], tool: string, state: ToolActivity['state']): readonly ToolActivity[] {
  const open = tools.findLastIndex((other) => other.tool === tool && other.state === 'started');
  if (state === 'started') return open >= 0 ? tools : [...tools, { tool, state }];
  return open >= 0 ? tools.with(open, { tool, state }) : [...tools, { tool, state }];
}

function parseToolState(text: string | null | undefined): ToolActivity['state'] {
  return text === 'completed' || text === 'declined' || text === 'failed' ? text : 'started';
}

function readScores({ evaluation }: ReplyMetadata): Readonly<Record<string, number>> | null {
  if (evaluation == null) return null;
  return 'scores' in evaluation && typeof evaluation.scores === 'object' ? evaluation.scores : (evaluation as Record<string, number>);
}

function readFlags({ evaluation }: ReplyMetadata): readonly string[] | null {
  return evaluation != null && 'flags' in evaluation && Array.isArray(evaluation.flags) ? evaluation.flags : null;
}
