import { useEffect, useState, useSyncExternalStore } from 'react';
import { serverClock } from '../clock/ServerClock';

const maximumDelay = 2 ** 31 - 1;

/** True once that time has come by the server's clock; renders again exactly then, and when the clock turns out to be another. */
export function useIsExpired(expiresAt: number): boolean {
  const offset = useSyncExternalStore(serverClock.subscribe, serverClock.offset);
  const [rounds, setRounds] = useState(0);
  useEffect(() => {
    const remaining = expiresAt - serverClock.now();
    if (remaining <= 0 || remaining > maximumDelay) return;
    const timer = setTimeout(() => setRounds((count) => count + 1), remaining);
    return () => clearTimeout(timer);
  }, [expiresAt, offset, rounds]);
  return serverClock.now() >= expiresAt;
}
