import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { get, post, send } from '../lib/http.mjs';
import { PollingSession } from '../lib/polling.mjs';

const origin = 'https://app.example';

/** Whether a page of that origin may read the answer. */
const allows = ({ headers }) => [origin, '*'].includes(headers['access-control-allow-origin']);

describe('Engine.IO for pages of other origins', () => {
  test('answers a preflight', async () => {
    const answer = await send('OPTIONS', '/engine.io/', {
      query: { EIO: '4', transport: 'polling' },
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-custom' },
    });

    assert.equal(answer.status, 204);
    assert.ok(allows(answer));
    assert.match(answer.headers['access-control-allow-methods'], /POST/);
    assert.match(answer.headers['access-control-allow-headers'], /content-type/i);
  });

  test('lets them read the handshake', async () => {
    const answer = await get('/engine.io/', { query: { EIO: '4', transport: 'polling' }, headers: { origin } });

    assert.equal(answer.status, 200);
    assert.ok(allows(answer));
  });

  test('lets them read polls, posts and errors', async () => {
    const session = await PollingSession.start();
    const headers = { origin };
    const push = await post('/engine.io/', '4x', { query: session.query, headers: { ...headers, 'content-type': 'text/plain' } });
    const poll = await session.poll({ headers });
    const error = await get('/engine.io/', { query: { EIO: '4', transport: 'abc' }, headers });

    assert.deepEqual([push, poll, error].map(({ status }) => status), [200, 200, 400]);
    assert.deepEqual([push, poll, error].map(allows), [true, true, true]);
  });
});
