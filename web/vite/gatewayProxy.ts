import type { ProxyOptions } from 'vite';

/** What the gateway answers rather than this server. */
const httpPaths = ['/auth', '/sessions', '/client-config', '/health'];
const socketPaths = ['/socket.io', '/ws'];

/** Aspire names the gateways through service discovery; GATEWAY_HTTP is the short form for one. */
function gatewayAddresses(env: NodeJS.ProcessEnv): readonly [string, ...string[]] {
  const discovered = Object.entries(env).flatMap(([name, address]) =>
    address && /^services__gateway__http__\d+$/.test(name) ? [address] : [],
  );
  const [first = env['GATEWAY_HTTP'] ?? 'http://127.0.0.1:5080', ...others] = discovered;
  return [first, ...others];
}

/** Sends each request to the next gateway in turn, since every gateway serves every client. */
function roundRobin(addresses: readonly [string, ...string[]]): NonNullable<ProxyOptions['configure']> {
  let next = 0;
  const target = () => ({ target: addresses[next++ % addresses.length] ?? addresses[0] });
  return (proxy) => {
    const { web, ws } = proxy;
    Object.assign(proxy, {
      web: (...[request, response, options]: Parameters<typeof web>) =>
        web.call(proxy, request, response, Object.assign({}, options, target())),
      ws: (...[request, socket, head]: Parameters<typeof ws>) => ws.call(proxy, request, socket, head, target()),
    });
  };
}

/** The development server's proxy: it stands where the gateway stands in production, at the page's own origin. */
export function gatewayProxy(env: NodeJS.ProcessEnv): Record<string, ProxyOptions> {
  const addresses = gatewayAddresses(env);
  const http: ProxyOptions = { target: addresses[0], changeOrigin: false, configure: roundRobin(addresses) };
  return Object.fromEntries<ProxyOptions>([
    ...httpPaths.map((path) => [path, http] as const),
    ...socketPaths.map((path) => [path, { ...http, ws: true }] as const),
  ]);
}
