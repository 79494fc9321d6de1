import { describe, expect, it } from 'vitest';
import { titleFromMessage } from './selectors';

describe('titleFromMessage', () => {
  it('is the first line of the message', () => expect(titleFromMessage('  Where is\tmy order?\nPlease')).toBe('Where is my order?'));

  it('is cut at a word', () => {
    const title = titleFromMessage('I would like to know where the order is that I placed last week on Tuesday');
    expect(title).toBe('I would like to know where the order is that I placed last…');
  });

  it('is cut in the middle of a word that does not end', () => expect(titleFromMessage('x'.repeat(200))).toBe(`${'x'.repeat(60)}…`));
});
