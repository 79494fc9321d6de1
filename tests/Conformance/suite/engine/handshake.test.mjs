import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { get, send } from '../lib/http.mjs';
import { limits } from '../lib/target.mjs';
import { engine, refused, using, Wire } from '../lib/websocket.mjs';

const PATH = '/engine.io/';
const UNKNOWN_TRANSPORT = { code: 0, message: 'Transport unknown' };
const UNKNOWN_SID = { code: 1, message: 'Session ID unknown' };
const BAD_METHOD = { code: 2, message: 'Bad handshake method' };
const BAD_REQUEST = { code: 3, message: 'Bad request' };
const UNSUPPORTED_VERSION = { code: 5, message: 'Unsupported protocol version' };

function assertOpen(open, upgrades) {
  assert.deepEqual(Object.keys(open), ['sid', 'upgrades', 'pingInterval', 'pingTimeout', 'maxPayload']);
  assert.match(open.sid, /^[\w-]{20,}$/);
  assert.deepEqual(open.upgrades, upgrades);
  assert.equal(open.pingInterval, limits.pingInterval);
  assert.equal(open.pingTimeout, limits.pingTimeout);
  assert.equal(open.maxPayload, limits.maxPayload);
}

describe('Engine.IO handshake over polling', () => {
  test('opens a session that can be upgraded', async () => {
    const answer = await get(PATH, { query: { EIO: '4', transport: 'polling' } });

    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'].toLowerCase(), 'text/plain; charset=utf-8');
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.text[0], '0');
    assertOpen(JSON.parse(answer.text.slice(1)), ['websocket']);
  });

  test('gives every session an id of its own', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(PATH, { query: { EIO: '4', transport: 'polling' } })));

    assert.equal(new Set(answers.map(({ text }) => JSON.parse(text.slice(1)).sid)).size, 20);
  });

  test('sets no cookie', async () => {
    const answer = await get(PATH, { query: { EIO: '4', transport: 'polling' } });

    assert.equal(answer.headers['set-cookie'], undefined);
  });

  test('takes an escaped query', async () => {
    const answer = await get(`${PATH}?EIO=%34&transport=%70olling`);

    assert.equal(answer.status, 200);
  });

  test('takes a query with further parameters', async () => {
    const answer = await get(PATH, { query: { t: 'abc123', EIO: '4', transport: 'polling', token: 'ü&=' } });

    assert.equal(answer.status, 200);
  });

  const refusals = [
    ['without EIO', 'GET', { transport: 'polling' }, UNSUPPORTED_VERSION],
    ['with EIO=abc', 'GET', { EIO: 'abc', transport: 'polling' }, UNSUPPORTED_VERSION],
    ['with EIO=3', 'GET', { EIO: '3', transport: 'polling' }, UNSUPPORTED_VERSION],
    ['with EIO=5', 'GET', { EIO: '5', transport: 'polling' }, UNSUPPORTED_VERSION],
    ['without a transport', 'GET', { EIO: '4' }, UNKNOWN_TRANSPORT],
    ['with an unknown transport', 'GET', { EIO: '4', transport: 'abc' }, UNKNOWN_TRANSPORT],
    ['with a transport in capitals', 'GET', { EIO: '4', transport: 'POLLING' }, UNKNOWN_TRANSPORT],
    ['with nothing at all', 'GET', {}, UNKNOWN_TRANSPORT],
    ['with an unknown transport and an unknown sid', 'GET', { EIO: '4', transport: 'abc', sid: 'abc' }, UNKNOWN_TRANSPORT],
    ['with an unknown sid', 'GET', { EIO: '4', transport: 'polling', sid: 'abc' }, UNKNOWN_SID],
    ['with a sid that is a property of every object', 'GET', { EIO: '4', transport: 'polling', sid: '__proto__' }, UNKNOWN_SID],
    ['with an unknown sid and no EIO', 'GET', { transport: 'polling', sid: 'abc' }, UNKNOWN_SID],
    ['with an unknown sid, as a POST', 'POST', { EIO: '4', transport: 'polling', sid: 'abc' }, UNKNOWN_SID],
    ['as a POST', 'POST', { EIO: '4', transport: 'polling' }, BAD_METHOD],
    ['as a POST without EIO', 'POST', { transport: 'polling' }, BAD_METHOD],
    ['as a PUT', 'PUT', { EIO: '4', transport: 'polling' }, BAD_METHOD],
    ['as a DELETE', 'DELETE', { EIO: '4', transport: 'polling' }, BAD_METHOD],
    ['for a WebSocket that asks for no upgrade', 'GET', { EIO: '4', transport: 'websocket' }, BAD_REQUEST],
  ];
  for (const [name, method, query, error] of refusals) {
    test(`refuses one ${name}`, async () => {
      const answer = await send(method, PATH, { query });

      assert.equal(answer.status, 400);
      assert.match(answer.headers['content-type'], /^application\/json/);
      assert.equal(answer.text, JSON.stringify(error));
    });
  }
});

describe('Engine.IO handshake over WebSocket', () => {
  test('opens a session that has nothing to be upgraded to', () => using(engine(), async (wire) => assertOpen(wire.open, [])));

  test('agrees to no compression', () => using(engine({ perMessageDeflate: true }), async (wire) => assert.equal(wire.socket.extensions, '')));

  test('serves /socket.io/ the same way', () => using(engine({ path: '/socket.io/' }), async (wire) => assertOpen(wire.open, [])));

  const refusals = [
    ['without a transport', { EIO: '4' }],
    ['with an unknown transport', { EIO: '4', transport: 'abc' }],
    ['with an unknown sid', { EIO: '4', transport: 'websocket', sid: 'abc' }],
  ];
  for (const [name, query] of refusals) {
    test(`refuses one ${name}`, async () => {
      assert.equal((await refused(PATH, { query })).status, 400);
    });
  }

  for (const [name, query] of [['without EIO', {}], ['with EIO=abc', { EIO: 'abc' }], ['with EIO=3', { EIO: '3' }]]) {
    // The original finds out after it has switched protocols; then there is no status to compare, only an end.
    test(`opens no session ${name}`, async () => {
      const opened = await Wire.dial(PATH, { query: { transport: 'websocket', ...query } }).catch(() => undefined);
      if (opened) {
        await opened.endSilently();
      }
    });
  }
});
