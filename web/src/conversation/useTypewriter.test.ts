import { describe, expect, it } from 'vitest';
import { nextLength } from './useTypewriter';

describe('nextLength', () => {
  it('ends at the end of a word', () => {
    const text = 'Your order is on its way.';
    const steps: string[] = [];
    for (let shown = 0; shown < text.length;) {
      const next = nextLength(text, shown);
      steps.push(text.slice(shown, next));
      shown = next;
    }
    expect(steps.join('')).toBe(text);
    expect(steps).toEqual(['Your ', 'order ', 'is on ', 'its ', 'way.']);
  });

  it('takes larger steps when far behind, so that it catches up', () => {
    const text = 'word '.repeat(1_000);
    let frames = 0;
    for (let shown = 0; shown < text.length; shown = nextLength(text, shown)) frames++;
    expect(frames).toBeLessThan(150);
  });
});
