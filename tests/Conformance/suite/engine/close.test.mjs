import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { answerIfAny } from '../lib/http.mjs';
import { PollingSession } from '../lib/polling.mjs';
import { unlikeTheOriginal } from '../lib/target.mjs';
import { engine, using } from '../lib/websocket.mjs';

describe('Engine.IO close', () => {
  test('by the client over polling answers the poll that waits with NOOP', async () => {
    const session = await PollingSession.start();
    const poll = await session.waitingPoll();

    const accepted = await answerIfAny(session.push('1'));

    assert.equal(accepted?.text ?? 'ok', 'ok');
    const answer = await poll.answer;
    assert.equal(answer.status, 200);
    assert.equal(answer.text, '6');
    await session.assertGone();
  });

  test('by the client over polling ends the session while nothing waits', async () => {
    const session = await PollingSession.start();

    await answerIfAny(session.push('1'));

    await session.assertGone();
  });

  test('by the client over WebSocket closes the connection', unlikeTheOriginal('waits for the ping timeout'), () => using(engine(), async (wire) => {
    wire.send('1');

    assert.ok([1000, 1005].includes((await wire.end()).code));
  }));

  test('over WebSocket is answered with the same code', () => using(engine(), async (wire) => {
    wire.socket.close(1000);

    assert.equal((await wire.end()).code, 1000);
  }));

  test('over WebSocket drops what comes after it', unlikeTheOriginal('serves on until the ping timeout'), () => using(engine(), async (wire) => {
    wire.send('1', '4after');

    await wire.endSilently();
  }));
});
