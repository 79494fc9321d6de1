import { useEffect, useState } from 'react';
import { getClientConfig, getMessages, getSessions } from './connection/gatewayApi';
import type { SignedIn } from './access/session';
import type { Access } from './access/useAccess';
import { ChatContext } from './chat/ChatContext';
import { ChatController } from './chat/ChatController';
import { ChatSocket } from './connection/ChatSocket';
import { ClientConfigContext } from './conversation/ClientConfigContext';
import { ConversationView } from './conversation/ConversationView';
import { loadMarkdown } from './conversation/loadMarkdown';
import { SessionList } from './sessions/SessionList';
import { useDrawer } from './ui/useDrawer';
import { useSelectionInUrl } from './sessions/useSelectionInUrl';
import type { Toasts } from './ui/toasts';
import { Credentials } from './access/Credentials';
import type { ClientConfig } from './wire/http';
import './chat-page.css';

// The first answer may be on its way already. Without the renderer it is shown as plain text.
loadMarkdown().catch(() => undefined);

interface Props {
  readonly access: Access;
  readonly signedIn: SignedIn;
  readonly toasts: Toasts;
}

/** Everything behind the sign-in: one controller for as long as this user is signed in. */
export function ChatPage({ access, signedIn, toasts }: Props) {
  const [credentials] = useState(() => new Credentials(signedIn.token));
  const [controller] = useState(
    () =>
      new ChatController({
        userId: signedIn.user.id,
        connect: (handlers) => new ChatSocket(undefined, () => credentials.token, handlers),
        getSessions: () => getSessions(credentials.token),
        getMessages: (sessionId, before) => getMessages(credentials.token, sessionId, before),
        storage: sessionStorage,
        notify: toasts.notify,
        onUnauthorised: () => credentials.refused(),
      }),
  );
  const [config, setConfig] = useState<ClientConfig>({});
  const drawer = useDrawer();

  useEffect(() => {
    credentials.attach(signedIn.token, {
      renew: access.renew,
      onRenewed: controller.retryConnection,
      onLost: () => {
        toasts.notify({ title: 'You are no longer signed in', advice: 'Sign in again to go on.' });
        access.signOut();
      },
    });
  }, [access, credentials, controller, signedIn.token, toasts]);

  useEffect(() => {
    // Deferred, so that React's double mount in development opens one connection rather than two.
    const starting = setTimeout(() => controller.start());
    return () => {
      clearTimeout(starting);
      controller.stop();
    };
  }, [controller]);

  useEffect(() => {
    getClientConfig(credentials.token).then(setConfig, () => setConfig({}));
  }, [credentials]);

  useSelectionInUrl(controller);

  return (
    <ChatContext value={controller}>
      <ClientConfigContext value={config}>
        <div className="page" data-drawer={drawer.open ? 'open' : 'closed'}>
          <SessionList drawer={drawer} user={signedIn.user} onSignOut={access.signOut} />
          <ConversationView drawer={drawer} user={signedIn.user} orders={signedIn.orders} />
        </div>
      </ClientConfigContext>
    </ChatContext>
  );
}
