import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { post } from '../lib/http.mjs';
import { PollingSession } from '../lib/polling.mjs';
import { refused, using, Wire } from '../lib/websocket.mjs';

const dial = (session, options) => Wire.dial('/engine.io/', { query: { ...session.query, transport: 'websocket' }, ...options });

async function probed(session, options) {
  const wire = await dial(session, options);
  wire.send('2probe');
  assert.equal(await wire.next('answer to the probe'), '3probe');
  return wire;
}

async function upgraded(session) {
  const wire = await probed(session);
  wire.send('5', '4up');
  assert.equal(await wire.next('message over the new transport'), '4up');
  return wire;
}

describe('Engine.IO upgrade from polling to WebSocket', () => {
  test('takes messages both ways over the new transport', async () => {
    await using(upgraded(await PollingSession.start()), async (wire) => {
      wire.send('4text', Buffer.from([1, 2, 3]));

      assert.deepEqual(await wire.take(2), ['4text', Buffer.from([1, 2, 3])]);
    });
  });

  test('answers the poll that waits with NOOP, without the stall of a ping interval', async () => {
    const session = await PollingSession.start();
    const poll = await session.waitingPoll();
    await using(dial(session), async (wire) => {
      wire.send('2probe');

      const answer = await poll.answer;
      assert.equal(answer.status, 200);
      assert.equal(answer.text, '6');
      assert.equal(await wire.next(), '3probe');
      wire.send('5', '4up');
      assert.equal(await wire.next(), '4up');
    });
  });

  test('answers a poll that comes after the probe with NOOP', async () => {
    const session = await PollingSession.start();
    await using(probed(session), async () => {
      assert.equal((await session.poll()).text, '6');
    });
  });

  test('delivers over polling what is sent between the probe and the upgrade', async () => {
    const session = await PollingSession.start();
    await using(probed(session), async (wire) => {
      await session.push('4in flight');
      assert.deepEqual(await session.receive(1), ['4in flight']);

      wire.send('5', '4after');
      assert.equal(await wire.next(), '4after');
    });
  });

  test('delivers over WebSocket what no poll has fetched', async () => {
    const session = await PollingSession.start();
    await using(probed(session), async (wire) => {
      await session.push('4one', 'bAgM=');
      wire.send('5');

      assert.deepEqual(await wire.take(2), ['4one', Buffer.from([2, 3])]);
    });
  });

  test('loses none of many messages and keeps their order', async () => {
    const session = await PollingSession.start();
    const sent = Array.from({ length: 300 }, (_, i) => `4${i}`);
    await session.push(...sent.slice(0, 100));
    await using(probed(session), async (wire) => {
      await session.push(...sent.slice(100, 200));
      wire.send('5', ...sent.slice(200));

      assert.deepEqual(await wire.take(300), sent);
    });
  });

  test('refuses polls and posts afterwards', async () => {
    const session = await PollingSession.start();
    await using(upgraded(session), async (wire) => {
      const [poll, push] = [await session.poll(), await post('/engine.io/', '4x', { query: session.query })];

      assert.deepEqual([poll.status, push.status], [400, 400]);
      assert.deepEqual(JSON.parse(poll.text), { code: 3, message: 'Bad request' });
      wire.send('4alive');
      assert.equal(await wire.next(), '4alive');
    });
  });

  test('closes a second WebSocket for the same session once it is upgraded', async () => {
    const session = await PollingSession.start();
    await using(upgraded(session), async (wire) => {
      await using(dial(session), (second) => second.end());

      wire.send('4alive');
      assert.equal(await wire.next(), '4alive');
    });
  });

  test('closes a second WebSocket for the same session while it is being probed', async () => {
    const session = await PollingSession.start();
    await using(probed(session), async (wire) => {
      await using(dial(session), (second) => second.end());

      wire.send('5', '4up');
      assert.equal(await wire.next(), '4up');
    });
  });

  test('refuses a WebSocket for an unknown session', async () => {
    assert.equal((await refused('/engine.io/', { query: { EIO: '4', transport: 'websocket', sid: 'abc' } })).status, 400);
  });

  test('refuses a WebSocket with another protocol version', async () => {
    const session = await PollingSession.start();

    assert.equal((await refused('/engine.io/', { query: { EIO: '3', transport: 'websocket', sid: session.sid } })).status, 400);
  });

  for (const probe of ['2', '3probe', '4hello', '2probes', 'abc', '']) {
    test(`closes a WebSocket whose probe is '${probe}' and keeps the session`, async () => {
      const session = await PollingSession.start();
      await using(dial(session), async (wire) => {
        wire.send(probe);
        await wire.end();
      });

      await session.push('4still polling');
      assert.deepEqual(await session.receive(1), ['4still polling']);
    });
  }

  test('closes a WebSocket that sends a message instead of the upgrade and keeps the session', async () => {
    const session = await PollingSession.start();
    await using(probed(session), async (wire) => {
      wire.send('4too early');
      await wire.end();
    });

    await session.push('4still polling');
    assert.deepEqual(await session.receive(1), ['4still polling']);
  });

  test('keeps the session when the WebSocket is lost between probe and upgrade, and lets it try again', async () => {
    const session = await PollingSession.start();
    await using(probed(session), async (wire) => {
      wire.socket.close();
      await wire.closed;
    });

    await session.push('4still polling');
    assert.deepEqual(await session.receive(1), ['4still polling']);
    await using(upgraded(session), () => {});
  });

  test('pings over the new transport', async () => {
    const session = await PollingSession.start();
    await using(dial(session, { pongs: false }), async (wire) => {
      wire.send('2probe');
      assert.equal(await wire.next(), '3probe');
      wire.send('5');

      for (let i = 0; i < 2; i++) {
        assert.equal(await wire.next('ping'), '2');
        wire.send('3');
      }
    });
  });

  test('ends the session with the new transport', async () => {
    const session = await PollingSession.start();
    await using(upgraded(session), async (wire) => {
      wire.socket.close();
      await wire.end();
    });

    await session.assertGone();
  });
});
