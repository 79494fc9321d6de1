import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { get, post } from '../lib/http.mjs';
import { limits } from '../lib/target.mjs';
import { engine, using } from '../lib/websocket.mjs';

describe('Engine.IO messages over WebSocket', () => {
  test('sends back a text', () => using(engine(), async (wire) => {
    wire.send('4hello');

    assert.equal(await wire.next(), '4hello');
  }));

  test('sends back bytes as bytes', () => using(engine(), async (wire) => {
    wire.send(Buffer.from([1, 2, 3, 4]));

    assert.deepEqual(await wire.next(), Buffer.from([1, 2, 3, 4]));
  }));

  test('takes bytes in base64, too', () => using(engine(), async (wire) => {
    wire.send('bAQIDBA==', 'b', '4next');

    assert.deepEqual(await wire.take(3), [Buffer.from([1, 2, 3, 4]), Buffer.alloc(0), '4next']);
  }));

  test('sends bytes in base64 to a client that asks for that', () => using(engine({ query: { EIO: '4', transport: 'websocket', b64: '1' } }), async (wire) => {
    wire.send(Buffer.from([1, 2, 3, 4]), Buffer.alloc(0), '4next');

    assert.deepEqual(await wire.take(3), ['bAQIDBA==', 'b', '4next']);
  }));

  test('sends back an empty text and no bytes at all', () => using(engine(), async (wire) => {
    wire.send('4', Buffer.alloc(0), '4next');

    const [text, bytes, next] = await wire.take(3);
    assert.equal(text, '4');
    assert.equal(bytes.length, 0);
    assert.equal(next, '4next');
  }));

  test('keeps the order of texts and bytes', () => using(engine(), async (wire) => {
    wire.send('4one', Buffer.from([2]), '4three', Buffer.from([4]));

    assert.deepEqual(await wire.take(4), ['4one', Buffer.from([2]), '4three', Buffer.from([4])]);
  }));

  test('keeps characters of every length', () => using(engine(), async (wire) => {
    wire.send('4€ ü 你好 🚀 \u0000');

    assert.equal(await wire.next(), '4€ ü 你好 🚀 \u0000');
  }));

  test('does not split at the separator of polling', () => using(engine(), async (wire) => {
    wire.send('4a\x1e4b');

    assert.equal(await wire.next(), '4a\x1e4b');
  }));

  test('takes a thousand messages in one write and loses none', () => using(engine(), async (wire) => {
    const sent = Array.from({ length: 1000 }, (_, i) => `4message ${i}`);

    wire.send(...sent);

    assert.deepEqual(await wire.take(1000), sent);
  }));

  test('takes a message of exactly maxPayload', () => using(engine(), async (wire) => {
    const message = `4${'x'.repeat(limits.maxPayload - 1)}`;

    wire.send(message);

    assert.equal(await wire.next(), message);
  }));

  for (const [name, message] of [['text', `4${'x'.repeat(limits.maxPayload)}`], ['bytes', Buffer.alloc(limits.maxPayload + 1)]]) {
    test(`closes with 1009 on longer ${name}`, () => using(engine(), async (wire) => {
      wire.send(message);

      assert.equal((await wire.end()).code, 1009);
    }));
  }

  test('adds the size of fragments up', () => using(engine(), async (wire) => {
    const half = 'x'.repeat(600_000);

    wire.socket.send(`4${half}`, { fin: false });
    wire.socket.send(half, { fin: true });

    assert.equal((await wire.end()).code, 1009);
  }));

  for (const [name, message] of [['an unknown type', 'abc'], ['nothing in it', ''], ['a ping, which only the server sends', '2'], ['a probe', '2probe']]) {
    test(`closes on a packet of ${name}`, () => using(engine(), async (wire) => {
      wire.send(message, '4after');

      await wire.endSilently();
    }));
  }

  test('forgets the session when the connection is cut', () => using(engine(), async (wire) => {
    const query = { EIO: '4', transport: 'websocket', sid: wire.open.sid };
    wire.drop();
    await wire.closed;
    let answer;
    for (let attempt = 0; attempt < 100 && answer?.code !== 1; attempt++) {
      answer = JSON.parse((await get('/engine.io/', { query })).text);
    }

    assert.deepEqual(answer, { code: 1, message: 'Session ID unknown' });
  }));

  test('serves no polling of its session', () => using(engine(), async (wire) => {
    const query = { EIO: '4', transport: 'polling', sid: wire.open.sid };

    assert.equal((await get('/engine.io/', { query })).status, 400);
    assert.equal((await post('/engine.io/', '4x', { query })).status, 400);

    wire.send('4still here');
    assert.equal(await wire.next(), '4still here');
  }));
});
