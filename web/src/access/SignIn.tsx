import { useEffect, useState } from 'react';
import { Brand } from '../ui/Brand';
import { Icon } from '../ui/Icon';
import { ThemeToggle } from '../ui/ThemeToggle';
import { avatarHue, initials } from '../ui/avatar';
import type { DemoUser } from '../wire/http';
import { getDemoUsers } from '../connection/gatewayApi';
import './sign-in.css';

type Load = { readonly status: 'loading' } | { readonly status: 'failed' } | { readonly status: 'ready'; readonly users: readonly DemoUser[] };

const roles: Readonly<Record<string, string>> = { customer: 'Customer', operator: 'Operator', administrator: 'Administrator' };

export function SignIn({ onChoose }: { readonly onChoose: (user: DemoUser) => Promise<void> }) {
  const [load, setLoad] = useState<Load>({ status: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const [choosing, setChoosing] = useState<string | null>(null);
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

  const choose = (user: DemoUser) => {
    setChoosing(user.id);
    setProblem(null);
    onChoose(user).catch(() => {
      setProblem(`${user.name} could not be signed in. Check that the gateway runs, then try again.`);
      setChoosing(null);
    });
  };

  return (
    <main className="sign-in">
      <div className="sign-in-theme">
        <ThemeToggle />
      </div>
      <section className="sign-in-card" aria-labelledby="sign-in-title">
        <Brand />
        <h1 id="sign-in-title">How can we help today?</h1>
        <p className="sign-in-lead">Choose who you are. These are demo customers with orders, payments and addresses of their own.</p>
        {load.status === 'loading' && (
          <ul className="sign-in-users" aria-busy="true" aria-label="Loading demo customers">
            {[0, 1, 2].map((row) => (
              <li key={row} className="sign-in-skeleton" />
            ))}
          </ul>
        )}
        {load.status === 'failed' && (
          <div className="sign-in-problem" role="alert">
            <p>The service cannot be reached. It may still be starting.</p>
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                setLoad({ status: 'loading' });
                setAttempt(attempt + 1);
              }}
            >
              <Icon name="retry" /> Try again
            </button>
          </div>
        )}
        {load.status === 'ready' && load.users.length === 0 && <p className="sign-in-problem">No demo users are set up on this platform.</p>}
        {load.status === 'ready' && (
          <ul className="sign-in-users">
            {load.users.map((user) => (
              <li key={user.id}>
                <button type="button" className="sign-in-user" disabled={choosing !== null} aria-busy={choosing === user.id} onClick={() => choose(user)}>
                  <span className="avatar" data-hue={avatarHue(user.id)} aria-hidden="true">
                    {initials(user.name)}
                  </span>
                  <span className="sign-in-name">
                    <strong>{user.name}</strong>
                    <span>{describe(user)}</span>
                  </span>
                  <Icon name={choosing === user.id ? 'spinner' : 'chevron'} />
                </button>
              </li>
            ))}
          </ul>
        )}
        {problem !== null && (
          <p className="sign-in-problem" role="alert">
            {problem}
          </p>
        )}
        <p className="sign-in-note">Remembered in this tab only.</p>
      </section>
    </main>
  );
}

function describe(user: DemoUser): string {
  const role = roles[user.role] ?? user.role;
  if (user.orders.length === 0) return role;
  return `${role} · ${user.orders.length === 1 ? '1 order' : `${user.orders.length} orders`}`;
}
