import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limits } from '../lib/target.mjs';
import { assertAlive, dial, join, joined, receive } from '../lib/socket-io.mjs';
import { watch } from '../lib/within.mjs';
import { using } from '../lib/websocket.mjs';

describe('Socket.IO connect', () => {
  for (const namespace of ['/', '/custom']) {
    test(`to ${namespace} gives an id that is not the session's`, () => using(dial(), async (wire) => {
      const sid = await join(wire, namespace);

      assert.match(sid, /^[\w-]{20,}$/);
      assert.notEqual(sid, wire.open.sid);
    }));

    test(`to ${namespace} hands the auth payload over`, () => using(dial(), async (wire) => {
      await join(wire, namespace, { token: '123', nested: { list: [1, null, 'ü'] } });
    }));
  }

  test('to /custom needs no comma behind its name', () => using(dial(), async (wire) => {
    wire.send('40/custom');

    const connected = await receive(wire);
    assert.deepEqual([connected.type, connected.namespace], [0, '/custom']);
  }));

  test('to / may name it', () => using(dial(), async (wire) => {
    wire.send('40/,');

    assert.match(await wire.next(), /^40\{"sid":"/);
  }));

  test('to two namespaces gives two ids', () => using(dial(), async (wire) => {
    assert.notEqual(await join(wire), await join(wire, '/custom'));
  }));

  test('to /custom alone works without /', () => using(dial(), async (wire) => {
    await join(wire, '/custom');

    await assertAlive(wire, '/custom');
  }));

  for (const namespace of ['/random', '/custom/', '/Custom', '/custom?token=1', '/__proto__', `/${'n'.repeat(100)}`]) {
    test(`to ${namespace.slice(0, 20)} is refused and the connection stays`, () => using(dial(), async (wire) => {
      wire.send(`40${namespace},`);

      assert.equal(await wire.next(), `44${namespace},{"message":"Invalid namespace"}`);
      await join(wire);
      await assertAlive(wire);
    }));
  }

  for (const payload of ['[]', '"abc"', 'null', 'true', '{', '{"token":}', 'abc', '{}{}']) {
    test(`with the payload ${payload} closes the connection`, () => using(dial(), async (wire) => {
      wire.send(`40${payload}`);

      await wire.end();
    }));
  }

  test('to /custom with a payload that is no object closes the connection', () => using(dial(), async (wire) => {
    wire.send('40/custom,[]');

    await wire.end();
  }));

  test('twice closes the connection', () => using(joined(), async (wire) => {
    wire.send('40');

    await wire.end();
  }));

  test('twice to /custom closes the connection', () => using(joined(), async (wire) => {
    await join(wire, '/custom');

    wire.send('40/custom,');

    await wire.end();
  }));
});

describe('Socket.IO connect timeout', { concurrency: true }, () => {
  test('closes a connection that joins no namespace', async () => {
    const elapsed = watch();
    await using(dial(), async (wire) => {
      await wire.end();

      assert.ok(elapsed() > limits.connectTimeout - 20 && elapsed() < limits.connectTimeout + 5000, `${elapsed()} ms`);
    });
  });

  test('closes a connection whose namespace was refused', () => using(dial(), async (wire) => {
    wire.send('40/random,');
    assert.match(await wire.next(), /^44\/random,/);

    await wire.end();
  }));

  test('keeps a connection that has joined one', () => using(dial(), async (wire) => {
    await join(wire, '/custom');

    await assert.rejects(wire.end(limits.connectTimeout + 300), /No end/);
    await assertAlive(wire, '/custom');
  }));
});
