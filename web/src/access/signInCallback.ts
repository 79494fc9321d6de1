/** What the controller needs of the browser's window; tests give their own. */
export interface PageLocation {
  readonly href: string;
  /** Leaves the page. */
  assign(url: string): void;
  /** Changes the address without loading anything. */
  replace(url: string): void;
}

export const browserLocation: PageLocation = {
  get href() {
    return location.href;
  },
  assign: (url) => location.assign(url),
  replace: (url) => history.replaceState(null, '', url),
};

/** Where a provider sends the browser back to: this page's own origin. */
export const redirectUri = (href: string): string => `${new URL(href).origin}/`;

/** True for the address that a provider sent the browser back to, with a code or with an error (RFC 6749, 4.1.2). */
export function isSignInCallback(href: string): boolean {
  const { searchParams } = new URL(href);
  return searchParams.has('state') && (searchParams.has('code') || searchParams.has('error'));
}
