import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverClock } from '../clock/ServerClock';
import { TokenRenewal } from './TokenRenewal';

function setUp() {
  const renew = vi.fn(() => Promise.resolve());
  return { renew, renewal: new TokenRenewal({ renew, onRenewed: vi.fn(), onLost: vi.fn() }) };
}

describe('TokenRenewal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('goes by the server’s clock, also when that turns out to be another', async () => {
    const { renew, renewal } = setUp();
    serverClock.ask()(Date.now());
    renewal.schedule(serverClock.now() + 300_000);
    serverClock.ask()(Date.now() - 120_000);
    await vi.advanceTimersByTimeAsync(359_000);
    expect(renew).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(renew).toHaveBeenCalledOnce();
  });

  it('no longer listens to the clock once there is nothing to renew', async () => {
    const { renew, renewal } = setUp();
    renewal.schedule(serverClock.now() + 300_000);
    renewal.cancel();
    serverClock.ask()(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(renew).not.toHaveBeenCalled();
  });
});
