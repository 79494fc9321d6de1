import { useEffect, useState } from 'react';
import { getDemoUsers } from '../connection/gatewayApi';
import { Icon } from '../ui/Icon';
import { avatarHue, initials } from '../ui/avatar';
import type { DemoUser } from '../wire/http';
import { LoadFailure } from './LoadFailure';

type Load =
  { readonly status: 'loading' } | { readonly status: 'failed' } | { readonly status: 'ready'; readonly users: readonly DemoUser[] };

const roles: Readonly<Record<string, string>> = { customer: 'Customer', operator: 'Operator', administrator: 'Administrator' };

export function DemoUserList({ onSignIn }: { readonly onSignIn: (user: DemoUser) => Promise<void> }) {
  const [load, setLoad] = useState<Load>({ status: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const [selected, setSelected] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let current = true;
    getDemoUsers().then(
      (users) => current && setLoad({ status: 'ready', users }),
      () => current && setLoad({ status: 'failed' }),
    );
    return () => {
      current = false;
    };
  }, [attempt]);

  const signIn = (user: DemoUser) => {
    setSelected(user.id);
    setProblem(null);
    onSignIn(user).catch(() => {
      setProblem(`${user.name} could not be signed in. Check that the gateway runs, then try again.`);
      setSelected(null);
    });
  };

  const retry = () => {
    setLoad({ status: 'loading' });
    setAttempt(attempt + 1);
  };

  switch (load.status) {
    case 'loading':
      return <DemoUserSkeleton />;
    case 'failed':
      return <LoadFailure onRetry={retry} />;
    case 'ready':
      if (load.users.length === 0) return <p className="sign-in-problem">No demo users are set up on this platform.</p>;
      return (
        <>
          <ul className="sign-in-users">
            {load.users.map((user) => (
              <li key={user.id}>
                <button
                  type="button"
                  className="sign-in-user"
                  disabled={selected !== null}
                  aria-busy={selected === user.id}
                  onClick={() => signIn(user)}
                >
                  <span className="avatar" data-hue={avatarHue(user.id)} aria-hidden="true">
                    {initials(user.name)}
                  </span>
                  <span className="sign-in-name">
                    <strong>{user.name}</strong>
                    <span>{describeUser(user)}</span>
                  </span>
                  <Icon name={selected === user.id ? 'spinner' : 'chevron'} />
                </button>
              </li>
            ))}
          </ul>
          {problem !== null && (
            <p className="sign-in-problem" role="alert">
              {problem}
            </p>
          )}
        </>
      );
  }
}

export function DemoUserSkeleton() {
  return (
    <ul className="sign-in-users" aria-busy="true" aria-label="Loading the ways to sign in">
      {[0, 1, 2].map((row) => (
        <li key={row} className="sign-in-skeleton" />
      ))}
    </ul>
  );
}

function describeUser(user: DemoUser): string {
  const role = roles[user.role] ?? user.role;
  if (user.orderCount == null) return role;
  return `${role} · ${user.orderCount === 1 ? '1 order' : `${user.orderCount} orders`}`;
}
