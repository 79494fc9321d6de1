import * as v from 'valibot';

const signedIn = v.object({
  token: v.string(),
  expiresAt: v.number(),
  user: v.object({ id: v.string(), name: v.string(), role: v.string() }),
  orders: v.array(v.string()),
});

/** Who is signed in; kept for this tab only. */
export type SignedIn = v.InferOutput<typeof signedIn>;

const key = 'switchboard.access';

export function readSignedIn(storage: Storage, now: number): SignedIn | null {
  try {
    const stored = v.safeParse(signedIn, JSON.parse(storage.getItem(key) ?? 'null'));
    return stored.success && stored.output.expiresAt > now ? stored.output : null;
  } catch {
    return null;
  }
}

export function writeSignedIn(storage: Storage, value: SignedIn | null): void {
  if (value === null) storage.removeItem(key);
  else storage.setItem(key, JSON.stringify(value));
}
