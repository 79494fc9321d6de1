import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from './ServerClock';

const minute = 60_000;
const local = Date.parse('2026-05-04T12:00:00Z');

describe('ServerClock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: local }));
  afterEach(() => vi.useRealTimers());

  it('is the browser’s clock until the server has said its time', () => {
    const clock = new ServerClock();
    expect(clock.isKnown).toBe(false);
    expect(clock.now()).toBe(local);
  });

  it.each([-40 * minute, 9 * 60 * minute])('follows the server when the browser’s clock is off by %d ms', (offset) => {
    const clock = new ServerClock();
    const answer = clock.ask();
    vi.advanceTimersByTime(200);
    answer(local + 100 + offset);
    expect(clock.now()).toBe(local + 200 + offset);
    expect(clock.toLocal(local + 200 + offset)).toBe(local + 200);
    vi.advanceTimersByTime(minute);
    expect(clock.now()).toBe(local + 200 + offset + minute);
  });

  it('never claims to be further off than the round trip allows', () => {
    for (const [there, back] of [
      [0, 900],
      [900, 0],
      [400, 500],
    ] as const) {
      const clock = new ServerClock();
      clock.observe({ serverTime: local + there, resolution: 0, askedAt: local, answeredAt: local + there + back });
      expect(Math.abs(clock.offset())).toBeLessThanOrEqual(450);
    }
  });

  it('grows more exact with each answer, and never less by a slow one', () => {
    const clock = new ServerClock();
    clock.observe({ serverTime: local, resolution: 1_000, askedAt: local, answeredAt: local + 800 });
    clock.observe({ serverTime: local + 5_010, resolution: 0, askedAt: local + 5_000, answeredAt: local + 5_020 });
    expect(clock.offset()).toBe(0);
    clock.observe({ serverTime: local + 9_900, resolution: 0, askedAt: local + 9_000, answeredAt: local + 10_000 });
    expect(Math.abs(clock.offset())).toBeLessThanOrEqual(10);
  });

  it('believes the newest answer after a clock was set', () => {
    const clock = new ServerClock();
    const told = vi.fn();
    clock.subscribe(told);
    clock.observe({ serverTime: local, resolution: 0, askedAt: local, answeredAt: local + 10 });
    expect(told).not.toHaveBeenCalled();
    clock.observe({ serverTime: local + 40 * minute, resolution: 0, askedAt: local, answeredAt: local + 10 });
    expect(clock.offset()).toBe(40 * minute - 5);
    expect(told).toHaveBeenCalledOnce();
  });

  it('takes nothing from an answer during which the browser’s clock was set back', () => {
    const clock = new ServerClock();
    clock.observe({ serverTime: local, resolution: 0, askedAt: local, answeredAt: local - minute });
    expect(clock.isKnown).toBe(false);
  });
});
