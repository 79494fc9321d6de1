import type { ServerEvent } from '../wire/events';
import type { SessionSummary, StoredMessage } from '../wire/http';
import type { ConnectionState } from '../connection/ConnectionState';

/** What happens on this page rather than on the platform. */
export type LocalEvent =
  | { readonly type: 'link:changed'; readonly link: ConnectionState }
  | { readonly type: 'sessions:loading' | 'sessions:failed' }
  | { readonly type: 'sessions:loaded'; readonly sessions: readonly SessionSummary[] }
  | { readonly type: 'conversation:drafted'; readonly draftId: string; readonly topic: string; readonly at: number }
  | { readonly type: 'conversation:adopted'; readonly draftId: string; readonly sessionId: string }
  | { readonly type: 'conversation:selected'; readonly sessionId: string | null }
  | { readonly type: 'history:loading' | 'history:failed' | 'history:stale' | 'gap:abandoned'; readonly sessionId: string }
  | { readonly type: 'history:loaded'; readonly sessionId: string; readonly messages: readonly StoredMessage[]; readonly more: boolean; readonly now: number }
  | { readonly type: 'send:queued'; readonly sessionId: string; readonly clientMessageId: string; readonly content: string; readonly at: number }
  | { readonly type: 'send:failed'; readonly sessionId: string; readonly clientMessageId: string; readonly reason: string }
  | { readonly type: 'send:acknowledged'; readonly sessionId: string; readonly clientMessageId: string; readonly messageId: string; readonly replyId: string | null; readonly at: number }
  | { readonly type: 'send:discarded'; readonly sessionId: string; readonly clientMessageId: string }
  | { readonly type: 'approval:answering'; readonly sessionId: string; readonly approvalId: string; readonly approved: boolean | null };

export type ChatEvent = ServerEvent | LocalEvent;
