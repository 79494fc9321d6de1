import { useEffect, useState } from 'react';

const longestDelay = 2 ** 31 - 1;

/** True once the moment has come; wakes up exactly then. */
export function useHasPassed(moment: number): boolean {
  const [passed, setPassed] = useState(() => Date.now() >= moment);
  useEffect(() => {
    const left = moment - Date.now();
    if (left > longestDelay) return;
    const timer = setTimeout(() => setPassed(true), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [moment]);
  return passed;
}
