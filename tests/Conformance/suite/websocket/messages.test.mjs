import { describe, test } from 'node:test';
import { BINARY, frame, FrameSocket, TEXT } from '../lib/frames.mjs';
import { using } from '../lib/websocket.mjs';

const SIZES = [0, 1, 125, 126, 127, 128, 65535, 65536];

describe('WebSocket messages (Autobahn 1)', () => {
  for (const size of SIZES) {
    test(`echoes a text of ${size} bytes`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(TEXT, '*'.repeat(size)));

      await socket.expect(TEXT, '*'.repeat(size));
    }));

    test(`echoes ${size} bytes`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(BINARY, Buffer.alloc(size, 0xfe)));

      await socket.expect(BINARY, Buffer.alloc(size, 0xfe));
    }));
  }

  test('echoes a text that comes in chops of 997 bytes', () => using(FrameSocket.dial(), async (socket) => {
    await socket.chop(frame(TEXT, '*'.repeat(65536)), 997);

    await socket.expect(TEXT, '*'.repeat(65536));
  }));

  test('echoes a text that comes byte by byte', () => using(FrameSocket.dial(), async (socket) => {
    await socket.chop(frame(TEXT, '*'.repeat(300)), 1);

    await socket.expect(TEXT, '*'.repeat(300));
  }));

  test('echoes many messages that come in one write', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(...Array.from({ length: 500 }, (_, i) => frame(i % 2 ? BINARY : TEXT, `message ${i}`)));

    for (let i = 0; i < 500; i++) {
      await socket.expect(i % 2 ? BINARY : TEXT, `message ${i}`);
    }
  }));
});

describe('WebSocket messages of great length (Autobahn 9)', () => {
  test('echoes 16 MB in one frame', () => using(FrameSocket.dial(), async (socket) => {
    const payload = Buffer.alloc(16 * 1024 * 1024, 'sixteen');

    socket.send(frame(BINARY, payload));

    await socket.expect(BINARY, payload);
  }));

  test('echoes 1 MB in fragments of 64 bytes', () => using(FrameSocket.dial(), async (socket) => {
    const payload = Buffer.alloc(1024 * 1024, 'fragment');
    const fragments = [];
    for (let i = 0; i < payload.length; i += 64) {
      fragments.push(frame(i === 0 ? TEXT : 0, payload.subarray(i, i + 64), { fin: i + 64 === payload.length }));
    }

    socket.send(...fragments);

    await socket.expect(TEXT, payload);
  }));
});

describe('WebSocket messages in automatic fragments (Autobahn 10)', () => {
  test('echoes 64 KB in fragments of 1300 bytes', () => using(FrameSocket.dial(), async (socket) => {
    const payload = '*'.repeat(65536);
    for (let i = 0; i < payload.length; i += 1300) {
      socket.send(frame(i === 0 ? TEXT : 0, payload.slice(i, i + 1300), { fin: i + 1300 >= payload.length }));
    }

    await socket.expect(TEXT, payload);
  }));
});
