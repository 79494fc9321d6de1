import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { AccessController } from './access/AccessController';
import { loadOidcProvider } from './access/loadOidcProvider';
import { browserLocation } from './access/signInCallback';
import { getClientConfig, getToken } from './connection/gatewayApi';
import { loadChatPage } from './loadChatPage';
import { applyStoredTheme } from './ui/theme';

applyStoredTheme();

const access = new AccessController({ storage: sessionStorage, location: browserLocation, getClientConfig, getToken, loadOidcProvider });
addEventListener('pageshow', (event) => {
  if (event.persisted) access.onPageRestored();
});
void access.start();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <App access={access} />
  </StrictMode>,
);

// Everybody goes on to the chat: it is fetched while they sign in. If that fails, the page says so once it is needed.
loadChatPage().catch(() => undefined);
