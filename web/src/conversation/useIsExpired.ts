import { useEffect, useState } from 'react';

const maximumDelay = 2 ** 31 - 1;

/** True once that time has come; renders again exactly then. */
export function useIsExpired(expiresAt: number): boolean {
  const [isExpired, setIsExpired] = useState(() => Date.now() >= expiresAt);
  useEffect(() => {
    const remaining = expiresAt - Date.now();
    if (remaining > maximumDelay) return;
    const timer = setTimeout(() => setIsExpired(true), Math.max(0, remaining));
    return () => clearTimeout(timer);
  }, [expiresAt]);
  return isExpired;
}
