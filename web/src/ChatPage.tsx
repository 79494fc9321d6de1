import { useEffect, useState } from 'react';
import type { AccessController } from './access/AccessController';
import type { Credentials } from './access/credentials';
import { ChatContext } from './chat/ChatContext';
import { ChatController } from './chat/ChatController';
import { forgetUnsentTexts } from './chat/UnsentTexts';
import { ChatSocket } from './connection/ChatSocket';
import { getClientConfig, getMessages, getSessions } from './connection/gatewayApi';
import { ClientConfigContext } from './conversation/ClientConfigContext';
import { ConversationView } from './conversation/ConversationView';
import { loadMarkdown } from './conversation/loadMarkdown';
import { SessionList } from './sessions/SessionList';
import { useSelectionInUrl } from './sessions/useSelectionInUrl';
import type { Toasts } from './ui/toasts';
import { useDrawer } from './ui/useDrawer';
import type { ClientConfig } from './wire/http';
import './chat-page.css';

// The first answer may be on its way already. Without the renderer it is shown as plain text.
loadMarkdown().catch(() => undefined);

interface Props {
  readonly access: AccessController;
  readonly credentials: Credentials;
  readonly toasts: Toasts;
}

/** Everything behind the sign-in: one controller for as long as this user is signed in. */
export function ChatPage({ access, credentials: { user, orders }, toasts }: Props) {
  const [controller] = useState(
    () =>
      new ChatController({
        userId: user.id,
        connect: (handlers) => new ChatSocket(undefined, () => access.token, handlers),
        getSessions: () => getSessions(access.token),
        getMessages: (sessionId, before) => getMessages(access.token, sessionId, before),
        storage: sessionStorage,
        lastingStorage: localStorage,
        notify: toasts.notify,
        onUnauthorised: access.onTokenRefused,
      }),
  );
  const [config, setConfig] = useState<Partial<ClientConfig>>({});
  const drawer = useDrawer();
  const signOut = () => {
    forgetUnsentTexts(localStorage);
    void access.signOut();
  };

  useEffect(() => access.subscribeRenewed(controller.onTokenRenewed), [access, controller]);

  useEffect(() => {
    // Deferred, so that React's double mount in development opens one connection rather than two.
    const starting = setTimeout(() => controller.start());
    return () => {
      clearTimeout(starting);
      controller.stop();
    };
  }, [controller]);

  useEffect(() => {
    getClientConfig(access.token).then(setConfig, () => setConfig({}));
  }, [access]);

  useSelectionInUrl(controller);

  return (
    <ChatContext value={controller}>
      <ClientConfigContext value={config}>
        <div className="page" data-drawer={drawer.open ? 'open' : 'closed'}>
          <SessionList drawer={drawer} user={user} onSignOut={signOut} />
          <ConversationView drawer={drawer} user={user} orders={orders} />
        </div>
      </ClientConfigContext>
    </ChatContext>
  );
}
