import { describe, expect, it } from 'vitest';
import { topicFromMessage } from './selectors';

describe('topicFromMessage', () => {
  it('is the first line of the message', () => expect(topicFromMessage('  Where is\tmy order?\nPlease')).toBe('Where is my order?'));

  it('is cut at a word', () => {
    const topic = topicFromMessage('I would like to know where the order is that I placed last week on Tuesday');
    expect(topic).toBe('I would like to know where the order is that I placed last…');
  });

  it('is cut in the middle of a word that does not end', () => expect(topicFromMessage('x'.repeat(200))).toBe(`${'x'.repeat(60)}…`));
});
