import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAlive, join, joined, receive } from '../lib/socket-io.mjs';
import { using } from '../lib/websocket.mjs';

const at = (num) => `{"_placeholder":true,"num":${num}}`;
const bytes = (...values) => Buffer.from(values);

describe('Socket.IO binary events', () => {
  test('come back with their attachment', () => using(joined(), async (wire) => {
    wire.send(`451-["message",${at(0)}]`, bytes(1, 2, 3));

    assert.deepEqual(await wire.take(2), [`451-["message-back",${at(0)}]`, bytes(1, 2, 3)]);
  }));

  test('come back with several attachments', () => using(joined(), async (wire) => {
    wire.send(`452-["message",${at(0)},${at(1)}]`, bytes(1), bytes(2, 3));

    assert.deepEqual(await wire.take(3), [`452-["message-back",${at(0)},${at(1)}]`, bytes(1), bytes(2, 3)]);
  }));

  test('come back with attachments in base64 to a client that asks for that', () => using(joined({ query: { EIO: '4', transport: 'websocket', b64: '1' } }), async (wire) => {
    wire.send(`452-["message",${at(0)},${at(1)}]`, bytes(1), bytes(2, 3));

    assert.deepEqual(await wire.take(3), [`452-["message-back",${at(0)},${at(1)}]`, 'bAQ==', 'bAgM=']);
  }));

  test('come back with ten attachments', () => using(joined(), async (wire) => {
    const buffers = Array.from({ length: 10 }, (_, i) => bytes(i));

    wire.send(`4510-["message",${buffers.map((_, i) => at(i)).join()}]`, ...buffers);

    assert.deepEqual((await receive(wire)).data, ['message-back', ...buffers]);
  }));

  test('keep attachments deep in an argument in their places', () => using(joined(), async (wire) => {
    wire.send(`453-["message",{"a":[1,${at(0)}],"b":{"c":${at(1)}}},"x",[[${at(2)}]]]`, bytes(1), bytes(2), bytes(3));

    assert.deepEqual((await receive(wire)).data, ['message-back', { a: [1, bytes(1)], b: { c: bytes(2) } }, 'x', [[bytes(3)]]]);
  }));

  test('take placeholders in any order', () => using(joined(), async (wire) => {
    wire.send(`452-["message",${at(1)},${at(0)}]`, bytes(0), bytes(1));

    assert.deepEqual((await receive(wire)).data, ['message-back', bytes(1), bytes(0)]);
  }));

  test('take an attachment of no bytes', () => using(joined(), async (wire) => {
    wire.send(`452-["message",${at(0)},${at(1)}]`, Buffer.alloc(0), bytes(1));

    assert.deepEqual((await receive(wire)).data, ['message-back', Buffer.alloc(0), bytes(1)]);
  }));

  test('take an attachment of half a megabyte', () => using(joined(), async (wire) => {
    const long = Buffer.alloc(500_000, 'long');

    wire.send(`451-["message",${at(0)}]`, long);

    const [, received] = (await receive(wire)).data;
    assert.ok(received.equals(long));
  }));

  test('take an attachment in fragments', () => using(joined(), async (wire) => {
    wire.send(`451-["message",${at(0)}]`);
    wire.socket.send(bytes(1, 2), { fin: false });
    wire.socket.send(bytes(3), { fin: true });

    assert.deepEqual((await receive(wire)).data, ['message-back', bytes(1, 2, 3)]);
  }));

  test('belong to their namespace', () => using(joined(), async (wire) => {
    await join(wire, '/custom');

    wire.send(`451-/custom,["message",${at(0)}]`, bytes(9));

    assert.deepEqual(await wire.take(2), [`451-/custom,["message-back",${at(0)}]`, bytes(9)]);
  }));

  test('are answered through the ack', () => using(joined(), async (wire) => {
    wire.send(`452-789["message-with-ack",${at(0)},${at(1)}]`, bytes(1, 2, 3), bytes(4, 5, 6));

    assert.deepEqual(await wire.take(3), [`462-789[${at(0)},${at(1)}]`, bytes(1, 2, 3), bytes(4, 5, 6)]);
  }));

  test('follow each other without mixing', () => using(joined(), async (wire) => {
    for (let i = 0; i < 50; i++) {
      wire.send(`451-["message",${i},${at(0)}]`, bytes(i), `42["message",${i}]`);
    }
    for (let i = 0; i < 50; i++) {
      assert.deepEqual((await receive(wire)).data, ['message-back', i, bytes(i)]);
      assert.deepEqual((await receive(wire)).data, ['message-back', i]);
    }
  }));

  test('let an answer to a ping pass between their parts', () => using(joined(), async (wire) => {
    wire.send(`452-["message",${at(0)},${at(1)}]`, bytes(1), '3', bytes(2));

    assert.deepEqual((await receive(wire)).data, ['message-back', bytes(1), bytes(2)]);
  }));

  test('may have attachments that no placeholder names', () => using(joined(), async (wire) => {
    wire.send('451-["message","x"]', bytes(1));

    const { data } = await receive(wire);
    assert.deepEqual(data, ['message-back', 'x']);
    await assertAlive(wire);
  }));
});

describe('Socket.IO binary events that break the rules close the connection', () => {
  const broken = [
    ['a binary message that nobody announced', bytes(1, 2, 3)],
    ['one attachment too many', `451-["message",${at(0)}]`, bytes(1), bytes(2)],
    ['a text while an attachment is due', `451-["message",${at(0)}]`, '42["message"]'],
    ['a text between two attachments', `452-["message",${at(0)},${at(1)}]`, bytes(1), '42["message"]', bytes(2)],
    ['a second binary event while an attachment is due', `451-["message",${at(0)}]`, `451-["message",${at(0)}]`, bytes(1)],
    ['a placeholder beyond the attachments', `451-["message",${at(1)}]`, bytes(1)],
    ['a placeholder below 0', `451-["message",${at(-1)}]`, bytes(1)],
    ['a placeholder whose number is a text', '451-["message",{"_placeholder":true,"num":"0"}]', bytes(1)],
    ['a placeholder without a number', '451-["message",{"_placeholder":true}]', bytes(1)],
    ['no number of attachments', `45-["message",${at(0)}]`, bytes(1)],
    ['no dash', `451["message",${at(0)}]`, bytes(1)],
    ['0 attachments', '450-["message"]'],
    ['a negative number of attachments', '45-1-["message"]'],
    ['half an attachment', `450.5-["message",${at(0)}]`],
    ['eleven attachments', `4511-["message",${at(0)}]`],
    ['a million attachments', `451000000-["message",${at(0)}]`],
    ['no JSON', '451-["message"', bytes(1)],
    ['no array', '451-{}', bytes(1)],
    ['a binary ack of no array', '461-1{}', bytes(1)],
  ];
  for (const [name, ...messages] of broken) {
    test(name, () => using(joined(), async (wire) => {
      wire.send(...messages);

      await wire.end();
    }));
  }

  test('a binary message before any namespace is joined', () => using(joined(), async (wire) => {
    wire.send('41', bytes(1));

    await wire.end();
  }));
});
