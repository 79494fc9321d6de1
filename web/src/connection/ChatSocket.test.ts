// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { serverClock } from '../clock/ServerClock';
import { ChatSocket } from './ChatSocket';

const http = createServer();
const server = new Server(http);
const validTokens = new Set<string>();
const handshakes: string[] = [];

server.use((socket, next) => {
  const token = String(socket.handshake.auth['token']);
  handshakes.push(token);
  if (validTokens.has(token)) next();
  else next(new Error('AUTH_FAILED'));
});

function connect() {
  let token = 'token-1';
  const states: string[] = [];
  const events: string[] = [];
  const onUnauthorised = vi.fn();
  const socket = new ChatSocket(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, () => token, {
    onEvent: (event) => void events.push(event.type === 'error' ? event.code : event.type),
    onStateChange: ({ status }) => void states.push(status),
    onUnauthorised,
  });
  socket.open();
  return { socket, states, events, onUnauthorised, setToken: (value: string) => (token = value) };
}

describe('ChatSocket', () => {
  beforeEach(async () => {
    handshakes.length = 0;
    validTokens.clear();
    validTokens.add('token-1');
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => server.close());

  it('goes on with a new token when the one in use has expired, without a word of being offline', async () => {
    const { socket, states, events, setToken } = connect();
    await vi.waitFor(() => expect(states).toEqual(['connecting', 'online']));
    validTokens.add('token-2');
    setToken('token-2');
    server.emit('error', { code: 'AUTH_EXPIRED', message: 'The token has expired.' });
    await vi.waitFor(() => expect(events).toEqual(['AUTH_EXPIRED']));
    socket.reauthenticate();
    await vi.waitFor(() => expect(states).toEqual(['connecting', 'online', 'online']));
    expect(handshakes).toEqual(['token-1', 'token-2']);
    socket.close();
  });

  it('connects by polling where WebSockets are refused', async () => {
    server.engine.opts.transports = ['polling'];
    const { socket, states } = connect();
    await vi.waitFor(() => expect(states).toEqual(['connecting', 'online']));
    expect([...server.sockets.sockets.values()].map(({ conn }) => conn.transport.name)).toEqual(['polling']);
    socket.close();
    server.engine.opts.transports = ['polling', 'websocket'];
  });

  it('learns the server’s time from its greeting', async () => {
    server.on('connection', (one) => one.emit('connected', { socketId: one.id, serverTime: Date.now() - 9 * 3_600_000, recovered: false }));
    const { socket, events } = connect();
    await vi.waitFor(() => expect(events).toEqual(['connected']));
    expect(Math.abs(serverClock.now() - (Date.now() - 9 * 3_600_000))).toBeLessThan(1_000);
    server.removeAllListeners('connection');
    socket.close();
  });

  it('asks for a new token when the gateway refuses the one it has', async () => {
    const { socket, states, onUnauthorised, setToken } = connect();
    validTokens.clear();
    await vi.waitFor(() => expect(onUnauthorised).toHaveBeenCalledOnce());
    validTokens.add('token-2');
    setToken('token-2');
    socket.reauthenticate();
    await vi.waitFor(() => expect(states).toEqual(['connecting', 'online']));
    socket.close();
  });
});
