import { useState } from 'react';
import { ChatPage } from './ChatPage';
import { SignIn } from './access/SignIn';
import { useAccess } from './access/useAccess';
import { ToastList } from './ui/ToastList';
import { Toasts } from './ui/toasts';

export function App() {
  const access = useAccess();
  const [toasts] = useState(() => new Toasts());
  return (
    <>
      {access.signedIn === null ? (
        <SignIn onChoose={access.signIn} />
      ) : (
        <ChatPage key={access.signedIn.user.id} access={access} signedIn={access.signedIn} toasts={toasts} />
      )}
      <ToastList toasts={toasts} />
    </>
  );
}
