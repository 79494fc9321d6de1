import { describe, test } from 'node:test';
import { BINARY, CONTINUATION, frame, FrameSocket, PING, PONG, TEXT } from '../lib/frames.mjs';
import { using } from '../lib/websocket.mjs';

describe('WebSocket pings and pongs (Autobahn 2)', () => {
  for (const [name, payload] of [
    ['nothing', ''],
    ['a text', 'Hello, world!'],
    ['bytes', Buffer.from([0x00, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0x00, 0xff])],
    ['125 bytes', Buffer.alloc(125, 0xfe)],
  ]) {
    test(`answers a ping of ${name} with the same`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(PING, payload));

      await socket.expect(PONG, payload);
    }));
  }

  test('answers a ping that comes byte by byte', () => using(FrameSocket.dial(), async (socket) => {
    await socket.chop(frame(PING, Buffer.alloc(125, 0xfe)), 1);

    await socket.expect(PONG, Buffer.alloc(125, 0xfe));
  }));

  for (const opcode of [PING, PONG]) {
    test(`fails on a ${opcode === PING ? 'ping' : 'pong'} of 126 bytes`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(opcode, Buffer.alloc(126, 0xfe)));

      await socket.expectClose(1002);
    }));
  }

  test('ignores pongs that nobody asked for', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(PONG), frame(PONG, 'unsolicited'), frame(PING, 'ping'), frame(TEXT, 'text'));

    await socket.expect(PONG, 'ping');
    await socket.expect(TEXT, 'text');
  }));

  test('answers ten pings in their order', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(...Array.from({ length: 10 }, (_, i) => frame(PING, `payload-${i}`)));

    for (let i = 0; i < 10; i++) {
      await socket.expect(PONG, `payload-${i}`);
    }
  }));

  test('answers ten pings that come byte by byte', () => using(FrameSocket.dial(), async (socket) => {
    await socket.chop(Buffer.concat(Array.from({ length: 10 }, (_, i) => frame(PING, `payload-${i}`))), 1);

    for (let i = 0; i < 10; i++) {
      await socket.expect(PONG, `payload-${i}`);
    }
  }));
});

describe('WebSocket reserved bits (Autobahn 3)', () => {
  for (const rsv of [1, 2, 3, 4, 5, 6, 7]) {
    for (const [name, opcode] of [['text', TEXT], ['binary message', BINARY], ['ping', PING]]) {
      test(`fails on RSV ${rsv} in a ${name}`, () => using(FrameSocket.dial(), async (socket) => {
        socket.send(frame(opcode, 'x', { rsv }), frame(PING));

        await socket.expectClose(1002);
      }));
    }
  }

  test('echoes what came before the broken frame', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, 'good'));
    await socket.expect(TEXT, 'good');
    await socket.chop(frame(TEXT, 'bad', { rsv: 4 }), 1);

    await socket.expectClose(1002);
  }));

  test('fails on a reserved bit in a continuation', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, 'one', { fin: false }), frame(CONTINUATION, 'two', { rsv: 4 }));

    await socket.expectClose(1002);
  }));
});

describe('WebSocket opcodes (Autobahn 4)', () => {
  for (const opcode of [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) {
    test(`fails on the reserved opcode ${opcode}`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(opcode, opcode % 2 ? '' : 'payload'), frame(PING));

      await socket.expectClose(1002);
    }));
  }
});

describe('WebSocket frames that no client may send', () => {
  test('fails on a frame without a mask', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, 'unmasked', { masked: false }));

    await socket.expectClose(1002);
  }));

  test('fails on a length beyond 63 bits', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(Buffer.from([0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));

    await socket.expectClose(1002, 1009);
  }));

  test('fails on a length of an exabyte', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(Buffer.from([0x82, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));

    await socket.expectClose(1009);
  }));
});
