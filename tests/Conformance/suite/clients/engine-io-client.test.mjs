import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clients, event, events } from '../lib/clients.mjs';
import { limits } from '../lib/target.mjs';

const opened = async (context, options) => {
  const socket = clients(context).engine(options);
  await event(socket, 'open');
  return socket;
};

/** The next messages. */
const messages = async (socket, count) => (await events(socket, 'message', count)).flat();

for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
  describe(`engine.io-client over ${transports.join(', then ')}`, () => {
    test('gets texts and bytes back in their order', async (context) => {
      const socket = await opened(context, { transports });
      const received = messages(socket, 4);

      ['one', Buffer.from([2, 2]), 'drei ü 🚀', Buffer.from([4])].forEach((data) => socket.send(data));

      const [one, two, three, four] = await received;
      assert.deepEqual([one, Buffer.from(two), three, Buffer.from(four)], ['one', Buffer.from([2, 2]), 'drei ü 🚀', Buffer.from([4])]);
    });

    test('gets bytes as an ArrayBuffer', async (context) => {
      const socket = await opened(context, { transports });
      socket.binaryType = 'arraybuffer';
      const received = messages(socket, 1);

      socket.send(new Uint8Array([1, 2, 3]).buffer);

      const [data] = await received;
      assert.ok(data instanceof ArrayBuffer);
      assert.deepEqual([...new Uint8Array(data)], [1, 2, 3]);
    });

    test('sends more than maxPayload in several messages', async (context) => {
      const socket = await opened(context, { transports });
      const sent = Array.from({ length: 30 }, (_, i) => `${i} ${'x'.repeat(100_000)}`);
      const received = messages(socket, sent.length);

      sent.forEach((data) => socket.send(data));

      assert.deepEqual(await received, sent);
    });

    test('is closed when one message is longer than maxPayload', async (context) => {
      const socket = await opened(context, { transports, upgrade: false });
      const closed = event(socket, 'close');

      socket.send('x'.repeat(limits.maxPayload + 1));

      await closed;
    });

    test('closes and is forgotten', async (context) => {
      const socket = await opened(context, { transports });
      const closed = event(socket, 'close');

      socket.close();

      assert.equal((await closed)[0], 'forced close');
    });
  });
}

describe('engine.io-client that upgrades', () => {
  test('reaches WebSocket and says so', async (context) => {
    const socket = await opened(context, { transports: ['polling', 'websocket'] });

    const [transport] = await event(socket, 'upgrade');

    assert.equal(transport.name, 'websocket');
  });

  test('upgrades before the first ping is due', async (context) => {
    const socket = await opened(context, { transports: ['polling', 'websocket'] });
    let pinged = false;
    socket.once('ping', () => { pinged = true; });

    await event(socket, 'upgrade');

    assert.equal(pinged, false);
  });

  test('loses none of the messages that it sends all the while', async (context) => {
    const socket = await opened(context, { transports: ['polling', 'websocket'] });
    const received = messages(socket, 400);
    let upgraded = false;
    socket.once('upgrade', () => { upgraded = true; });

    for (let i = 0; i < 400; i++) {
      socket.send(i % 10 === 0 ? Buffer.from([i % 256]) : `message ${i}`);
      await new Promise(setImmediate);
    }

    const expected = Array.from({ length: 400 }, (_, i) => (i % 10 === 0 ? i % 256 : `message ${i}`));
    assert.deepEqual((await received).map((data) => (typeof data === 'string' ? data : Buffer.from(data)[0])), expected);
    if (!upgraded) {
      await event(socket, 'upgrade');
    }
  });

  test('remembers that it did and starts with WebSocket', async (context) => {
    const transports = ['polling', 'websocket'];
    const first = await opened(context, { transports });
    await event(first, 'upgrade');

    const second = await opened(context, { transports, rememberUpgrade: true });

    assert.equal(second.transport.name, 'websocket');
  });
});
