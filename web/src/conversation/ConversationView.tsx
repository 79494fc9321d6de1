import { useCallback, useEffect, useRef } from 'react';
import { useChat, useChatState, useSelectedConversation } from '../chat/ChatContext';
import { isDraft } from '../chat/model';
import { streamingReply } from '../chat/selectors';
import { Icon } from '../ui/Icon';
import type { Drawer } from '../ui/useDrawer';
import { Composer, type ComposerHandle } from './Composer';
import { ConversationHeader } from './ConversationHeader';
import { ConnectionBanner } from './ConnectionBanner';
import { MessageList } from './MessageList';
import { ResponderBanner } from './ResponderBanner';
import { Welcome } from './Welcome';
import './conversation.css';

interface Props {
  readonly drawer: Drawer;
  readonly user: { readonly name: string; readonly role: string };
  readonly orders: readonly string[];
}

export function ConversationView({ drawer, user, orders }: Props) {
  const chat = useChat();
  const conversation = useSelectedConversation();
  const selected = useChatState((state) => state.selected);
  const sessions = useChatState((state) => state.sessions);
  const composer = useRef<ComposerHandle>(null);
  const activeReply = conversation ? streamingReply(conversation) : undefined;
  const sessionId = conversation?.sessionId ?? null;

  const cancel = useCallback(() => {
    if (sessionId !== null) chat.cancel(sessionId);
  }, [chat, sessionId]);

  useEffect(() => {
    if (activeReply === undefined) return;
    const cancelOnEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) cancel();
    };
    document.addEventListener('keydown', cancelOnEscape);
    return () => document.removeEventListener('keydown', cancelOnEscape);
  }, [activeReply, cancel]);

  const focusKey = selected === null || isDraft(selected) ? 'new' : selected;
  useEffect(() => {
    if (!matchMedia('(pointer: coarse)').matches) composer.current?.focus();
  }, [focusKey]);

  const focusComposer = useCallback(() => composer.current?.focus(), []);
  const isMissing = selected !== null && conversation === undefined && (sessions === 'ready' || sessions === 'failed');

  return (
    <main className="conversation">
      <ConversationHeader drawer={drawer} conversation={conversation} />
      <ConnectionBanner />
      <ResponderBanner responder={conversation?.responder} />
      {isMissing ? (
        <div className="conversation-empty">
          <h2>This conversation is not here</h2>
          <p>It may belong to somebody else, or it was removed.</p>
          <button type="button" className="button" onClick={() => chat.select(null)}>
            <Icon name="plus" /> New conversation
          </button>
        </div>
      ) : conversation === undefined || (conversation.entries.length === 0 && conversation.history === 'ready') ? (
        <Welcome
          user={user}
          orders={orders}
          loading={selected !== null && conversation === undefined}
          onSuggestion={chat.sendSuggestion}
        />
      ) : (
        <MessageList conversation={conversation} onFocusComposer={focusComposer} />
      )}
      <Composer
        ref={composer}
        sessionId={selected}
        running={activeReply !== undefined}
        ended={conversation?.ended ?? false}
        disabled={isMissing}
        onSend={chat.send}
        onStop={cancel}
        onNew={() => chat.select(null)}
      />
    </main>
  );
}
