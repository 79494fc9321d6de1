// @vitest-environment node
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createVite } from 'vite';
import { expect, it } from 'vitest';
import { gatewayProxy } from './gatewayProxy';

function startGateway(name: string): Promise<{ server: Server; address: string }> {
  const server = createServer((_, response) => response.end(name));
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
  });
}

it('sends requests to every gateway in turn', async () => {
  const gateways = await Promise.all(['first', 'second'].map(startGateway));
  const [first, second] = gateways;
  const proxy = gatewayProxy({ services__gateway__http__0: first?.address, services__gateway__http__1: second?.address });
  const vite = await createVite({
    configFile: false,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { host: '127.0.0.1', port: 0, ws: false, watch: null, proxy },
  });
  try {
    await vite.listen();
    const { port } = vite.httpServer?.address() as AddressInfo;
    const answers: string[] = [];
    for (let request = 0; request < 4; request++) answers.push(await (await fetch(`http://127.0.0.1:${port}/health`)).text());
    expect(answers).toEqual(['first', 'second', 'first', 'second']);
  } finally {
    await vite.close();
    for (const { server } of gateways) server.close();
  }
});
