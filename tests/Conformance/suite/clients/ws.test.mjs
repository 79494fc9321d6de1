import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { event } from '../lib/clients.mjs';
import { using, Wire } from '../lib/websocket.mjs';

const dial = (options) => Wire.dial('/ws-echo', { pongs: false, ...options });

describe('ws at /ws-echo', () => {
  test('gets texts and bytes back', () => using(dial(), async (wire) => {
    wire.send('text ü 🚀', Buffer.from([0, 255]), '');

    assert.deepEqual(await wire.take(3), ['text ü 🚀', Buffer.from([0, 255]), '']);
  }));

  test('gets fragments back as one message', () => using(dial(), async (wire) => {
    wire.socket.send('frag', { fin: false });
    wire.socket.send('men', { fin: false });
    wire.socket.send('ted', { fin: true });

    assert.equal(await wire.next(), 'fragmented');
  }));

  test('gets pongs for its pings', () => using(dial(), async (wire) => {
    const pong = event(wire.socket, 'pong');

    wire.socket.ping('are you there');

    assert.equal((await pong)[0].toString(), 'are you there');
  }));

  test('gets a message of a megabyte back', () => using(dial(), async (wire) => {
    const message = Buffer.alloc(1024 * 1024, 'megabyte');

    wire.send(message);

    assert.ok((await wire.next()).equals(message));
  }));

  test('gets everything back when it asks for compression', () => using(dial({ perMessageDeflate: { threshold: 0 } }), async (wire) => {
    const long = 'compressible '.repeat(10_000);

    wire.send(long, 'short', Buffer.from(long));

    assert.deepEqual(await wire.take(3), [long, 'short', Buffer.from(long)]);
  }));

  test('has two connections apart', () => using(dial(), (one) => using(dial(), async (other) => {
    one.send('one');
    other.send('other');

    assert.deepEqual([await one.next(), await other.next()], ['one', 'other']);
  })));

  for (const [code, reason] of [[1000, ''], [1000, 'done'], [3000, 'ü'], [4999, 'x'.repeat(123)]]) {
    test(`closes with ${code} and a reason of ${reason.length} characters`, () => using(dial(), async (wire) => {
      wire.socket.close(code, reason);

      assert.equal((await wire.end()).code, code);
    }));
  }
});
