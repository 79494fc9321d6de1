import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Aspire names the gateway through service discovery; GATEWAY_HTTP is its short form.
const gateway = process.env['services__gateway__http__0'] ?? process.env['GATEWAY_HTTP'] ?? 'http://127.0.0.1:5080';
const port = Number(process.env['PORT'] ?? 5173);

const http = { target: gateway, changeOrigin: false };
const socket = { ...http, ws: true };

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
