import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetUnsentTexts, UnsentTexts } from './UnsentTexts';

const open = (userId = 'u1') => new UnsentTexts(localStorage, userId);

describe('UnsentTexts', () => {
  beforeEach(() => localStorage.clear());

  it('keeps one for each conversation and one for the next, over a reload', () => {
    const texts = open();
    texts.set('s1', 'about the first');
    texts.set(null, 'something new');
    const reloaded = open();
    expect(reloaded.get('s1')).toBe('about the first');
    expect(reloaded.get('s2')).toBe('');
    expect(reloaded.get(null)).toBe('something new');
  });

  it('leaves nothing behind of what was sent', () => {
    const texts = open();
    texts.set('s1', 'Hello');
    texts.set('s1', '');
    expect(localStorage).toHaveLength(0);
  });

  it('shows nobody what another user wrote', () => {
    open('u1').set('s1', 'mine');
    expect(open('u2').get('s1')).toBe('');
    expect(open('u1.s1').get(null)).toBe('');
  });

  it('goes with its conversation when that gets its id', () => {
    const texts = open();
    texts.set('draft:1', 'and another thing');
    texts.move('draft:1', 's1');
    expect(texts.get('s1')).toBe('and another thing');
    expect(open().get('draft:1')).toBe('');
  });

  it('keeps the twenty that were changed last', () => {
    vi.useFakeTimers();
    const texts = open();
    for (let index = 0; index < 25; index++) {
      texts.set(`s${index}`, 'x');
      vi.advanceTimersByTime(1_000);
    }
    vi.useRealTimers();
    expect(localStorage).toHaveLength(20);
    expect(open().get('s4')).toBe('');
    expect(open().get('s5')).toBe('x');
  });

  it('forgets all of them at a sign-out, and nothing else', () => {
    localStorage.setItem('switchboard.theme', 'dark');
    open('u1').set('s1', 'mine');
    open('u2').set(null, 'theirs');
    forgetUnsentTexts(localStorage);
    expect(Object.keys(localStorage)).toEqual(['switchboard.theme']);
  });

  it('works for the page where the browser keeps nothing', () => {
    const refuse = () => {
      throw new DOMException('Nothing is kept here.', 'SecurityError');
    };
    const full: Storage = { length: 0, setItem: refuse, getItem: refuse, key: refuse, removeItem: refuse, clear: refuse };
    const texts = new UnsentTexts(full, 'u1');
    texts.set('s1', 'still here');
    expect(texts.get('s1')).toBe('still here');
  });
});
