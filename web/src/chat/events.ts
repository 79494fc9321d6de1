import type { ServerEvent } from '../wire/events';
import type { SessionSummary, StoredMessage } from '../wire/http';
import type { ConnectionState } from '../connection/ConnectionState';

/** What happens on this page rather than on the platform. */
export type LocalEvent =
  | { readonly type: 'connection:changed'; readonly connection: ConnectionState }
  | { readonly type: 'sessions:loading' | 'sessions:failed' }
  | { readonly type: 'sessions:loaded'; readonly sessions: readonly SessionSummary[] }
  | { readonly type: 'draft:created'; readonly draftId: string; readonly at: number }
  | { readonly type: 'draft:promoted'; readonly draftId: string; readonly sessionId: string }
  | { readonly type: 'conversation:selected'; readonly sessionId: string | null }
  | { readonly type: 'history:loading' | 'history:failed' | 'history:stale' | 'gap:skipped'; readonly sessionId: string }
  | {
      readonly type: 'history:loaded';
      readonly sessionId: string;
      readonly messages: readonly StoredMessage[];
      readonly more: boolean;
      readonly now: number;
    }
  | {
      readonly type: 'send:queued';
      readonly sessionId: string;
      readonly clientMessageId: string;
      readonly content: string;
      readonly at: number;
    }
  | { readonly type: 'send:failed'; readonly sessionId: string; readonly clientMessageId: string; readonly reason: string }
  | {
      readonly type: 'send:acknowledged';
      readonly sessionId: string;
      readonly clientMessageId: string;
      readonly messageId: string;
      readonly replyId: string | null;
      readonly at: number;
    }
  | { readonly type: 'send:discarded'; readonly sessionId: string; readonly clientMessageId: string }
  | { readonly type: 'approval:responding'; readonly sessionId: string; readonly approvalId: string; readonly approved: boolean | null };

export type ChatEvent = ServerEvent | LocalEvent;
