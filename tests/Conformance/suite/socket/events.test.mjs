import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAlive, join, joined, receive } from '../lib/socket-io.mjs';
import { using } from '../lib/websocket.mjs';

describe('Socket.IO events', () => {
  const echoed = [
    ['no argument', '["message"]', '["message-back"]'],
    ['one argument', '["message",1]', '["message-back",1]'],
    ['several arguments', '["message",1,"2",{"3":[true]}]', '["message-back",1,"2",{"3":[true]}]'],
    ['null and booleans', '["message",null,true,false]', '["message-back",null,true,false]'],
    ['empty texts, objects and arrays', '["message","",{},[],[[]]]', '["message-back","",{},[],[[]]]'],
    ['characters of every length', '["message","€ ü 你好 🚀"]', '["message-back","€ ü 你好 🚀"]'],
    ['quotes and backslashes', '["message","\\"\\\\\\n"]', '["message-back","\\"\\\\\\n"]'],
    ['names of an object\'s own parts', '["message",{"__proto__":{"a":1},"constructor":null}]', '["message-back",{"__proto__":{"a":1},"constructor":null}]'],
    ['a look-alike of a placeholder', '["message",{"_placeholder":false,"num":0}]', '["message-back",{"_placeholder":false,"num":0}]'],
    ['a text that looks like a packet', '["message","42[\\"message\\"]"]', '["message-back","42[\\"message\\"]"]'],
  ];
  for (const [name, sent, expected] of echoed) {
    test(`come back with ${name}`, () => using(joined(), async (wire) => {
      wire.send(`42${sent}`);

      assert.equal(await wire.next(), `42${expected}`);
    }));
  }

  const equal = [
    ['white space', '[ "message" , 1 , { "a" : [ 2 ] } ]'],
    ['numbers in every notation', '["message",0,-1,1.5,-0.25,1e3,1E-2,9007199254740991]'],
    ['escaped characters', '["message","\\u00fc\\ud83d\\ude80\\/\\u0000\\u001e"]'],
    ['half of a surrogate pair', '["message","\\ud800"]'],
    ['an escaped name', '["\\u006dessage",1]'],
    ['nesting', `["message",${'['.repeat(20)}${']'.repeat(20)}]`],
  ];
  for (const [name, sent] of equal) {
    test(`keep their value with ${name}`, () => using(joined(), async (wire) => {
      wire.send(`42${sent}`);

      const { data } = await receive(wire);
      assert.deepEqual(data, ['message-back', ...JSON.parse(sent).slice(1)]);
    }));
  }

  test('come back long', () => using(joined(), async (wire) => {
    const text = 'ü'.repeat(400_000);

    wire.send(`42${JSON.stringify(['message', text])}`);

    assert.deepEqual((await receive(wire)).data, ['message-back', text]);
  }));

  test('come back in the order they were sent', () => using(joined(), async (wire) => {
    const sent = Array.from({ length: 1000 }, (_, i) => i);

    wire.send(...sent.map((i) => `42["message",${i}]`));

    const received = (await wire.take(1000)).map((message) => JSON.parse(message.slice(2))[1]);
    assert.deepEqual(received, sent);
  }));

  test('of a namespace stay in it', () => using(joined(), async (wire) => {
    await join(wire, '/custom');

    wire.send('42/custom,["message","custom"]', '42["message","main"]');

    const received = [await receive(wire), await receive(wire)].map(({ namespace, data }) => [namespace, data[1]]);
    assert.deepEqual(received.sort(), [['/', 'main'], ['/custom', 'custom']]);
  }));

  test('of another connection stay there', () => using(joined(), (one) => using(joined(), async (other) => {
    one.send('42["message","one"]');

    await assertAlive(other);
    assert.equal(await one.next(), '42["message-back","one"]');
  })));

  for (const [name, packet] of [['an unknown name', '42["unknown",1]'], ['a number for a name', '42[7,1]'], ['an empty name', '42["",1]']]) {
    test(`with ${name} are ignored`, () => using(joined(), async (wire) => {
      wire.send(packet);

      await assertAlive(wire);
    }));
  }
});

describe('Socket.IO acknowledgements', () => {
  const answered = [
    ['several arguments', '42456["message-with-ack",1,"2",{"3":[false]}]', '43456[1,"2",{"3":[false]}]'],
    ['no argument', '421["message-with-ack"]', '431[]'],
    ['null', '421["message-with-ack",null]', '431[null]'],
    ['id 0', '420["message-with-ack",1]', '430[1]'],
    ['the greatest integer for an id', '429007199254740991["message-with-ack",1]', '439007199254740991[1]'],
  ];
  for (const [name, sent, expected] of answered) {
    test(`answer ${name}`, () => using(joined(), async (wire) => {
      wire.send(sent);

      assert.equal(await wire.next(), expected);
    }));
  }

  test('of a namespace name it', () => using(joined(), async (wire) => {
    await join(wire, '/custom');

    wire.send('42/custom,7["message-with-ack","x"]');

    assert.equal(await wire.next(), '43/custom,7["x"]');
  }));

  test('may use one id again', () => using(joined(), async (wire) => {
    wire.send('421["message-with-ack",1]', '421["message-with-ack",2]');

    assert.deepEqual(await wire.take(2), ['431[1]', '431[2]']);
  }));

  test('are not sent when none is asked for', () => using(joined(), async (wire) => {
    wire.send('42["message-with-ack",1]');

    await assertAlive(wire);
  }));

  for (const packet of ['43999[]', '430["x"]', '4318446744073709551615[1]']) {
    test(`that nobody waits for are ignored: ${packet}`, () => using(joined(), async (wire) => {
      wire.send(packet);

      await assertAlive(wire);
    }));
  }
});
