import type { OidcConfig } from '../wire/http';
import type { OidcProvider } from './OidcProvider';
import { SignInError } from './SignInError';

/** Fetched by those who sign in with a provider only. */
export async function loadOidcProvider(config: OidcConfig, redirectUri: string, storage: Storage): Promise<OidcProvider> {
  try {
    const module = await import('./OidcProvider');
    return new module.OidcProvider(config, redirectUri, storage);
  } catch (error) {
    throw new SignInError('unreachable', error);
  }
}
