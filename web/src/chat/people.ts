import type * as wire from '../wire/events';
import type { Author, AuthorRole, Owner } from './model';

/** Who wrote a message, as this user sees it: null for their own. Where the platform says the id only, it is a participant without a name. */
export function readAuthor(author: wire.Author | null | undefined, writerId: string | null | undefined, userId: string): Author | null {
  const id = author?.id ?? writerId;
  if (id == null || id === userId) return null;
  return { id, name: author?.name ?? null, role: parseRole(author?.role) };
}

/** Who has the conversation now; what the page does not know leaves it as it was. */
export function readOwner(before: Owner, owner: wire.Owner): Owner {
  switch (owner.kind) {
    case 'assistant':
      return before.kind === 'assistant' ? before : { kind: 'assistant', isBack: true };
    case 'person':
      return { kind: 'person', name: owner.name ?? null };
    case 'queued':
    case 'closed':
      return { kind: owner.kind };
    default:
      return before;
  }
}

/** Once somebody writes, it needs no word any more that the assistant is back. */
export const afterMessage = (owner: Owner): Owner => (owner.kind === 'assistant' && owner.isBack ? { ...owner, isBack: false } : owner);

const parseRole = (text: string | undefined): AuthorRole =>
  text === 'customer' || text === 'staff' || text === 'assistant' ? text : 'participant';
