import { describe, test } from 'node:test';
import { BINARY, CONTINUATION, frame, FrameSocket, PING, PONG, TEXT } from '../lib/frames.mjs';
import { using } from '../lib/websocket.mjs';

const open = { fin: false };

describe('WebSocket fragments (Autobahn 5)', () => {
  for (const [name, opcode] of [['ping', PING], ['pong', PONG]]) {
    test(`fails on a ${name} in fragments`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(opcode, 'one', open), frame(CONTINUATION, 'two'));

      await socket.expectClose(1002);
    }));
  }

  for (const [name, opcode] of [['text', TEXT], ['binary message', BINARY]]) {
    test(`joins a ${name} of two fragments`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(opcode, 'one', open), frame(CONTINUATION, 'two'));

      await socket.expect(opcode, 'onetwo');
    }));
  }

  test('joins fragments that come in writes of their own', () => using(FrameSocket.dial(), async (socket) => {
    for (const part of [frame(TEXT, 'one', open), frame(CONTINUATION, 'two', open), frame(CONTINUATION, 'three')]) {
      await socket.chop(part, part.length);
    }

    await socket.expect(TEXT, 'onetwothree');
  }));

  test('joins fragments that come byte by byte', () => using(FrameSocket.dial(), async (socket) => {
    await socket.chop(Buffer.concat([frame(TEXT, 'one', open), frame(CONTINUATION, 'two')]), 1);

    await socket.expect(TEXT, 'onetwo');
  }));

  test('joins fragments with nothing in them', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, '', open), frame(CONTINUATION, '', open), frame(CONTINUATION, 'x', open), frame(CONTINUATION));

    await socket.expect(TEXT, 'x');
  }));

  test('answers a ping between two fragments', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, 'one', open), frame(PING, 'ping'), frame(CONTINUATION, 'two'));

    await socket.expect(PONG, 'ping');
    await socket.expect(TEXT, 'onetwo');
  }));

  test('answers several pings between many fragments', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(
      frame(TEXT, '1', open), frame(CONTINUATION, '2', open), frame(PING, 'pongme 1'),
      frame(CONTINUATION, '3', open), frame(PING, 'pongme 2'), frame(CONTINUATION, '4'),
    );

    await socket.expect(PONG, 'pongme 1');
    await socket.expect(PONG, 'pongme 2');
    await socket.expect(TEXT, '1234');
  }));

  for (const fin of [true, false]) {
    test(`fails on a ${fin ? 'last' : 'further'} continuation of nothing`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(CONTINUATION, 'non-continuation payload', { fin }), frame(TEXT, 'Hello, world!'));

      await socket.expectClose(1002);
    }));
  }

  test('fails on a continuation behind a finished message', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, 'one', open), frame(CONTINUATION, 'two'));
    await socket.expect(TEXT, 'onetwo');

    socket.send(frame(CONTINUATION, 'three'));

    await socket.expectClose(1002);
  }));

  for (const [name, opcode] of [['text', TEXT], ['binary message', BINARY]]) {
    test(`fails on a ${name} inside a message`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(TEXT, 'one', open), frame(opcode, 'two'));

      await socket.expectClose(1002);
    }));
  }

  test('joins a hundred fragments twice', () => using(FrameSocket.dial(), async (socket) => {
    const fragments = Array.from({ length: 100 }, (_, i) => frame(i === 0 ? BINARY : CONTINUATION, `${i},`, { fin: i === 99 }));
    const expected = Array.from({ length: 100 }, (_, i) => `${i},`).join('');

    socket.send(...fragments, ...fragments);

    await socket.expect(BINARY, expected);
    await socket.expect(BINARY, expected);
  }));
});
