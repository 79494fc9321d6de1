import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acknowledged, clients, connected } from '../suite/lib/clients.mjs';
import { limits } from '../suite/lib/target.mjs';
import { engine, using } from '../suite/lib/websocket.mjs';

const THRESHOLD = 1024;
const LONG = `4${'compressible '.repeat(2000)}`;
const SHORT = `4${'x'.repeat(THRESHOLD - 2)}`;

/** Bytes on the wire, out and in, of a message that is echoed. */
async function traffic(wire, message) {
  const { bytesWritten, bytesRead } = wire.socket._socket;
  wire.send(message);
  assert.deepEqual(await wire.next(), message);
  return { out: wire.socket._socket.bytesWritten - bytesWritten, in: wire.socket._socket.bytesRead - bytesRead };
}

/** A session whose client compresses messages from that size on. */
const dial = (threshold) => engine({ perMessageDeflate: { threshold } });

describe('permessage-deflate', () => {
  test('is agreed on with those who ask', () => using(dial(THRESHOLD), async (wire) => assert.equal(wire.socket.extensions, 'permessage-deflate')));

  test('is left off for those who do not ask', () => using(engine(), async (wire) => assert.equal(wire.socket.extensions, '')));

  test('makes a long message short, both ways', () => using(dial(THRESHOLD), async (wire) => {
    const bytes = await traffic(wire, LONG);

    assert.ok(bytes.out < 1000 && bytes.in < 1000, JSON.stringify(bytes));
  }));

  test('leaves a message below the threshold as it is, both ways', () => using(dial(THRESHOLD), async (wire) => {
    const bytes = await traffic(wire, SHORT);

    assert.ok(bytes.out >= SHORT.length && bytes.in >= SHORT.length, JSON.stringify(bytes));
  }));

  test('is read below the threshold, too', () => using(dial(0), async (wire) => {
    const bytes = await traffic(wire, SHORT);

    assert.ok(bytes.out < 100 && bytes.in >= SHORT.length, JSON.stringify(bytes));
  }));

  test('is read over several frames', () => using(dial(0), async (wire) => {
    wire.socket.send(LONG.slice(0, 5000), { fin: false });
    wire.socket.send(LONG.slice(5000, 5001), { fin: false });
    wire.socket.send(LONG.slice(5001), { fin: true });

    assert.equal(await wire.next(), LONG);
  }));

  test('carries bytes', () => using(dial(0), async (wire) => {
    await traffic(wire, Buffer.alloc(100_000, 'bytes'));
  }));

  test('carries many messages, one after the other', () => using(dial(0), async (wire) => {
    const messages = Array.from({ length: 50 }, (_, i) => `4${i} `.repeat(500 * (i % 3) + 1));

    wire.send(...messages);

    assert.deepEqual(await wire.take(messages.length), messages);
  }));

  test('lets a message of maxPayload through', () => using(dial(THRESHOLD), async (wire) => {
    await traffic(wire, `4${'a'.repeat(limits.maxPayload - 1)}`);
  }));

  for (const [name, size] of [['a byte', 1], ['a hundred times', 99 * limits.maxPayload]]) {
    test(`ends with 1009 what inflates to ${name} more than maxPayload`, () => using(dial(THRESHOLD), async (wire) => {
      wire.send(`4${'a'.repeat(limits.maxPayload - 1 + size)}`);

      assert.equal((await wire.end()).code, 1009);
    }));
  }

  test('ends what is not compressed as it says', () => using(dial(THRESHOLD), async (wire) => {
    wire.socket._socket.write(Buffer.from([0xc1, 0x84, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]));

    assert.ok([1002, 1007, 1009].includes((await wire.end()).code));
  }));

  test('serves the official client', async (context) => {
    const socket = await connected(clients(context).socket('/', { transports: ['websocket'], perMessageDeflate: { threshold: THRESHOLD } }));

    assert.equal(socket.io.engine.transport.ws.extensions.includes('permessage-deflate'), true);
    assert.deepEqual(await acknowledged(socket, 'message-with-ack', LONG, SHORT, Buffer.from(LONG)), [LONG, SHORT, Buffer.from(LONG)]);
  });
});
