import { useCallback, useEffect, useRef } from 'react';
import { useChat, useChatState, useSelectedConversation } from '../chat/ChatContext';
import { isDraft } from '../chat/model';
import { runningReply } from '../chat/selectors';
import { Icon } from '../ui/Icon';
import type { Drawer } from '../ui/useDrawer';
import { Composer, type ComposerHandle } from './Composer';
import { ConversationHeader } from './ConversationHeader';
import { LinkBanner } from './LinkBanner';
import { MessageList } from './MessageList';
import { Welcome } from './Welcome';
import './conversation.css';

interface Properties {
  readonly drawer: Drawer;
  readonly user: { readonly id: string; readonly name: string };
  readonly orders: readonly string[];
}

export function ConversationView({ drawer, user, orders }: Properties) {
  const chat = useChat();
  const conversation = useSelectedConversation();
  const selected = useChatState((state) => state.selected);
  const sessions = useChatState((state) => state.sessions);
  const composer = useRef<ComposerHandle>(null);
  const running = conversation ? runningReply(conversation) : undefined;
  const sessionId = conversation?.sessionId ?? null;

  const cancel = useCallback(() => {
    if (sessionId !== null) chat.cancel(sessionId);
  }, [chat, sessionId]);

  useEffect(() => {
    if (running === undefined) return;
    const stop = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) cancel();
    };
    document.addEventListener('keydown', stop);
    return () => document.removeEventListener('keydown', stop);
  }, [running, cancel]);

  const stableId = selected === null || isDraft(selected) ? 'new' : selected;
  useEffect(() => {
    if (!matchMedia('(pointer: coarse)').matches) composer.current?.focus();
  }, [stableId]);

  const focusComposer = useCallback(() => composer.current?.focus(), []);
  const missing = selected !== null && conversation === undefined && (sessions === 'ready' || sessions === 'failed');

  return (
    <main className="conversation">
      <ConversationHeader drawer={drawer} conversation={conversation} />
      <LinkBanner />
      {missing ? (
        <div className="conversation-empty">
          <h2>This conversation is not here</h2>
          <p>It may belong to somebody else, or it was removed.</p>
          <button type="button" className="button" onClick={() => chat.select(null)}>
            <Icon name="plus" /> New conversation
          </button>
        </div>
      ) : conversation === undefined || (conversation.entries.length === 0 && conversation.history === 'ready') ? (
        <Welcome name={user.name} orders={orders} waiting={selected !== null && conversation === undefined} onAsk={(text) => chat.send(text)} />
      ) : (
        <MessageList conversation={conversation} onDone={focusComposer} />
      )}
      <Composer
        ref={composer}
        sessionId={sessionId}
        running={running !== undefined}
        ended={conversation?.ended ?? false}
        disabled={missing}
        onSend={chat.send}
        onStop={cancel}
        onNew={() => chat.select(null)}
      />
    </main>
  );
}
