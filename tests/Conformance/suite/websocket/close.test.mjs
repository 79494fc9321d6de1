import { describe, test } from 'node:test';
import { CLOSE, closeFrame, CONTINUATION, frame, FrameSocket, PING, TEXT } from '../lib/frames.mjs';
import { using } from '../lib/websocket.mjs';
import { within } from '../lib/within.mjs';

describe('WebSocket close (Autobahn 7)', () => {
  test('echoes what came before and closes in turn', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, 'Hello World!'), closeFrame(1000));

    await socket.expect(TEXT, 'Hello World!');
    await socket.expectClose(1000);
    await socket.expectEnd();
  }));

  test('answers two close frames once', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(closeFrame(1000), closeFrame(1000));

    await socket.expectClose(1000);
    await socket.expectEnd();
  }));

  for (const [name, late] of [['a ping', frame(PING)], ['a text', frame(TEXT, 'late')], ['a fragment', frame(CONTINUATION, 'late')]]) {
    test(`does not answer ${name} behind a close frame`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(closeFrame(1000), late);

      await socket.expectClose(1000);
      await socket.expectEnd();
    }));
  }

  test('closes inside a message', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, 'fragment', { fin: false }), closeFrame(1000), frame(CONTINUATION, 'late'));

    await socket.expectClose(1000);
    await socket.expectEnd();
  }));

  test('answers while a long message is being echoed', () => using(FrameSocket.dial(), async (socket) => {
    const payload = '*'.repeat(262_144);

    socket.send(frame(TEXT, payload), closeFrame(1000));

    await socket.expect(TEXT, payload);
    await socket.expectClose(1000);
  }));

  test('without a code is answered', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(CLOSE));

    await socket.expectClose(undefined, 1000, 1005);
    await socket.expectEnd();
  }));

  for (const [name, bad] of [['an unknown opcode', frame(3, 'abc')], ['text that is not UTF-8', frame(TEXT, Buffer.from([0xC0, 0xAF]))]]) {
    test(`does not linger when the client answers the close frame for ${name}`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(bad, closeFrame(1002));

      await socket.expectClose(1002, 1007);
      await within(1_000, socket.expectEnd(), 'end of the connection');
    }));
  }

  test('with half a code fails', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(CLOSE, 'a'));

    await socket.expectClose(1002);
  }));

  for (const reason of ['Hello World!', 'ü€🚀', '*'.repeat(123)]) {
    test(`with a reason of ${Buffer.byteLength(reason)} bytes is answered`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(closeFrame(1000, reason));

      await socket.expectClose(1000);
      await socket.expectEnd();
    }));
  }

  test('with a reason of 124 bytes fails', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(closeFrame(1000, '*'.repeat(124)));

    await socket.expectClose(1002);
  }));

  for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999]) {
    test(`with ${code} is answered with the same`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(closeFrame(code));

      await socket.expectClose(code);
      await socket.expectEnd();
    }));
  }

  for (const code of [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535]) {
    test(`with ${code} fails`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(closeFrame(code));

      await socket.expectClose(1002);
    }));
  }
});
