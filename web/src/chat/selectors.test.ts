import { describe, expect, it } from 'vitest';
import { topicOf } from './selectors';

describe('topicOf', () => {
  it('is the first line of the message', () => expect(topicOf('  Where is\tmy order?\nPlease')).toBe('Where is my order?'));

  it('is cut at a word', () => {
    const topic = topicOf('I would like to know where the order is that I placed last week on Tuesday');
    expect(topic).toBe('I would like to know where the order is that I placed last…');
  });

  it('is cut in the middle of a word that does not end', () => expect(topicOf('x'.repeat(200))).toBe(`${'x'.repeat(60)}…`));
});
