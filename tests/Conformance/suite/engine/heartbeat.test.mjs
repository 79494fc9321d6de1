import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { PollingSession } from '../lib/polling.mjs';
import { limits } from '../lib/target.mjs';
import { watch } from '../lib/within.mjs';
import { engine, using } from '../lib/websocket.mjs';

const { pingInterval, pingTimeout } = limits;
// What a timer may be early by, and what a busy machine may be late by. Watches start before the connection does: delays only add to them.
const EARLY = 20;
const LATE = 5000;

const assertAround = (elapsed, expected) => assert.ok(elapsed > expected - EARLY && elapsed < expected + LATE, `${elapsed} ms instead of ${expected}`);

describe('Engine.IO heartbeat', { concurrency: true }, () => {
  test('pings over WebSocket once an interval as long as the client answers', async () => {
    const elapsed = watch();
    await using(engine({ pongs: false }), async (wire) => {
      for (let i = 1; i <= 3; i++) {
        assert.equal(await wire.next('ping'), '2');
        assertAround(elapsed(), i * pingInterval);
        wire.send('3');
      }
    });
  });

  test('pings over polling once an interval as long as the client answers', async () => {
    const elapsed = watch();
    const session = await PollingSession.start();

    for (let i = 1; i <= 3; i++) {
      assert.equal((await session.poll()).text, '2');
      assertAround(elapsed(), i * pingInterval);
      assert.equal((await session.push('3')).status, 200);
    }
  });

  test('closes a WebSocket whose client does not answer', async () => {
    const elapsed = watch();
    await using(engine({ pongs: false }), async (wire) => {
      await wire.end();

      assertAround(elapsed(), pingInterval + pingTimeout);
    });
  });

  test('forgets a session that never polls', async () => {
    const session = await PollingSession.start();

    await setTimeout(pingInterval + pingTimeout + 250);

    await session.assertGone();
  });

  test('forgets a session that polls and does not answer', async () => {
    const session = await PollingSession.start();
    assert.equal((await session.poll()).text, '2');

    const last = await session.poll();

    assert.ok(['1', '6'].includes(last.text) || last.status === 400, last.text);
    await session.assertGone();
  });

  test('keeps a client that answers late but in time', () => using(engine({ pongs: false }), async (wire) => {
    assert.equal(await wire.next(), '2');
    await setTimeout(Math.min(pingTimeout / 4, 200));
    wire.send('3');

    assert.equal(await wire.next(), '2');
  }));

  test('keeps a client that answers nothing but a pong that was not asked for', () => using(engine({ pongs: false }), async (wire) => {
    wire.send('3', '3', '4hello');

    assert.equal(await wire.next(), '4hello');
  }));

  test('sends messages between a ping and its answer', () => using(engine({ pongs: false }), async (wire) => {
    assert.equal(await wire.next(), '2');
    wire.send('4hello', '3');

    assert.equal(await wire.next(), '4hello');
    assert.equal(await wire.next(), '2');
  }));
});
