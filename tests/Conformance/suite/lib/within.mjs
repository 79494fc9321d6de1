/** What the promise gives, or a failure that says what was waited for. */
export function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No ${what} within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Milliseconds until the promise is settled. */
export async function timed(promise) {
  const start = performance.now();
  await promise;
  return performance.now() - start;
}
