import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { assertAlive, dial, join, joined, settled } from '../lib/socket-io.mjs';
import { using } from '../lib/websocket.mjs';

describe('Socket.IO disconnect', () => {
  test('from / leaves the connection open for another connect', () => using(dial(), async (wire) => {
    const first = await join(wire);

    wire.send('41');
    await settled(wire);

    assert.notEqual(await join(wire), first);
    await assertAlive(wire);
  }));

  test('from /custom leaves / as it is', () => using(joined(), async (wire) => {
    await join(wire, '/custom');

    wire.send('41/custom,');
    await settled(wire);

    await assertAlive(wire);
    await join(wire, '/custom');
    await assertAlive(wire, '/custom');
  }));

  test('from / leaves /custom as it is', () => using(joined(), async (wire) => {
    await join(wire, '/custom');

    wire.send('41');

    await assertAlive(wire, '/custom');
  }));

  test('from /custom needs no comma behind its name', () => using(joined(), async (wire) => {
    await join(wire, '/custom');

    wire.send('41/custom');
    await settled(wire);

    await join(wire, '/custom');
    await assertAlive(wire);
  }));

  test('then an event closes the connection', () => using(joined(), async (wire) => {
    wire.send('41');
    await settled(wire);

    wire.send('42["message"]');

    await wire.end();
  }));

  test('from a namespace that was not joined closes the connection', () => using(joined(), async (wire) => {
    wire.send('41/custom,');

    await wire.end();
  }));

  test('with a payload closes the connection', () => using(joined(), async (wire) => {
    wire.send('41{}');

    await wire.end();
  }));
});
