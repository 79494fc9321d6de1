import react from '@vitejs/plugin-react';
import type { ProxyOptions } from 'vite';
import { defineConfig } from 'vitest/config';

// Aspire names the gateways through service discovery; GATEWAY_HTTP is the short form of the first.
const named = Object.entries(process.env).flatMap(([name, address]) => (address && /^services__gateway__http__\d+$/.test(name) ? [address] : []));
const first = named[0] ?? process.env['GATEWAY_HTTP'] ?? 'http://127.0.0.1:5080';
const port = Number(process.env['PORT'] ?? 5173);

// Every request goes to the next gateway: each serves every client.
let turn = 0;
const nextGateway = () => ({ target: named[turn++ % named.length] ?? first });
const takeTurns: NonNullable<ProxyOptions['configure']> = (proxy) => {
  const { web, ws } = proxy;
  Object.assign(proxy, {
    web: (...[request, response, options]: Parameters<typeof web>) => web.call(proxy, request, response, Object.assign({}, options, nextGateway())),
    ws: (...[request, socket, head]: Parameters<typeof ws>) => ws.call(proxy, request, socket, head, nextGateway()),
  });
};

const http: ProxyOptions = { target: first, changeOrigin: false, configure: takeTurns };
const socket: ProxyOptions = { ...http, ws: true };

export default defineConfig({
  plugins: [react()],
  server: {
    host: process.env['WEB_HOST'] ?? '127.0.0.1',
    port,
    strictPort: true,
    proxy: {
      '/socket.io': socket,
      '/ws': socket,
      '/auth': http,
      '/sessions': http,
      '/client-config': http,
      '/health': http,
    },
  },
  build: { target: 'es2022', sourcemap: true },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
