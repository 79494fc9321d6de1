import { describe, expect, it } from 'vitest';
import { suggestionsFor } from './suggestions';

const texts = (role: string, orders: readonly string[]) => suggestionsFor(role, orders).map(({ text }) => text);

describe('suggestionsFor', () => {
  it('asks about the orders that a customer has', () => {
    expect(texts('customer', ['#W1', '#W2']).slice(0, 2)).toEqual(['Where is my order #W1?', 'Where is my order #W2?']);
    expect(texts('customer', ['#W1']).slice(0, 2)).toEqual(['Where is my order #W1?', 'What is in my order #W1?']);
  });

  it('offers figures over all orders to staff only', () => {
    expect(texts('operator', [])).toContain('What is the revenue so far?');
    expect(texts('', [])).not.toContain('What is the revenue so far?');
  });
});
