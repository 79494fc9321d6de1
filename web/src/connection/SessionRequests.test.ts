import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionRequests } from './SessionRequests';

function setUp() {
  let requested = 0;
  const failed: string[] = [];
  const requests = new SessionRequests({
    request: () => {
      requested++;
      return true;
    },
    onFailed: (draftId) => void failed.push(draftId),
  });
  return { requested: () => requested, failed, requests };
}

describe('SessionRequests', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('asks once for a draft, however often it is wanted', () => {
    const { requested, requests } = setUp();
    requests.enqueue('d1');
    requests.enqueue('d1');
    expect(requested()).toBe(1);
    expect(requests.created()).toBe('d1');
  });

  it('asks for one draft after the other', () => {
    const { requested, requests } = setUp();
    requests.enqueue('d1');
    requests.enqueue('d2');
    expect(requested()).toBe(1);
    expect(requests.created()).toBe('d1');
    expect(requested()).toBe(2);
    expect(requests.created()).toBe('d2');
  });

  it('does not claim a session that it did not ask for', () => {
    expect(setUp().requests.created()).toBeNull();
  });

  it('gives up after three repeats and goes on with the next', () => {
    const { requested, failed, requests } = setUp();
    requests.enqueue('d1');
    requests.enqueue('d2');
    vi.advanceTimersByTime(20_000);
    expect(failed).toEqual(['d1']);
    expect(requested()).toBe(5);
  });

  it('asks again on the next connection', () => {
    const { requested, requests } = setUp();
    requests.enqueue('d1');
    requests.disconnected();
    vi.advanceTimersByTime(60_000);
    requests.connected();
    expect(requested()).toBe(2);
  });
});
