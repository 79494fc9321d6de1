import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acknowledged, clients, connected, event, events } from '../lib/clients.mjs';
import { PATIENCE } from '../lib/within.mjs';

const TRANSPORTS = [['polling'], ['websocket'], ['polling', 'websocket'], ['websocket', 'polling']];

for (const transports of TRANSPORTS) {
  describe(`socket.io-client over ${transports.join(', then ')}`, () => {
    const open = (context, namespace, options) => clients(context).socket(namespace, { transports, ...options });

    test('connects and gets its auth payload', async (context) => {
      const socket = open(context, '/', { auth: { token: 'abc', list: [1] } });
      const auth = event(socket, 'auth');
      await connected(socket);

      assert.ok(!socket.recovered);
      assert.match(socket.id, /^[\w-]{20,}$/);
      assert.deepEqual(await auth, [{ token: 'abc', list: [1] }]);
    });

    test('asks a function for its auth payload', async (context) => {
      const socket = open(context, '/custom', { auth: (give) => give({ token: 'later' }) });

      assert.deepEqual(await event(socket, 'auth'), [{ token: 'later' }]);
    });

    test('gets every kind of argument back', async (context) => {
      const socket = await connected(open(context, '/'));
      const args = [1, -2.5, 'zwei ü 🚀', true, null, [], {}, { nested: [{ deep: [1, [2]] }] }, ''];

      socket.emit('message', ...args);

      assert.deepEqual(await event(socket, 'message-back'), args);
    });

    test('gets bytes back among the arguments', async (context) => {
      const socket = await connected(open(context, '/'));

      socket.emit('message', Buffer.from([1, 2, 3]), { inside: [new Uint8Array([4, 5])] }, 'x', Buffer.alloc(0));

      const [first, { inside }, text, last] = await event(socket, 'message-back');
      assert.deepEqual([Buffer.from(first), Buffer.from(inside[0]), text, last.byteLength], [Buffer.from([1, 2, 3]), Buffer.from([4, 5]), 'x', 0]);
    });

    test('gets acknowledgements', async (context) => {
      const socket = await connected(open(context, '/'));

      assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 42), 42);
      assert.deepEqual(await acknowledged(socket, 'message-with-ack', 1, 'a', { b: 2 }), [1, 'a', { b: 2 }]);
    });

    test('gets acknowledgements with bytes', async (context) => {
      const socket = await connected(open(context, '/'));

      const [one, two] = await acknowledged(socket, 'message-with-ack', Buffer.from([1]), Buffer.from([2, 3]));

      assert.deepEqual([Buffer.from(one), Buffer.from(two)], [Buffer.from([1]), Buffer.from([2, 3])]);
    });

    test('gets many acknowledgements, each its own', async (context) => {
      const socket = await connected(open(context, '/'));

      const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => socket.timeout(PATIENCE).emitWithAck('message-with-ack', i)));

      assert.deepEqual(answers, Array.from({ length: 200 }, (_, i) => i));
    });

    test('loses no message and keeps their order, from before it is connected', async (context) => {
      const socket = open(context, '/');
      const received = events(socket, 'message-back', 300);

      for (let i = 0; i < 300; i++) {
        socket.emit('message', i);
        if (i % 50 === 0) {
          await new Promise(setImmediate);
        }
      }

      assert.deepEqual((await received).flat(), Array.from({ length: 300 }, (_, i) => i));
    });

    test('gets a long message back', async (context) => {
      const socket = await connected(open(context, '/'));
      const long = 'ü🚀'.repeat(100_000);

      assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', long), long);
    });

    test('is told that a namespace is invalid', async (context) => {
      const [error] = await event(open(context, '/random'), 'connect_error');

      assert.equal(error.message, 'Invalid namespace');
    });

    test('disconnects and connects again with another id', async (context) => {
      const socket = await connected(open(context, '/'));
      const first = socket.id;
      const gone = event(socket, 'disconnect');
      socket.disconnect();
      assert.equal((await gone)[0], 'io client disconnect');

      socket.connect();
      await connected(socket);

      assert.notEqual(socket.id, first);
      assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
    });
  });
}
