import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionCreation } from './SessionCreation';

function setUp() {
  const asked: string[] = [];
  const failed: string[] = [];
  const creation = new SessionCreation({
    request: (topic) => {
      asked.push(topic);
      return true;
    },
    onFailed: (draftId) => void failed.push(draftId),
  });
  return { asked, failed, creation };
}

describe('SessionCreation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('asks once for a draft, however often it is wanted', () => {
    const { asked, creation } = setUp();
    creation.ensure('d1', 'one');
    creation.ensure('d1', 'one');
    expect(asked).toEqual(['one']);
    expect(creation.created()).toBe('d1');
  });

  it('asks for one draft after the other', () => {
    const { asked, creation } = setUp();
    creation.ensure('d1', 'one');
    creation.ensure('d2', 'two');
    expect(asked).toEqual(['one']);
    expect(creation.created()).toBe('d1');
    expect(asked).toEqual(['one', 'two']);
    expect(creation.created()).toBe('d2');
  });

  it('does not claim a session that it did not ask for', () => {
    expect(setUp().creation.created()).toBeNull();
  });

  it('gives up after three repeats and goes on with the next', () => {
    const { asked, failed, creation } = setUp();
    creation.ensure('d1', 'one');
    creation.ensure('d2', 'two');
    vi.advanceTimersByTime(20_000);
    expect(failed).toEqual(['d1']);
    expect(asked).toEqual(['one', 'one', 'one', 'one', 'two']);
  });

  it('asks again on the next connection', () => {
    const { asked, creation } = setUp();
    creation.ensure('d1', 'one');
    creation.disconnected();
    vi.advanceTimersByTime(60_000);
    creation.connected();
    expect(asked).toEqual(['one', 'one']);
  });
});
