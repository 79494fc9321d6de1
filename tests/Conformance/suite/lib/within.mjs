/** Milliseconds after which a test no longer waits for what should have come at once; a busy machine takes its time. */
export const PATIENCE = 10_000;

/** What the promise gives, or a failure that says what was waited for. */
export function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No ${what} within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Starts a watch; calling it gives the milliseconds since. */
export function watch() {
  const start = performance.now();
  return () => performance.now() - start;
}
