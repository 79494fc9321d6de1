import { lazy, Suspense, useState } from 'react';
import { SignIn } from './access/SignIn';
import { useAccess } from './access/useAccess';
import { loadChatPage } from './loadChatPage';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { PageFailure } from './ui/PageFailure';
import { PageLoading } from './ui/PageLoading';
import { ToastList } from './ui/ToastList';
import { Toasts } from './ui/toasts';

const ChatPage = lazy(() => loadChatPage().then((module) => ({ default: module.ChatPage })));

export function App() {
  const access = useAccess();
  const [toasts] = useState(() => new Toasts());
  return (
    <>
      <ErrorBoundary fallback={<PageFailure />}>
        {access.signedIn === null ? (
          <SignIn onChoose={access.signIn} />
        ) : (
          <Suspense fallback={<PageLoading label="Loading your conversations" />}>
            <ChatPage key={access.signedIn.user.id} access={access} signedIn={access.signedIn} toasts={toasts} />
          </Suspense>
        )}
      </ErrorBoundary>
      <ToastList toasts={toasts} />
    </>
  );
}
