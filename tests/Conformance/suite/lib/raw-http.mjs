import net from 'node:net';
import { target } from './target.mjs';

/** A TCP connection on which a test writes what no HTTP client would. */
export async function connection() {
  const socket = net.connect({ host: target.host, port: target.port, noDelay: true });
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('error', () => {});
  return socket;
}

/** The head of a request. */
export const head = (method, path, query, headers = {}) => [
  `${method} ${path}?${new URLSearchParams(query)} HTTP/1.1`,
  `Host: ${target.host}:${target.port}`,
  ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  '', '',
].join('\r\n');

/** Everything the server says until it ends the connection. */
export async function readToEnd(socket) {
  const chunks = [];
  for await (const chunk of socket) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('latin1');
}
