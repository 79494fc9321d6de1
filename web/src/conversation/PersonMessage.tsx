import { memo } from 'react';
import type { Author, AuthorRole, UserEntry } from '../chat/model';
import { avatarHue, initials } from '../ui/avatar';
import { clockTime } from '../ui/time';
import './person-message.css';

const roles: Readonly<Record<AuthorRole, string>> = {
  customer: 'Customer',
  staff: 'Support',
  participant: 'Participant',
};

interface Props {
  readonly entry: UserEntry;
  readonly author: Author;
}

/** What somebody else wrote: on the other side than the reader's own, with who they are. */
export const PersonMessage = memo(function PersonMessage({ entry, author }: Props) {
  const name = author.name ?? 'Somebody else';
  const role = roles[author.role];
  return (
    <article className="person-message" data-role={author.role} aria-label={`Message from ${name}, ${role.toLowerCase()}`}>
      <header>
        <span className="avatar" data-hue={avatarHue(author.id)} aria-hidden="true">
          {initials(name)}
        </span>
        <strong>{name}</strong>
        <span className="badge">{role}</span>
      </header>
      <p className="person-text">{entry.content}</p>
      <footer>
        <time dateTime={new Date(entry.at).toISOString()}>{clockTime(entry.at)}</time>
      </footer>
    </article>
  );
});
