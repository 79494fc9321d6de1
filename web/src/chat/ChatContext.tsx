import { createContext, use, useCallback, useSyncExternalStore } from 'react';
import type { ChatController } from './ChatController';
import type { ChatState, Conversation } from './model';

export const ChatContext = createContext<ChatController | null>(null);

export function useChat(): ChatController {
  const controller = use(ChatContext);
  if (controller === null) throw new Error('useChat needs a ChatContext around it.');
  return controller;
}

/** Part of the state; the selector must return the same value for the same state. */
export function useChatState<T>(select: (state: ChatState) => T): T {
  const { store } = useChat();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

export const useSelectedConversation = (): Conversation | undefined =>
  useChatState(({ selected, conversations }) => (selected === null ? undefined : conversations[selected]));

/** What is written and not sent in a conversation, or with null in the next new one. */
export function useUnsentText(sessionId: string | null): readonly [text: string, set: (text: string) => void] {
  const { unsentTexts } = useChat();
  const text = useSyncExternalStore(unsentTexts.subscribe, () => unsentTexts.get(sessionId));
  const set = useCallback((next: string) => unsentTexts.set(sessionId, next), [unsentTexts, sessionId]);
  return [text, set];
}
