// Drives the official socket.io-client for the .NET tests: one JSON command per line in, one JSON report per line out.
import { createInterface } from 'node:readline';
import { io, Manager } from 'socket.io-client';

const sockets = new Map();
const managers = new Map();

const report = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

function watch(id, socket) {
  sockets.set(id, socket);
  socket.on('connect', () => report({ socket: id, event: 'connect', args: [{ id: socket.id, recovered: socket.recovered, pid: socket._pid ?? null }] }));
  socket.on('connect_error', (error) =>
    report({ socket: id, event: 'connect_error', args: [{ message: error.message, data: error.data ?? null }] }));
  socket.on('disconnect', (reason, details) =>
    report({ socket: id, event: 'disconnect', args: [reason, { description: String(details?.description?.reason ?? details?.description ?? '') }] }));
  socket.io.on('open', () =>
    socket.io.engine.once('upgrade', (transport) => report({ socket: id, event: 'upgrade', args: [{ transport: transport.name }] })));
  socket.onAny((event, ...args) => report({ socket: id, event, args }));
}

/** Bytes for `{ $binary: base64 }`, however deep it stands. */
function revive(value) {
  if (!value || typeof value !== 'object') {
    return value;
  }
  if (typeof value.$binary === 'string') {
    return Buffer.from(value.$binary, 'base64');
  }
  return Array.isArray(value) ? value.map(revive) : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revive(member)]));
}

const commands = {
  connect({ socket, url, path, auth, options }) {
    watch(socket, io(url, { path, auth, transports: ['websocket'], forceNew: true, reconnection: false, ...options }));
  },
  // A second namespace on the connection of another socket.
  join({ socket, of, url, namespace, path, auth }) {
    const manager = of ? sockets.get(of).io : managers.get(url) ?? new Manager(url, { path, transports: ['websocket'] });
    watch(socket, manager.socket(namespace, { auth }));
  },
  emit({ socket, event, args }) {
    sockets.get(socket).emit(event, ...revive(args));
  },
  async ask({ socket, event, args, call, timeout }) {
    try {
      const answer = await sockets.get(socket).timeout(timeout ?? 10000).emitWithAck(event, ...revive(args));
      report({ call, answer: answer ?? null });
    } catch (error) {
      report({ call, error: error.message });
    }
  },
  // What it shows when it connects again.
  auth({ socket, auth }) {
    sockets.get(socket).auth = auth;
  },
  disconnect({ socket }) {
    sockets.get(socket).disconnect();
  },
  // Cuts the connection without a goodbye.
  cut({ socket }) {
    sockets.get(socket).io.engine.transport.ws?._socket?.destroy();
  },
};

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const command = JSON.parse(line);
    commands[command.do](command);
  })
  .on('close', () => process.exit(0));

report({ ready: true });
