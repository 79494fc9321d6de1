import type { Author, AuthorRole, Entry, Responder } from './model';

interface Writer {
  readonly id: string | null | undefined;
  readonly name: string | null | undefined;
  readonly role: string | null | undefined;
}

/** Who wrote a message, as this user sees it: null for their own. */
export function readAuthor({ id, name, role }: Writer, userId: string): Author | null {
  return id == null || id === userId ? null : { id, name: name ?? null, role: parseRole(role) };
}

/** Who answers, as the list of sessions says it; what the page does not know leaves it as it was. */
export function readResponder(before: Responder, kind: string | null | undefined, name: string | null | undefined): Responder {
  switch (kind) {
    case 'assistant':
      return before.kind === 'assistant' ? before : { kind: 'assistant', isBack: true };
    case 'queue':
      return { kind: 'queue' };
    case 'person':
      return { kind: 'person', name: name ?? null };
    default:
      return before;
  }
}

/** Once somebody writes, it needs no word any more that the assistant is back. */
export const afterMessage = (responder: Responder): Responder =>
  responder.kind === 'assistant' && responder.isBack ? { ...responder, isBack: false } : responder;

/** A person has the conversation: replies that run have ended, and those that had not begun will not come. */
export const endReplies = (entries: readonly Entry[]): readonly Entry[] =>
  entries
    .filter((entry) => entry.kind !== 'reply' || entry.status !== 'streaming' || entry.content !== '')
    .map((entry) => (entry.kind === 'reply' && entry.status === 'streaming' ? { ...entry, status: 'handedOver', stage: null } : entry));

const parseRole = (text: string | null | undefined): AuthorRole => (text === 'customer' || text === 'staff' ? text : 'participant');
