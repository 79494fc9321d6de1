// The npm socket.io server with the handlers of the gateway's bench mode: rooms, acknowledgements, replies in chunks.
import { randomUUID } from 'node:crypto';
import { Server } from 'socket.io';

const io = new Server({ transports: ['polling', 'websocket'] });

io.on('connection', (socket) => {
  const sessionId = randomUUID();

  socket.on('join_room', (roomId) => {
    socket.join(roomId);
    socket.emit('joined_room', { roomId });
  });

  socket.on('send_message', ({ content, roomId }) => {
    const message = { userId: socket.id, content, timestamp: new Date().toISOString(), isAi: false };
    socket.to(roomId).emit('new_message', message);
    socket.emit('message_sent', message);
  });

  const reply = ({ chunks, delayMs = 0 }, callback) => {
    const messageId = randomUUID();
    const acknowledgement = { sessionId, messageId, timestamp: Date.now(), latency: 0 };
    socket.emit('message:ack', acknowledgement);
    callback?.(acknowledgement);
    if (chunks === undefined) return;

    let chunkIndex = 0;
    const next = () => {
      socket.emit('message:chunk', {
        sessionId, messageId, content: 'The Nile is 6,650 km long. ', chunkIndex, seq: chunkIndex + 1, timestamp: Date.now(),
      });
      chunkIndex++;
    };
    const complete = () => socket.emit('message:complete', {
      sessionId, messageId, role: 'assistant', content: '', metadata: { chunkCount: chunks, streamLatency: 0, tokens: { input: 0, output: 0 } },
    });

    if (delayMs === 0) {
      while (chunkIndex < chunks) next();
      complete();
      return;
    }

    const timer = setInterval(() => {
      if (chunkIndex < chunks) next();
      if (chunkIndex < chunks) return;
      clearInterval(timer);
      complete();
    }, delayMs);
    socket.on('disconnect', () => clearInterval(timer));
  };
  socket.on('message:send', reply);
  socket.on('message', reply);
});

io.listen(Number(process.env.PORT));
process.on('SIGTERM', () => process.exit(0));
