import { describe, test } from 'node:test';
import { BINARY, CLOSE, CONTINUATION, frame, FrameSocket, TEXT } from '../lib/frames.mjs';
import { using } from '../lib/websocket.mjs';

const open = { fin: false };
const hex = (text) => Buffer.from(text.replaceAll(' ', ''), 'hex');

// Each of them between the ends and right behind the ranges that RFC 3629 allows.
const VALID = [
  ['two bytes', 'c2 80'], ['the last of two', 'df bf'], ['three bytes', 'e0 a0 80'], ['before the surrogates', 'ed 9f bf'], ['behind the surrogates', 'ee 80 80'],
  ['a noncharacter', 'ef bf bf'], ['the byte order mark', 'ef bb bf'], ['four bytes', 'f0 90 80 80'], ['the last of all', 'f4 8f bf bf'], ['Greek', 'ce ba e1 bd b9 cf 83 ce bc ce b5'],
];
const INVALID = [
  ['a continuation byte alone', '80'], ['the last continuation byte alone', 'bf'], ['Greek and a surrogate', 'ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80 65 64'],
  ['a slash in two bytes', 'c0 af'], ['a slash in three bytes', 'e0 80 af'], ['a slash in four bytes', 'f0 80 80 af'], ['NUL in two bytes', 'c0 80'],
  ['an overlong of two', 'c1 bf'], ['an overlong of three', 'e0 9f bf'], ['an overlong of four', 'f0 8f bf bf'], ['the first surrogate', 'ed a0 80'],
  ['the last surrogate', 'ed bf bf'], ['a surrogate pair', 'ed a0 80 ed b0 80'], ['beyond the last of all', 'f4 90 80 80'], ['five bytes', 'f8 88 80 80 80'],
  ['six bytes', 'fc 84 80 80 80 80'], ['FE', 'fe'], ['FF', 'ff'], ['an end too early', 'e2 82'], ['a start inside a character', 'e2 82 c2'], ['one byte of four', 'f0'],
];

describe('WebSocket texts in UTF-8 (Autobahn 6)', () => {
  for (const [name, bytes] of VALID) {
    test(`echoes ${name}`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(TEXT, hex(bytes)));

      await socket.expect(TEXT, hex(bytes));
    }));
  }

  test('echoes characters that are cut by the end of a fragment', () => using(FrameSocket.dial(), async (socket) => {
    const text = Buffer.from('Hello-µ@ßöäüàá-UTF-8!! 🚀');
    const parts = [...text].map((byte, i) => frame(i === 0 ? TEXT : CONTINUATION, Buffer.from([byte]), { fin: i === text.length - 1 }));

    socket.send(...parts);

    await socket.expect(TEXT, text);
  }));

  test('echoes characters that come byte by byte', () => using(FrameSocket.dial(), async (socket) => {
    await socket.chop(frame(TEXT, 'µ€🚀'), 1);

    await socket.expect(TEXT, 'µ€🚀');
  }));

  for (const [name, bytes] of INVALID) {
    test(`fails on ${name}`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(TEXT, hex(bytes)));

      await socket.expectClose(1007);
    }));
  }

  test('fails on a character that the next fragment does not finish', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, hex('ce ba e1'), open), frame(CONTINUATION, 'x'));

    await socket.expectClose(1007);
  }));

  test('fails on a character that the last fragment leaves open', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, 'good', open), frame(CONTINUATION, hex('f0 9f 9a')));

    await socket.expectClose(1007);
  }));

  test('fails on a message that goes wrong long after its start', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(TEXT, Buffer.concat([Buffer.from('€'.repeat(30_000)), hex('ff')])));

    await socket.expectClose(1007);
  }));

  for (const [name, bytes] of [['a slash in two bytes', 'c0 af'], ['a surrogate', 'ed a0 80'], ['an end too early', 'e2 82']]) {
    test(`fails on ${name} in a close reason`, () => using(FrameSocket.dial(), async (socket) => {
      socket.send(frame(CLOSE, hex(`03e8 ${bytes}`)));

      await socket.expectClose(1007, 1002);
    }));
  }

  test('does not look into bytes', () => using(FrameSocket.dial(), async (socket) => {
    socket.send(frame(BINARY, hex('c0 af ff')));

    await socket.expect(BINARY, hex('c0 af ff'));
  }));
});
