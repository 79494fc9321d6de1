import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acknowledged, clients, connected, event } from '../lib/clients.mjs';
import { target } from '../lib/target.mjs';
import { PATIENCE } from '../lib/within.mjs';

const quick = { reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 20 };

describe('socket.io-client that loses its connection', () => {
  for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
    test(`connects again over ${transports.join(', then ')}`, async (context) => {
      const socket = await connected(clients(context).socket('/', { transports, ...quick }));
      const first = socket.id;
      const gone = event(socket, 'disconnect');

      socket.io.engine.close();
      await gone;
      await connected(socket);

      assert.notEqual(socket.id, first);
      assert.ok(!socket.recovered);
      assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
    });
  }

  test('connects again after its TCP connection was cut', async (context) => {
    const socket = await connected(clients(context).socket('/', { transports: ['websocket'], ...quick }));
    const gone = event(socket, 'disconnect');

    socket.io.engine.transport.ws._socket.destroy();

    assert.equal((await gone)[0], 'transport close');
    await connected(socket);
    assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
  });

  test('sends afterwards what was emitted meanwhile, in order', async (context) => {
    const socket = await connected(clients(context).socket('/', { transports: ['websocket'], ...quick }));
    const gone = event(socket, 'disconnect');
    socket.io.engine.close();
    await gone;
    const received = [];
    socket.on('message-back', (...args) => received.push(args.at(-1)));

    socket.emit('message', 'one');
    socket.emit('message', Buffer.from([2]), 'two');
    socket.emit('message', 'three');

    await connected(socket);
    await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 'after');
    assert.deepEqual(received, ['one', 'two', 'three']);
  });

  test('joins all its namespaces again', async (context) => {
    const manager = clients(context).manager({ transports: ['websocket'], ...quick });
    const sockets = [manager.socket('/'), manager.socket('/custom')];
    await Promise.all(sockets.map(connected));
    const gone = Promise.all(sockets.map((socket) => event(socket, 'disconnect')));

    manager.engine.close();

    await gone;
    await Promise.all(sockets.map(connected));
    assert.deepEqual(await Promise.all(sockets.map((socket) => socket.timeout(PATIENCE).emitWithAck('message-with-ack', socket.nsp))), ['/', '/custom']);
  });

  test('is disconnected when it sends what breaks the rules, and connects again', async (context) => {
    const socket = await connected(clients(context).socket('/', { transports: ['websocket'], ...quick }));
    const gone = event(socket, 'disconnect');

    socket.io.engine.write('49');

    assert.equal((await gone)[0], 'transport close');
    await connected(socket);
  });
});

describe('socket.io-client that asks for certainty', () => {
  test('is told in time that nobody acknowledged', async (context) => {
    const socket = await connected(clients(context).socket());

    await assert.rejects(socket.timeout(50).emitWithAck('nobody listens', 1), /timed out/);
    assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
  });

  test('gets no error when the acknowledgement is in time', async (context) => {
    const socket = await connected(clients(context).socket());

    assert.deepEqual(await acknowledged(socket.timeout(PATIENCE), 'message-with-ack', 1, 2), [null, 1, 2]);
  });

  test('sends volatile events while it is connected', async (context) => {
    const socket = await connected(clients(context).socket('/', { transports: ['websocket'] }));
    const echo = event(socket, 'message-back');

    socket.volatile.emit('message', 'now');

    assert.deepEqual(await echo, ['now']);
  });

  test('sends one by one with retries, and every one arrives once', async (context) => {
    const socket = clients(context).socket('/', { retries: 3, ackTimeout: PATIENCE });

    const answers = await Promise.all([1, 2, 3].map((i) => acknowledged(socket, 'message-with-ack', i)));

    assert.deepEqual(answers, [[null, 1], [null, 2], [null, 3]]);
  });

  test('gives up on an event that is never acknowledged, and goes on with the next', async (context) => {
    const socket = clients(context).socket('/', { retries: 1, ackTimeout: 50 });

    const failed = acknowledged(socket, 'nobody listens');
    const answered = acknowledged(socket, 'message-with-ack', 'next');

    assert.match((await failed)[0].message, /timed out/);
    assert.deepEqual(await answered, [null, 'next']);
  });
});

describe('socket.io-client with options that reach the server', () => {
  test('sends a query and headers of its own', async (context) => {
    const socket = await connected(clients(context).socket('/', { query: { user: 'ü' }, extraHeaders: { 'x-custom': 'abc' } }));

    assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
  });

  test('says where it comes from', async (context) => {
    const socket = await connected(clients(context).socket('/', { extraHeaders: { origin: target.http } }));

    assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
  });

  test('asks for compression', async (context) => {
    const socket = await connected(clients(context).socket('/', { transports: ['websocket'], perMessageDeflate: { threshold: 0 } }));
    const long = 'compressible '.repeat(2000);

    assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', long), long);
  });

  for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
    test(`sends bytes in base64 over ${transports.join(', then ')}`, async (context) => {
      const socket = await connected(clients(context).socket('/', { transports, forceBase64: true }));

      const [one, two] = await acknowledged(socket, 'message-with-ack', Buffer.from([1]), { two: Buffer.from([2, 3]) });

      assert.deepEqual([Buffer.from(one), Buffer.from(two.two)], [Buffer.from([1]), Buffer.from([2, 3])]);
    });
  }

  test('uses no time stamp in its addresses', async (context) => {
    const socket = await connected(clients(context).socket('/', { transports: ['polling'], timestampRequests: false }));

    assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
  });

  test('refuses to upgrade', async (context) => {
    const socket = await connected(clients(context).socket('/', { upgrade: false }));
    await event(socket.io, 'ping');

    assert.equal(socket.io.engine.transport.name, 'polling');
    assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
  });
});
