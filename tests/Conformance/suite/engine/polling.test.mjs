import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { answerIfAny, get, post, send } from '../lib/http.mjs';
import { PollingSession } from '../lib/polling.mjs';
import { connection, head } from '../lib/raw-http.mjs';
import { limits } from '../lib/target.mjs';

describe('Engine.IO messages over polling', () => {
  test('sends back a text', async () => {
    const session = await PollingSession.start();

    const accepted = await session.push('4hello');

    assert.equal(accepted.status, 200);
    assert.equal(accepted.text, 'ok');
    assert.match(accepted.headers['content-type'], /^text\/html/);
    assert.equal(accepted.headers['cache-control'], 'no-store');
    assert.deepEqual(await session.receive(1), ['4hello']);
  });

  test('answers a poll that waits', async () => {
    const session = await PollingSession.start();
    const poll = await session.waitingPoll();

    await session.push('4now');

    const answer = await poll.answer;
    assert.equal(answer.status, 200);
    assert.match(answer.headers['content-type'], /^text\/plain; charset=utf-8$/i);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.text, '4now');
  });

  test('takes several packets in one body and keeps their order', async () => {
    const session = await PollingSession.start();

    await session.push('4test1', '4test2', '4test3');

    assert.deepEqual(await session.receive(3), ['4test1', '4test2', '4test3']);
  });

  test('joins what is due into one answer', async () => {
    const session = await PollingSession.start();
    await session.push('4a', '4b');
    await session.push('4c');

    const answer = await session.poll();

    assert.equal(answer.text, '4a\x1e4b\x1e4c');
  });

  test('counts characters as code points, not as bytes', async () => {
    const session = await PollingSession.start();

    await session.push('4€ ü 你好 🚀', '4\u0000\u001f\ud83d\ude80');

    assert.deepEqual(await session.receive(2), ['4€ ü 你好 🚀', '4\u0000\u001f\ud83d\ude80']);
  });

  test('sends back an empty text', async () => {
    const session = await PollingSession.start();

    await session.push('4', '4next');

    assert.deepEqual(await session.receive(2), ['4', '4next']);
  });

  test('carries bytes as base64', async () => {
    const session = await PollingSession.start();

    await session.push('bAQIDBA==');

    assert.deepEqual(await session.receive(1), ['bAQIDBA==']);
  });

  test('carries all 256 bytes', async () => {
    const session = await PollingSession.start();
    const packet = `b${Buffer.from(Array.from({ length: 256 }, (_, i) => i)).toString('base64')}`;

    await session.push(packet);

    assert.deepEqual(await session.receive(1), [packet]);
  });

  test('mixes texts and bytes in one body', async () => {
    const session = await PollingSession.start();

    await session.push('4text', 'bAQIDBA==', '4text again', 'b/w==');

    assert.deepEqual(await session.receive(4), ['4text', 'bAQIDBA==', '4text again', 'b/w==']);
  });

  test('takes a body without a content type, and one of a form', async () => {
    const session = await PollingSession.start();
    const query = session.query;

    assert.equal((await send('POST', '/engine.io/', { query, body: '4plain' })).status, 200);
    assert.equal((await post('/engine.io/', '4form', { query, headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status, 200);

    assert.deepEqual(await session.receive(2), ['4plain', '4form']);
  });

  test('takes a body in chunks', async () => {
    const session = await PollingSession.start();

    const accepted = await send('POST', '/engine.io/', { query: session.query, body: '4in chunks', headers: { 'transfer-encoding': 'chunked' } });

    assert.equal(accepted.status, 200);
    assert.deepEqual(await session.receive(1), ['4in chunks']);
  });

  test('refuses octet streams and closes the session', async () => {
    const session = await PollingSession.start();

    const answer = await answerIfAny(post('/engine.io/', '4x', { query: session.query, headers: { 'content-type': 'application/octet-stream' } }));

    assert.equal(answer?.status ?? 400, 400);
    await session.assertGone();
  });

  test('takes two hundred messages and loses none', async () => {
    const session = await PollingSession.start();
    const sent = Array.from({ length: 200 }, (_, i) => `4message ${i}`);
    const received = session.receive(200);

    for (let i = 0; i < sent.length; i += 20) {
      await session.push(...sent.slice(i, i + 20));
    }

    assert.deepEqual(await received, sent);
  });

  test('answers a request of another session nothing of this one', async () => {
    const [one, other] = await Promise.all([PollingSession.start(), PollingSession.start()]);

    await one.push('4for one');
    await other.push('4for other');

    assert.deepEqual(await other.receive(1), ['4for other']);
    assert.deepEqual(await one.receive(1), ['4for one']);
  });

  test('compresses a long answer for a client that wants it, and a short one never', async () => {
    const session = await PollingSession.start();
    const headers = { 'accept-encoding': 'gzip' };

    await session.push('4short');
    const short = await session.poll({ headers });
    await session.push(`4${'long '.repeat(1000)}`);
    const long = await session.poll({ headers });

    assert.equal(short.headers['content-encoding'], undefined);
    assert.equal(long.headers['content-encoding'], 'gzip');
    assert.ok(long.bytes.length < 1000);
  });

  test('compresses nothing for a client that does not ask', async () => {
    const session = await PollingSession.start();
    const packet = `4${'long '.repeat(1000)}`;

    await session.push(packet);
    const answer = await session.poll();

    assert.equal(answer.headers['content-encoding'], undefined);
    assert.equal(answer.text, packet);
  });
});

describe('Engine.IO requests that break the rules of polling', () => {
  test('closes the session when two polls wait at the same time', async () => {
    const session = await PollingSession.start();

    const answers = await Promise.all([session.poll(), session.poll()]);

    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400]);
    assert.equal(answers.find(({ status }) => status === 200).text, '1');
    await session.assertGone();
  });

  test('closes the session when two posts arrive at the same time', async () => {
    const session = await PollingSession.start();
    const first = await connection();
    first.write(head('POST', '/engine.io/', session.query, { 'content-type': 'text/plain', 'content-length': 10, expect: '100-continue' }));
    await once(first, 'data');

    const second = await post('/engine.io/', '4second', { query: session.query });

    assert.equal(second.status, 400);
    first.destroy();
    await session.assertGone();
  });

  test('closes the session when a poll is given up', async () => {
    const session = await PollingSession.start();
    const poll = await connection();
    await new Promise((resolve) => poll.write(head('GET', '/engine.io/', session.query), resolve));

    poll.destroy();

    let status;
    for (let attempt = 0; attempt < 100 && status !== 400; attempt++) {
      status = (await session.push('3')).status;
      await setTimeout(20);
    }
    assert.equal(status, 400);
  });

  for (const [name, body] of [
    ['of an unknown type', 'abc'],
    ['of an unknown type after a good one', '4good\x1e9'],
    ['that is empty', ''],
    ['that is empty between two others', '4a\x1e\x1e4b'],
    ['of a ping, which only the server sends', '2'],
  ]) {
    test(`closes the session on a packet ${name}`, async () => {
      const session = await PollingSession.start();

      await answerIfAny(session.push(body));

      await session.assertGone();
    });
  }

  for (const method of ['PUT', 'PATCH', 'DELETE']) {
    test(`serves no ${method} of a session`, async () => {
      const session = await PollingSession.start();

      const answer = await send(method, '/engine.io/', { query: session.query });

      assert.ok(answer.status >= 400, String(answer.status));
    });
  }

  test('refuses a transport that the session does not have', async () => {
    const session = await PollingSession.start();

    const answer = await get('/engine.io/', { query: { ...session.query, transport: 'websocket' } });

    assert.equal(answer.status, 400);
    assert.deepEqual(JSON.parse(answer.text), { code: 3, message: 'Bad request' });
  });

  test('refuses another protocol version than that of the session', async () => {
    const session = await PollingSession.start();

    const answer = await get('/engine.io/', { query: { ...session.query, EIO: '3' } });

    assert.equal(answer.status, 400);
    assert.deepEqual(JSON.parse(answer.text), { code: 3, message: 'Bad request' });
  });
});

describe('Engine.IO size limit over polling', () => {
  test('takes a body of exactly maxPayload', async () => {
    const session = await PollingSession.start();
    const packet = `4${'x'.repeat(limits.maxPayload - 1)}`;

    assert.equal((await session.push(packet)).status, 200);

    assert.deepEqual(await session.receive(1), [packet]);
  });

  test('answers a longer body with 413 and nothing in it', async () => {
    const session = await PollingSession.start();

    const answer = await session.push(`4${'x'.repeat(limits.maxPayload)}`);

    assert.equal(answer.status, 413);
    assert.equal(answer.text, '');
  });

  test('answers a longer body of unknown length with 413', async () => {
    const session = await PollingSession.start();

    const answer = await answerIfAny(send('POST', '/engine.io/', {
      query: session.query, body: `4${'x'.repeat(limits.maxPayload)}`, headers: { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' },
    }));

    assert.equal(answer?.status ?? 413, 413);
  });
});
