import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { Inbox } from './inbox.mjs';
import { target } from './target.mjs';
import { PATIENCE, within } from './within.mjs';

/** A WebSocket whose messages are read one by one; binary ones are Buffers. Engine.IO's pings are answered and left out unless it is told not to. */
export class Wire {
  #inbox = new Inbox();

  constructor(socket, pongs) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', (code, reason) => {
      this.#inbox.end(`The connection was closed: ${code} ${reason}`);
      resolve({ code, reason: reason.toString() });
    }));
    socket.on('error', () => {});
    socket.on('message', (data, binary) => {
      const message = binary ? data : data.toString();
      if (pongs && message === '2') {
        socket.send('3');
      } else {
        this.#inbox.put(message);
      }
    });
  }

  static async dial(path, { query = {}, pongs = true, ...options } = {}) {
    const socket = new WebSocket(`${target.ws}${path}?${new URLSearchParams(query)}`, { perMessageDeflate: false, ...options });
    const wire = new Wire(socket, pongs);
    await within(PATIENCE, new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject)), 'WebSocket');
    return wire;
  }

  send(...messages) {
    messages.forEach((message) => this.socket.send(message));
  }

  next(what, patience) {
    return this.#inbox.next(what, patience);
  }

  take(count) {
    return this.#inbox.take(count);
  }

  /** Waits for the server to end the connection. */
  end(patience = PATIENCE) {
    return within(patience, this.closed, 'end of the connection');
  }

  /** Fails unless the server ends the connection and has said nothing that was not read. */
  async endSilently() {
    await this.end();
    assert.equal(this.#inbox.unread, 0);
  }

  drop() {
    this.socket.terminate();
  }
}

/** An Engine.IO session over WebSocket, its open packet read. */
export async function engine({ path = '/engine.io/', ...options } = {}) {
  const wire = await Wire.dial(path, { query: { EIO: '4', transport: 'websocket' }, ...options });
  const open = await wire.next('open packet');
  assert.equal(open[0], '0');
  return Object.assign(wire, { open: JSON.parse(open.slice(1)) });
}

/** Runs with a wire and drops it afterwards, however it ends. */
export async function using(wire, use) {
  const opened = await wire;
  try {
    await use(opened);
  } finally {
    opened.drop();
  }
}

/** The answer to a WebSocket handshake that is refused. */
export function refused(path, { query = {}, ...options } = {}) {
  const socket = new WebSocket(`${target.ws}${path}?${new URLSearchParams(query)}`, options);
  return within(PATIENCE, new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.once('open', () => reject(new Error('The handshake was accepted')));
    socket.once('unexpected-response', (_, response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
  }), 'refusal').finally(() => socket.terminate());
}
