import { lazy, Suspense, useState } from 'react';
import type { AccessController } from './access/AccessController';
import { SignIn } from './access/SignIn';
import { useAccessState } from './access/useAccessState';
import { loadChatPage } from './loadChatPage';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { PageFailure } from './ui/PageFailure';
import { PageLoading } from './ui/PageLoading';
import { ToastList } from './ui/ToastList';
import { Toasts } from './ui/toasts';

const ChatPage = lazy(() => loadChatPage().then((module) => ({ default: module.ChatPage })));

export function App({ access }: { readonly access: AccessController }) {
  const [toasts] = useState(() => new Toasts());
  return (
    <>
      <ErrorBoundary fallback={<PageFailure />}>
        <Page access={access} toasts={toasts} />
      </ErrorBoundary>
      <ToastList toasts={toasts} />
    </>
  );
}

function Page({ access, toasts }: { readonly access: AccessController; readonly toasts: Toasts }) {
  const state = useAccessState(access);
  switch (state.status) {
    case 'signedOut':
      return <SignIn access={access} problem={state.problem} />;
    case 'pending':
      return <PageLoading label={state.label} />;
    case 'signedIn':
      return (
        <Suspense fallback={<PageLoading label="Loading your conversations" />}>
          <ChatPage key={state.credentials.user.id} access={access} credentials={state.credentials} toasts={toasts} />
        </Suspense>
      );
  }
}
