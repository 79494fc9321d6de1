import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clients, connected, event } from '../lib/clients.mjs';
import { PATIENCE } from '../lib/within.mjs';

const TRANSPORTS = [['polling'], ['websocket'], ['polling', 'websocket']];

describe('Official clients over several heartbeats', { concurrency: true }, () => {
  for (const transports of TRANSPORTS) {
    test(`socket.io-client stays connected over ${transports.join(', then ')}`, async (context) => {
      const socket = await connected(clients(context).socket('/', { transports }));
      const reasons = [];
      socket.on('disconnect', (reason) => reasons.push(reason));

      for (let i = 0; i < 4; i++) {
        await event(socket.io, 'ping');
      }

      assert.equal(await socket.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
      assert.deepEqual(reasons, []);
    });

    test(`engine.io-client stays connected over ${transports.join(', then ')}`, async (context) => {
      const socket = clients(context).engine({ transports });
      for (let i = 0; i < 4; i++) {
        await event(socket, 'ping');
      }

      const echo = event(socket, 'message');
      socket.send('alive');
      assert.deepEqual(await echo, ['alive']);
    });
  }
});
