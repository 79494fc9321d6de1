import { useEffect, useState } from 'react';
import { Brand } from '../ui/Brand';
import { Icon } from '../ui/Icon';
import { ThemeToggle } from '../ui/ThemeToggle';
import type { AuthConfig } from '../wire/http';
import { providerName, type AccessController } from './AccessController';
import { DemoUserList, DemoUserSkeleton } from './DemoUserList';
import { LoadFailure } from './LoadFailure';
import './sign-in.css';

type Load = { readonly status: 'loading' } | { readonly status: 'failed' } | { readonly status: 'ready'; readonly auth: AuthConfig };

/** The ways to sign in that the gateway offers: an OpenID Connect provider, demo users, or both. */
export function SignIn({ access, problem }: { readonly access: AccessController; readonly problem: string | null }) {
  const [load, setLoad] = useState<Load>({ status: 'loading' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let current = true;
    access.loadAuthConfig().then(
      (auth) => current && setLoad({ status: 'ready', auth }),
      () => current && setLoad({ status: 'failed' }),
    );
    return () => {
      current = false;
    };
  }, [access, attempt]);

  const retry = () => {
    setLoad({ status: 'loading' });
    setAttempt(attempt + 1);
  };

  return (
    <main className="sign-in">
      <div className="sign-in-theme">
        <ThemeToggle />
      </div>
      <section className="sign-in-card" aria-labelledby="sign-in-title">
        <Brand />
        <h1 id="sign-in-title">How can we help today?</h1>
        {problem !== null && (
          <p className="sign-in-problem" role="alert">
            {problem}
          </p>
        )}
        {load.status === 'loading' && <DemoUserSkeleton />}
        {load.status === 'failed' && <LoadFailure onRetry={retry} />}
        {load.status === 'ready' && <SignInOptions access={access} auth={load.auth} />}
        <p className="sign-in-note">Remembered in this tab only.</p>
      </section>
    </main>
  );
}

function SignInOptions({ access, auth: { demo, oidc } }: { readonly access: AccessController; readonly auth: AuthConfig }) {
  if (!demo && oidc == null)
    return <p className="sign-in-problem">No way to sign in is set up on this platform. Whoever runs it has to add one.</p>;
  return (
    <>
      {oidc != null && (
        <button
          type="button"
          className="button button-primary button-wide sign-in-provider"
          onClick={() => void access.signInWithProvider()}
        >
          Sign in with {providerName(oidc)} <Icon name="chevron" />
        </button>
      )}
      {demo && (
        <>
          <p className="sign-in-lead">
            {oidc == null ? 'Choose who you are.' : 'Or choose who you are.'} These are demo customers with orders, payments and addresses
            of their own.
          </p>
          <DemoUserList onSignIn={access.signInAsDemoUser} />
        </>
      )}
    </>
  );
}
