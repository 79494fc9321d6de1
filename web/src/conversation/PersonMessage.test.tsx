import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Author, Responder } from '../chat/model';
import { sentUserEntry } from '../chat/reduceConversation';
import { PersonMessage } from './PersonMessage';
import { ResponderBanner } from './ResponderBanner';

const show = (author: Author) => render(<PersonMessage entry={sentUserEntry('m1', null, author, 'I am on it.', 1_000)} author={author} />);

afterEach(cleanup);

describe('PersonMessage', () => {
  it('says who wrote it and in which role', () => {
    show({ id: 's', name: 'Sam Lee', role: 'staff' });
    const message = screen.getByRole('article', { name: 'Message from Sam Lee, support' });
    expect(message.textContent).toContain('Support');
    expect(message.textContent).toContain('I am on it.');
  });

  it('does without a name', () => {
    show({ id: 'u2', name: null, role: 'participant' });
    expect(screen.getByRole('article', { name: 'Message from Somebody else, participant' })).toBeDefined();
  });
});

describe('ResponderBanner', () => {
  it.each<[Responder, string]>([
    [{ kind: 'assistant', isBack: false }, ''],
    [{ kind: 'assistant', isBack: true }, 'The assistant is back'],
    [{ kind: 'queue' }, 'Waiting for a person…'],
    [{ kind: 'person', name: 'Sam' }, 'Sam (support) has this conversation'],
    [{ kind: 'person', name: null }, 'A person (support) has this conversation'],
  ])('says of %o: %s', (responder, text) => {
    render(<ResponderBanner responder={responder} />);
    expect(screen.getByRole('status', { hidden: true }).textContent.trim()).toBe(text);
  });
});
