import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { bundleBudget } from './vite/bundleBudget.ts';
import { gatewayProxy } from './vite/gatewayProxy.ts';
import { precompress } from './vite/precompress.ts';

export default defineConfig({
  plugins: [react(), bundleBudget({ scriptBytes: 150_000, firstLoadFiles: 15, onDemand: ['OidcProvider'] }), precompress()],
  server: {
    host: process.env['WEB_HOST'] ?? '127.0.0.1',
    port: Number(process.env['PORT'] ?? 5173),
    strictPort: true,
    proxy: gatewayProxy(process.env),
  },
  build: {
    target: 'es2022',
    sourcemap: false,
    // All styles together are smaller than one more request is slow.
    cssCodeSplit: false,
    // Every file but index.html has its hash in its name, so that browsers may keep it for ever; nothing needs a data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The precompression takes its seconds.
      checks: { bundlerTimings: false },
      // React changes less often than the page: browsers keep it over a new version.
      output: { codeSplitting: { groups: [{ name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/ }] } },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['{src,vite}/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
