import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PollingSession } from '../lib/polling.mjs';
import { Wire, using } from '../lib/websocket.mjs';

async function joined() {
  const session = await PollingSession.start('/socket.io/');
  await session.push('40');
  const [connected, auth] = await session.receive(2);
  assert.match(connected, /^40\{"sid":"[\w-]{20,}"\}$/);
  assert.equal(auth, '42["auth",{}]');
  return session;
}

describe('Socket.IO over polling', () => {
  test('joins both namespaces with one body', async () => {
    const session = await PollingSession.start('/socket.io/');

    await session.push('40{"token":1}', '40/custom,{"token":2}');

    const received = await session.receive(4);
    assert.ok(received.includes('42["auth",{"token":1}]'));
    assert.ok(received.includes('42/custom,["auth",{"token":2}]'));
  });

  test('sends events back in their order', async () => {
    const session = await joined();

    await session.push('42["message",1]', '42["message","zwei ü"]', '423["message-with-ack",3]');

    assert.deepEqual(await session.receive(3), ['42["message-back",1]', '42["message-back","zwei ü"]', '433[3]']);
  });

  test('sends attachments back as base64', async () => {
    const session = await joined();

    await session.push('452-["message",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]', 'bAQID', 'b/w==');

    assert.deepEqual(await session.receive(3), ['452-["message-back",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]', 'bAQID', 'b/w==']);
  });

  test('takes the parts of a binary event in one request each', async () => {
    const session = await joined();

    await session.push('451-7["message-with-ack",{"_placeholder":true,"num":0}]');
    await session.push('bAQID');

    assert.deepEqual(await session.receive(2), ['461-7[{"_placeholder":true,"num":0}]', 'bAQID']);
  });

  test('tells that a namespace is invalid', async () => {
    const session = await PollingSession.start('/socket.io/');

    await session.push('40/random');

    assert.deepEqual(await session.receive(1), ['44/random,{"message":"Invalid namespace"}']);
  });

  for (const packet of ['40', '42{}', '49', 'bAQID', '42["message"']) {
    test(`takes ${packet} with ok, and closes the session with the next poll`, async () => {
      const session = await joined();

      assert.equal((await session.push(packet)).text, 'ok');

      const last = await session.poll();
      assert.equal(last.status, 200);
      assert.equal(last.text, '6\x1e1');
      await session.assertGone();
    });
  }

  test('goes on over WebSocket where it was', async () => {
    const session = await joined();
    await session.push('42["message","before"]', '451-["message",{"_placeholder":true,"num":0}]');
    await using(Wire.dial('/socket.io/', { query: { ...session.query, transport: 'websocket' } }), async (wire) => {
      wire.send('2probe');
      assert.equal(await wire.next(), '3probe');
      wire.send('5', Buffer.from([1]), '42["message","after"]');

      assert.deepEqual(await wire.take(4), [
        '42["message-back","before"]', '451-["message-back",{"_placeholder":true,"num":0}]', Buffer.from([1]), '42["message-back","after"]',
      ]);
    });
  });
});
