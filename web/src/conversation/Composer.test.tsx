import { act, cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatContext, useChatState } from '../chat/ChatContext';
import { ChatController } from '../chat/ChatController';
import type { ChatSocketHandlers } from '../connection/ChatSocket';
import { Composer } from './Composer';

/** A page of this browser: what it keeps outlives it. */
function openPage() {
  let handlers: ChatSocketHandlers | undefined;
  const emit = vi.fn(() => true);
  const chat = new ChatController({
    userId: 'u1',
    connect: (given) => {
      handlers = given;
      return { online: true, open: vi.fn(), close: vi.fn(), retry: vi.fn(), reauthenticate: vi.fn(), emit };
    },
    getSessions: () => Promise.resolve([]),
    getMessages: () => Promise.resolve({ messages: [], more: false }),
    storage: sessionStorage,
    lastingStorage: localStorage,
    notify: vi.fn(),
    onUnauthorised: vi.fn(),
  });
  const sent = vi.fn(chat.send);
  function Selected() {
    const selected = useChatState((state) => state.selected);
    return (
      <Composer
        ref={null}
        sessionId={selected}
        running={false}
        ended={false}
        disabled={false}
        onSend={sent}
        onStop={vi.fn()}
        onNew={vi.fn()}
      />
    );
  }
  const { unmount } = render(
    <ChatContext value={chat}>
      <Selected />
    </ChatContext>,
  );
  return { chat, sent, unmount, onEvent: (event: Parameters<ChatSocketHandlers['onEvent']>[0]) => handlers?.onEvent(event) };
}

const input = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

describe('Composer', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(cleanup);

  it('keeps what was not sent, one for each conversation, and over a reload', async () => {
    const first = openPage();
    act(() => first.chat.select('s1'));
    await userEvent.type(input(), 'about the lamp');
    act(() => first.chat.select(null));
    expect(input().value).toBe('');
    await userEvent.type(input(), 'something else');
    first.unmount();

    const second = openPage();
    expect(input().value).toBe('something else');
    act(() => second.chat.select('s1'));
    expect(input().value).toBe('about the lamp');
    act(() => second.chat.select('s2'));
    expect(input().value).toBe('');
  });

  it('is empty once the message is sent, here and after a reload, and what comes next stays with its conversation', async () => {
    const { onEvent, unmount } = openPage();
    await userEvent.type(input(), 'Hello{Enter}');
    expect(input().value).toBe('');
    await userEvent.type(input(), 'and one more thing');
    act(() => onEvent({ type: 'session:created', sessionId: 's1', status: 'active', createdAt: 1 }));
    expect(input().value).toBe('and one more thing');
    unmount();
    openPage().chat.select('s1');
    expect(input().value).toBe('');
  });

  it('takes along what was begun when a suggestion starts the conversation', async () => {
    const { chat } = openPage();
    await userEvent.type(input(), 'by the way');
    act(() => chat.sendSuggestion('Where is my order?'));
    expect(input().value).toBe('by the way');
    act(() => chat.select(null));
    expect(input().value).toBe('');
  });

  it.each([
    ['while a composition runs', { key: 'Enter', isComposing: true }],
    ['with the key that ended one, as Safari tells it', { key: 'Enter', keyCode: 229 }],
    ['with Shift', { key: 'Enter', keyCode: 13, shiftKey: true }],
  ])('does not send %s', async (_, key) => {
    const { sent } = openPage();
    await userEvent.type(input(), 'にほん');
    fireEvent(input(), createEvent.keyDown(input(), key));
    expect(sent).not.toHaveBeenCalled();
    fireEvent.keyDown(input(), { key: 'Enter', keyCode: 13 });
    expect(sent).toHaveBeenCalledWith('にほん');
  });
});
