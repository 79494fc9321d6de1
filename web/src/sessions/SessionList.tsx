import { useEffect, useRef } from 'react';
import { useChat, useChatState } from '../chat/ChatContext';
import { serverClock } from '../clock/ServerClock';
import type { Conversation } from '../chat/model';
import { isStreaming, titleOf } from '../chat/selectors';
import { avatarHue, initials } from '../ui/avatar';
import { Brand } from '../ui/Brand';
import { Icon } from '../ui/Icon';
import { ThemeToggle } from '../ui/ThemeToggle';
import { relativeDay } from '../ui/time';
import type { Drawer } from '../ui/useDrawer';
import './sessions.css';

interface Props {
  readonly drawer: Drawer;
  readonly user: { readonly id: string; readonly name: string; readonly role: string };
  readonly onSignOut: () => void;
}

export function SessionList({ drawer, user, onSignOut }: Props) {
  const chat = useChat();
  const conversations = useChatState((state) => state.conversations);
  const selected = useChatState((state) => state.selected);
  const status = useChatState((state) => state.sessions);
  const panel = useRef<HTMLElement>(null);
  const isHidden = drawer.overlay && !drawer.open;

  useEffect(() => {
    if (drawer.overlay && drawer.open) panel.current?.querySelector<HTMLElement>('button')?.focus();
  }, [drawer.overlay, drawer.open]);

  const select = (sessionId: string | null) => {
    chat.select(sessionId);
    drawer.hide();
  };

  return (
    <>
      {drawer.overlay && drawer.open && (
        <button type="button" className="backdrop" aria-label="Close the list" tabIndex={-1} onClick={drawer.hide} />
      )}
      <aside ref={panel} className="sessions" aria-label="Conversations" inert={isHidden}>
        <div className="sessions-head">
          <Brand />
          {drawer.overlay && (
            <button type="button" className="button button-icon" aria-label="Close the list" onClick={drawer.hide}>
              <Icon name="close" />
            </button>
          )}
        </div>
        <button type="button" className="button button-wide" onClick={() => select(null)}>
          <Icon name="plus" /> New conversation
        </button>
        <nav className="sessions-scroll" aria-label="Your conversations">
          {status === 'failed' && (
            <p className="sessions-note">
              Your conversations could not be loaded.{' '}
              <button type="button" className="link" onClick={() => void chat.loadSessions()}>
                Try again
              </button>
            </p>
          )}
          {status === 'ready' && Object.keys(conversations).length === 0 && (
            <p className="sessions-note">Your conversations will be listed here.</p>
          )}
          {groupByDay(Object.values(conversations)).map(([label, group]) => (
            <section key={label}>
              <h2>{label}</h2>
              <ul>
                {group.map((conversation) => (
                  <li key={conversation.sessionId}>
                    <button
                      type="button"
                      className="session"
                      aria-current={conversation.sessionId === selected ? 'page' : undefined}
                      onClick={() => select(conversation.sessionId)}
                    >
                      <span className="session-topic">{titleOf(conversation) || 'New conversation'}</span>
                      <SessionMarker conversation={conversation} />
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <footer className="sessions-foot">
          <span className="avatar" data-hue={avatarHue(user.id)} aria-hidden="true">
            {initials(user.name)}
          </span>
          <span className="sessions-user">
            <strong>{user.name}</strong>
            <span>{user.role}</span>
          </span>
          <ThemeToggle />
          <button type="button" className="button button-icon" aria-label="Sign out" title="Sign out" onClick={onSignOut}>
            <Icon name="leave" />
          </button>
        </footer>
      </aside>
    </>
  );
}

function SessionMarker({ conversation }: { readonly conversation: Conversation }) {
  if (isStreaming(conversation)) return <span className="mark mark-busy" role="img" aria-label="Answering" />;
  if (conversation.unread) return <span className="mark mark-unread" role="img" aria-label="New answer" />;
  if (conversation.ended) return <span className="mark-ended">ended</span>;
  return null;
}

function groupByDay(conversations: readonly Conversation[]): readonly (readonly [string, readonly Conversation[]])[] {
  const now = serverClock.now();
  const sorted = [...conversations].sort((a, b) => b.lastActivityAt - a.lastActivityAt);
  const byDay = new Map<string, Conversation[]>();
  for (const conversation of sorted) {
    const label = relativeDay(conversation.lastActivityAt, now);
    byDay.set(label, [...(byDay.get(label) ?? []), conversation]);
  }
  return [...byDay];
}
