import { describe, test } from 'node:test';
import { unlikeTheOriginal } from '../lib/target.mjs';
import { assertAlive, dial, joined } from '../lib/socket-io.mjs';
import { using } from '../lib/websocket.mjs';

describe('Socket.IO packets that break the rules close the connection', () => {
  const fatal = [
    ['an unknown packet type', '49["message"]'],
    ['a packet type behind the last', '47["message"]'],
    ['a packet type that is no digit', '4x["message"]'],
    ['an error that only servers send', '44{"message":"x"}'],
    ['an event that is an object', '42{}'],
    ['an event that is a text', '42"message"'],
    ['an event that is null', '42null'],
    ['an event of an empty array', '42[]'],
    ['an event whose name is an object', '42[{}]'],
    ['an event whose name is null', '42[null]'],
    ['an event whose name is an array', '42[["message"]]'],
    ['an event that is cut off', '42["message"'],
    ['an event with something behind it', '42["message"]]'],
    ['an event in single quotes', '42[\'message\']'],
    ['an event with a comma too many', '42["message",]'],
    ['an event with a comment', '42["message"/**/]'],
    ['an event with a number that JSON does not know', '42["message",NaN]'],
    ['an event with a leading zero', '42["message",01]'],
    ['an event with an escape that JSON does not know', '42["message","\\x"]'],
    ['an event with a line break in a text', '42["message","a\nb"]'],
    ['an ack id below 0', '42-1["message"]'],
    ['an ack id with an exponent', '421e5["message"]'],
    ['an ack that is an object', '431{}'],
    ['an ack that is a text', '431"x"'],
    ['an event for a namespace that was not joined', '42/custom,["message"]'],
    ['an event for a namespace that does not exist', '42/random,["message"]'],
    ['an ack for a namespace that was not joined', '43/custom,1[]'],
    ...['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener'].map((name) => [`an event named ${name}`, `42["${name}"]`]),
  ];
  for (const [name, packet] of fatal) {
    test(name, () => using(joined(), async (wire) => {
      wire.send(packet);

      await wire.end();
    }));
  }

  test('an event without anything', unlikeTheOriginal('takes it for an event without a name'), () => using(joined(), async (wire) => {
    wire.send('42');

    await wire.end();
  }));

  test('an ack id that is no integer to anybody', unlikeTheOriginal('rounds it'), () => using(joined(), async (wire) => {
    wire.send(`42${'9'.repeat(30)}["message-with-ack",1]`);

    await wire.end();
  }));

  for (const packet of ['42["message"]', '421["message-with-ack"]', '431[]', '41']) {
    test(`before a namespace is joined: ${packet}`, () => using(dial(), async (wire) => {
      wire.send(packet);

      await wire.end();
    }));
  }

  test('and no other one', () => using(joined(), (other) => using(joined(), async (wire) => {
    wire.send('49');
    await wire.end();

    await assertAlive(other);
  })));
});
