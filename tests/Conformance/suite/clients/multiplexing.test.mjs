import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clients, connected, event } from '../lib/clients.mjs';
import { PATIENCE } from '../lib/within.mjs';

for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
  describe(`socket.io-client with several namespaces on one connection over ${transports.join(', then ')}`, () => {
    const pair = async (context) => {
      const manager = clients(context).manager({ transports });
      const [main, custom] = [manager.socket('/', { auth: { of: 'main' } }), manager.socket('/custom', { auth: { of: 'custom' } })];
      const greetings = Promise.all([event(main, 'auth'), event(custom, 'auth')]);
      await Promise.all([connected(main), connected(custom)]);
      return { manager, main, custom, greetings: (await greetings).flat() };
    };

    test('has an id and an auth payload in each', async (context) => {
      const { main, custom, greetings } = await pair(context);

      assert.notEqual(main.id, custom.id);
      assert.deepEqual(greetings, [{ of: 'main' }, { of: 'custom' }]);
    });

    test('mixes neither events nor acks nor bytes', async (context) => {
      const { main, custom } = await pair(context);
      const both = (ask) => Promise.all([main, custom].map(ask));

      const echoes = both((socket) => event(socket, 'message-back'));
      main.emit('message', 'main', Buffer.from([1]));
      custom.emit('message', 'custom', Buffer.from([2]));

      assert.deepEqual((await echoes).map(([name, bytes]) => [name, Buffer.from(bytes)[0]]), [['main', 1], ['custom', 2]]);
      assert.deepEqual(await both((socket) => socket.timeout(PATIENCE).emitWithAck('message-with-ack', socket.nsp)), ['/', '/custom']);
    });

    test('leaves one and keeps the other', async (context) => {
      const { manager, main, custom } = await pair(context);

      custom.disconnect();

      assert.equal(await main.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
      assert.equal(manager._readyState, 'open');
      await connected(custom.connect());
      assert.equal(await custom.timeout(PATIENCE).emitWithAck('message-with-ack', 2), 2);
    });

    test('is refused in one and keeps the other', async (context) => {
      const { manager, main } = await pair(context);

      const [error] = await event(manager.socket('/random'), 'connect_error');

      assert.equal(error.message, 'Invalid namespace');
      assert.equal(await main.timeout(PATIENCE).emitWithAck('message-with-ack', 1), 1);
    });
  });
}
