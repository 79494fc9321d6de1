import { ApiError } from '../connection/gatewayApi';

/**
 * Why a sign-in with a provider did not work.
 * - `unreachable`: the provider did not answer.
 * - `denied`: the user, or the provider for them, said no.
 * - `state`: the answer belongs to no sign-in that was started in this tab.
 * - `refused`: the provider answered with an error.
 * - `untrusted`: what the provider sent does not hold up.
 * - `insecure`: the browser has no cryptography on this address.
 * - `unknownUser`: the gateway does not accept the provider's token.
 */
export type SignInErrorCode = 'unreachable' | 'denied' | 'state' | 'refused' | 'untrusted' | 'insecure' | 'unknownUser';

export class SignInError extends Error {
  readonly code: SignInErrorCode;

  constructor(code: SignInErrorCode, cause?: unknown) {
    super(`The sign-in failed: ${code}.`, { cause });
    this.code = code;
  }
}

/** One sentence or two for the sign-in page: what happened, and what to do. */
export function describeSignInError(error: unknown, provider: string): string {
  if (error instanceof ApiError) return 'The service cannot be reached. Wait a moment, then sign in again.';
  switch (error instanceof SignInError ? error.code : 'untrusted') {
    case 'unreachable':
      return `${provider} cannot be reached. Check your connection, then try again.`;
    case 'denied':
      return `${provider} did not sign you in, because it was cancelled or not allowed. Try again and agree there, or use another account.`;
    case 'state':
      return 'That sign-in was started in another tab, or too long ago. Sign in again from here.';
    case 'refused':
      return `${provider} refused the sign-in. Try again; if it stays, tell whoever runs this service.`;
    case 'untrusted':
      return (
        `The answer of ${provider} could not be verified, so you were not signed in. ` +
        'Sign in again; if it stays, tell whoever runs this service.'
      );
    case 'insecure':
      return `Signing in with ${provider} needs a secure address. Open this page over HTTPS.`;
    case 'unknownUser':
      return (
        `${provider} knows you, but this service does not accept that account. ` +
        'Use another one, or ask whoever runs this service for access.'
      );
  }
}
