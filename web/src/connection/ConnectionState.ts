/** Where the socket stands. `offline` keeps trying in the background; the user can retry at once. */
export type ConnectionState =
  | { readonly status: 'connecting' }
  | { readonly status: 'online' }
  | { readonly status: 'reconnecting' }
  | { readonly status: 'offline'; readonly reason: string };
