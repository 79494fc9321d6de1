import type { ConnectionState } from '../connection/ConnectionState';
import type { ReplyMetadata } from '../wire/events';

export type AuthorRole = 'customer' | 'staff' | 'participant';

/** Somebody else who writes in a conversation. */
export interface Author {
  readonly id: string;
  /** Null where the platform does not say it. */
  readonly name: string | null;
  readonly role: AuthorRole;
}

/** Who answers in a conversation. `isBack`: the assistant does again, and nothing was written since. */
export type Responder =
  | { readonly kind: 'assistant'; readonly isBack: boolean }
  | { readonly kind: 'queue' }
  | { readonly kind: 'person'; readonly name: string | null };

/** What a person wrote. `sending` and `failed` are held here and in the outbox; `sent` is durable on the platform. */
export interface UserEntry {
  readonly kind: 'user';
  readonly key: string;
  readonly clientMessageId: string | null;
  readonly messageId: string | null;
  /** Null for this user's own. */
  readonly author: Author | null;
  readonly content: string;
  readonly at: number;
  readonly delivery: 'sending' | 'sent' | 'failed';
  readonly failure: string | null;
}

export interface ToolActivity {
  readonly tool: string;
  readonly state: 'started' | 'completed' | 'declined' | 'failed';
}

export interface Refusal {
  readonly reason: string;
  readonly categories: readonly string[];
  /** Whether the message was refused, or the answer to it. */
  readonly side: 'input' | 'output';
}

/** `handedOver`: a person took the conversation before it had ended. */
export type ReplyStatus = 'streaming' | 'complete' | 'interrupted' | 'handedOver' | 'blocked' | 'failed';

/** What the assistant answers; exists from the moment a turn is accepted. */
export interface ReplyEntry {
  readonly kind: 'reply';
  readonly key: string;
  readonly messageId: string;
  readonly replyTo: string | null;
  /** The text without gaps so far. */
  readonly content: string;
  /** The chunk index that continues `content`. */
  readonly nextChunkIndex: number;
  /** Chunks that came before their turn. */
  readonly outOfOrderChunks: ReadonlyMap<number, string>;
  readonly at: number;
  readonly status: ReplyStatus;
  readonly stage: string | null;
  readonly agent: string | null;
  readonly tools: readonly ToolActivity[];
  readonly metadata: ReplyMetadata | null;
  readonly scores: Readonly<Record<string, number>> | null;
  readonly flags: readonly string[];
  readonly refusal: Refusal | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly traceId: string | null;
}

export type ApprovalOutcome = 'approved' | 'rejected' | 'withdrawn' | 'expired';

/** A question whether a tool may change something. */
export interface ApprovalEntry {
  readonly kind: 'approval';
  readonly key: string;
  readonly approvalId: string;
  readonly replyId: string | null;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly expiresAt: number;
  readonly at: number;
  /** This user's answer while the platform has not confirmed it. */
  readonly pendingResponse: boolean | null;
  readonly outcome: ApprovalOutcome | null;
}

export type Entry = UserEntry | ReplyEntry | ApprovalEntry;

export interface Conversation {
  readonly sessionId: string;
  readonly topic: string;
  readonly ended: boolean;
  readonly responder: Responder;
  readonly lastActivityAt: number;
  readonly entries: readonly Entry[];
  readonly history: 'absent' | 'loading' | 'ready' | 'failed';
  /** The cursor for older messages; null when the beginning is loaded. */
  readonly historyCursor: { readonly ordinal: number; readonly at: number } | null;
  /** Every event up to this sequence number has been applied; null before the first. */
  readonly lastSeq: number | null;
  /** Sequence numbers beyond `lastSeq` that arrived early. */
  readonly outOfOrder: readonly number[];
  /** The time of the youngest event of the log. */
  readonly latestTimestamp: number;
  /** Other participants who are writing. */
  readonly typing: readonly string[];
  readonly unread: boolean;
}

export interface ChatState {
  readonly connection: ConnectionState;
  /** This user's id, to tell their own typing from others'. */
  readonly userId: string;
  readonly selected: string | null;
  readonly sessions: 'absent' | 'loading' | 'ready' | 'failed';
  readonly conversations: Readonly<Record<string, Conversation>>;
}

/** A conversation that exists on this page only, until its first message is sent. */
export const isDraft = (sessionId: string): boolean => sessionId.startsWith('draft:');

/** An empty topic is one that the platform has not said yet. */
export function emptyConversation(sessionId: string, topic: string, at: number): Conversation {
  return {
    sessionId,
    topic,
    ended: false,
    responder: { kind: 'assistant', isBack: false },
    lastActivityAt: at,
    entries: [],
    history: isDraft(sessionId) ? 'ready' : 'absent',
    historyCursor: null,
    lastSeq: null,
    outOfOrder: [],
    latestTimestamp: 0,
    typing: [],
    unread: false,
  };
}

export function initialState(userId: string): ChatState {
  return { connection: { status: 'connecting' }, userId, selected: null, sessions: 'absent', conversations: {} };
}
