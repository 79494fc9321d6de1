import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acceptOf, frame, FrameSocket, readHead, TEXT, upgradeHeaders } from '../lib/frames.mjs';
import { connection, head } from '../lib/raw-http.mjs';
import { using } from '../lib/websocket.mjs';

async function shake(method, headers) {
  const socket = await connection();
  try {
    socket.write(head(method, '/ws-echo', {}, headers));
    return await readHead(socket);
  } finally {
    socket.destroy();
  }
}

describe('WebSocket handshake', () => {
  test('is answered with what the key gives', async () => {
    const { status, headers } = await shake('GET', upgradeHeaders('dGhlIHNhbXBsZSBub25jZQ=='));

    assert.equal(status, 101);
    assert.equal(headers['sec-websocket-accept'], 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    assert.equal(headers.upgrade.toLowerCase(), 'websocket');
    assert.equal(headers.connection.toLowerCase(), 'upgrade');
  });

  test('takes header values in any case and in lists', async () => {
    const key = Buffer.alloc(16, 7).toString('base64');
    const { status, headers } = await shake('GET', { ...upgradeHeaders(key), Connection: 'keep-alive, UPGRADE', Upgrade: 'WebSocket' });

    assert.equal(status, 101);
    assert.equal(headers['sec-websocket-accept'], acceptOf(key));
  });

  test('agrees on no extension and no protocol that was not asked for', async () => {
    const { headers } = await shake('GET', upgradeHeaders());

    assert.equal(headers['sec-websocket-extensions'], undefined);
    assert.equal(headers['sec-websocket-protocol'], undefined);
  });

  test('may come byte by byte', async () => {
    const socket = await connection();
    for (const byte of Buffer.from(head('GET', '/ws-echo', {}, upgradeHeaders()))) {
      socket.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }

    assert.equal((await readHead(socket)).status, 101);
    socket.destroy();
  });

  test('may be followed by frames at once', () => using(FrameSocket.dial('/ws-echo', Buffer.concat([frame(TEXT, 'one'), frame(TEXT, 'two')])), async (socket) => {
    await socket.expect(TEXT, 'one');
    await socket.expect(TEXT, 'two');
  }));

  test('may be followed by half a frame', () => using(FrameSocket.dial('/ws-echo', frame(TEXT, '').subarray(0, 3)), async (socket) => {
    // The rest of an empty frame: what is left of its mask.
    socket.send(Buffer.alloc(3));

    await socket.expect(TEXT, '');
  }));

  const { 'Sec-WebSocket-Key': key, ...keyless } = upgradeHeaders();
  for (const [name, method, headers] of [
    ['without a key', 'GET', keyless],
    ['with a key that is no 16 bytes', 'GET', { ...keyless, 'Sec-WebSocket-Key': 'abc' }],
    ['with an older version', 'GET', { ...upgradeHeaders(), 'Sec-WebSocket-Version': '7' }],
    ['without a version', 'GET', { ...keyless, 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': '' }],
    ['as a POST', 'POST', { ...upgradeHeaders(), 'Content-Length': 0 }],
  ]) {
    test(`is refused ${name}`, async () => {
      const { status } = await shake(method, headers);

      assert.ok(status >= 400 && status < 500, String(status));
    });
  }
});
