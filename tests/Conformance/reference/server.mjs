// The original servers behind the addresses that a conformance target has: 'npm run reference [-- PORT]'.
import { createServer } from 'node:http';
import { Server as EngineServer } from 'engine.io';
import { Server as SocketServer } from 'socket.io';
import { WebSocketServer } from 'ws';

const heartbeat = { pingInterval: 300, pingTimeout: 200, maxHttpBufferSize: 1_000_000, cors: { origin: true, credentials: true } };

const http = createServer((request, response) => response.writeHead(404).end());

const engine = new EngineServer(heartbeat);
engine.on('connection', (socket) => socket.on('data', (data) => socket.send(data)));

const io = new SocketServer(http, { ...heartbeat, connectTimeout: 1000, destroyUpgrade: false });
for (const name of ['/', '/custom']) {
  io.of(name).on('connection', (socket) => {
    socket.emit('auth', socket.handshake.auth);
    socket.on('message', (...args) => socket.emit('message-back', ...args));
    socket.on('message-with-ack', (...args) => {
      const ack = args.pop();
      if (typeof ack === 'function') {
        ack(...args);
      }
    });
  });
}

const echo = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 64 * 1024 * 1024 });
echo.on('connection', (socket) => {
  socket.on('error', () => {});
  socket.on('message', (data, binary) => socket.send(data, { binary }));
});

const requests = http.listeners('request');
http.removeAllListeners('request');
http.on('request', (request, response) =>
  request.url.startsWith('/engine.io/') ? engine.handleRequest(request, response) : requests.forEach((listener) => listener.call(http, request, response)));
http.on('upgrade', (request, socket, head) => {
  if (request.url.startsWith('/engine.io/')) {
    engine.handleUpgrade(request, socket, head);
  } else if (request.url.startsWith('/ws-echo')) {
    echo.handleUpgrade(request, socket, head, (opened) => echo.emit('connection', opened));
  }
});

http.listen(Number(process.argv[2] ?? 3000), '127.0.0.1', () => console.log(`Now listening on: http://127.0.0.1:${http.address().port}`));
