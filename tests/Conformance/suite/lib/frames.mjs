import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Inbox } from './inbox.mjs';
import { connection, head } from './raw-http.mjs';
import { PATIENCE, within } from './within.mjs';

export const CONTINUATION = 0;
export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

function lengthBytes(length) {
  if (length < 126) {
    return { short: length, extended: Buffer.alloc(0) };
  }
  const extended = Buffer.alloc(length < 65536 ? 2 : 8);
  if (length < 65536) {
    extended.writeUInt16BE(length);
  } else {
    extended.writeBigUInt64BE(BigInt(length));
  }
  return { short: length < 65536 ? 126 : 127, extended };
}

/** The bytes of a frame (RFC 6455, 5.2), right or wrong. */
export function frame(opcode, payload = '', { fin = true, rsv = 0, masked = true } = {}) {
  const data = Buffer.from(payload);
  const { short, extended } = lengthBytes(data.length);
  const start = Buffer.from([(fin ? 0x80 : 0) | (rsv << 4) | opcode, (masked ? 0x80 : 0) | short]);
  if (!masked) {
    return Buffer.concat([start, extended, data]);
  }
  const mask = randomBytes(4);
  return Buffer.concat([start, extended, mask, data.map((byte, i) => byte ^ mask[i % 4])]);
}

/** A close frame with a status code. */
export function closeFrame(code, reason = '') {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code);
  payload.write(reason, 2);
  return frame(CLOSE, payload);
}

/** The handshake's headers, with a fresh key. */
export const upgradeHeaders = (key = randomBytes(16).toString('base64')) => ({
  Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': key,
});

/** What the server must make of the key. */
export const acceptOf = (key) => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** A WebSocket of which a test writes every byte itself. */
export class FrameSocket {
  #inbox = new Inbox();
  #chunks = [];
  #received = 0;
  #needed = 2;

  constructor(socket, rest) {
    this.socket = socket;
    this.ended = new Promise((resolve) => socket.once('close', () => {
      this.#inbox.end('The TCP connection was ended');
      resolve();
    }));
    socket.on('data', (chunk) => this.#take(chunk));
    this.#take(rest);
  }

  /** Connects; `first` goes out in one write with the handshake. */
  static async dial(path = '/ws-echo', first = Buffer.alloc(0)) {
    const socket = await connection();
    socket.write(Buffer.concat([Buffer.from(head('GET', path, {}, upgradeHeaders())), first]));
    const { status, rest } = await readHead(socket);
    assert.equal(status, 101);
    return new FrameSocket(socket, rest);
  }

  send(...bytes) {
    this.socket.write(Buffer.concat(bytes));
  }

  /** Sends in pieces of some bytes each. */
  async chop(bytes, size) {
    for (let i = 0; i < bytes.length; i += size) {
      this.socket.write(bytes.subarray(i, i + size));
      await setImmediate();
    }
  }

  /** The next frame. */
  next() {
    return this.#inbox.next('frame');
  }

  /** The next message, its fragments joined. */
  async message() {
    const first = await this.next();
    const parts = [first.payload];
    for (let last = first; !last.fin; parts.push(last.payload)) {
      last = await this.next();
      assert.equal(last.opcode, CONTINUATION);
    }
    return { opcode: first.opcode, payload: Buffer.concat(parts) };
  }

  /** Fails unless the next message is that. */
  async expect(opcode, payload) {
    const message = await this.message();
    assert.equal(message.opcode, opcode);
    assert.ok(message.payload.equals(Buffer.from(payload)), `${message.payload.length} bytes: ${message.payload.subarray(0, 60)}`);
  }

  /** Fails unless the server closes with one of these codes, before it says anything else. */
  async expectClose(...codes) {
    const { opcode, payload } = await this.next();
    assert.equal(opcode, CLOSE);
    const code = payload.length === 0 ? undefined : payload.readUInt16BE();
    assert.ok(codes.includes(code), `${code} instead of ${codes}`);
    return payload.subarray(2).toString();
  }

  /** Fails unless the server ends the TCP connection and has sent nothing that was not read. */
  async expectEnd() {
    await within(PATIENCE, this.ended, 'end of the TCP connection');
    assert.equal(this.#inbox.unread, 0);
  }

  drop() {
    this.socket.destroy();
  }

  #take(chunk) {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.#received < this.#needed) {
      return;
    }
    let buffer = Buffer.concat(this.#chunks);
    let parsed = parseFrame(buffer);
    for (; parsed.payload; parsed = parseFrame(buffer)) {
      this.#inbox.put(parsed);
      buffer = buffer.subarray(parsed.size);
    }
    this.#chunks = [buffer];
    this.#received = buffer.length;
    this.#needed = parsed.size;
  }
}

/** Status, headers and what came behind them. */
export async function readHead(socket) {
  let received = Buffer.alloc(0);
  while (!received.includes('\r\n\r\n')) {
    received = Buffer.concat([received, await within(PATIENCE, new Promise((resolve, reject) => {
      socket.once('data', resolve);
      socket.once('close', () => reject(new Error(`The connection ended after: ${received}`)));
    }), 'answer to the handshake')]);
  }
  const end = received.indexOf('\r\n\r\n');
  const [line, ...lines] = received.subarray(0, end).toString('latin1').split('\r\n');
  return {
    status: Number(line.split(' ')[1]),
    headers: Object.fromEntries(lines.map((header) => [header.slice(0, header.indexOf(':')).toLowerCase(), header.slice(header.indexOf(':') + 1).trim()])),
    rest: received.subarray(end + 4),
  };
}

/** The frame that the buffer begins with; without a payload, `size` is how many bytes it takes to say more. */
function parseFrame(buffer) {
  if (buffer.length < 2) {
    return { size: 2 };
  }
  assert.equal(buffer[1] & 0x80, 0, 'a server masks nothing');
  assert.equal(buffer[0] & 0x70, 0, 'no extension was agreed on');
  const short = buffer[1] & 0x7f;
  const start = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
  if (buffer.length < start) {
    return { size: start };
  }
  const length = short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short;
  const size = start + length;
  return buffer.length < size ? { size } : { fin: (buffer[0] & 0x80) !== 0, opcode: buffer[0] & 0x0f, payload: buffer.subarray(start, size), size };
}
