import { useCallback, useState } from 'react';
import type { DemoUser } from '../wire/http';
import { getToken } from '../connection/gatewayApi';
import { readSignedIn, writeSignedIn, type SignedIn } from './session';

export interface Access {
  readonly signedIn: SignedIn | null;
  readonly signIn: (user: DemoUser) => Promise<void>;
  readonly signOut: () => void;
  /** Gets a new token for the same user; rejects when that is not possible. */
  readonly renew: () => Promise<void>;
}

export function useAccess(): Access {
  const [signedIn, setSignedIn] = useState(() => readSignedIn(sessionStorage, Date.now()));

  const keep = useCallback((value: SignedIn | null) => {
    writeSignedIn(sessionStorage, value);
    setSignedIn(value);
  }, []);

  const signIn = useCallback(
    async (demo: DemoUser) => {
      const { token, expiresAt, user } = await getToken(demo.id);
      keep({ token, expiresAt, user: { id: user.id, name: user.name, role: user.role }, orders: [...demo.orders] });
    },
    [keep],
  );

  const signOut = useCallback(() => keep(null), [keep]);

  const renew = useCallback(async () => {
    if (signedIn === null) return;
    const { token, expiresAt } = await getToken(signedIn.user.id);
    keep({ ...signedIn, token, expiresAt });
  }, [signedIn, keep]);

  return { signedIn, signIn, signOut, renew };
}
