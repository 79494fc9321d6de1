import { io, Manager } from 'socket.io-client';
import { Socket as EngineSocket } from 'engine.io-client';
import { target } from './target.mjs';
import { PATIENCE, within } from './within.mjs';

/** An emitter's next event of that name, as an array of its arguments. Works with the clients' own emitters, too. */
export const event = (emitter, name, patience = PATIENCE) =>
  within(patience, new Promise((resolve) => emitter.once(name, (...args) => resolve(args))), name);

/** Sockets of the official client that are gone with the test. */
export function clients(context) {
  const close = (closing) => context.after(closing);
  return {
    /** A socket on a connection of its own. */
    socket(namespace = '/', options = {}) {
      const socket = io(`${target.http}${namespace}`, { forceNew: true, reconnection: false, ...options });
      close(() => socket.io._close());
      return socket;
    },

    /** Sockets of several namespaces on one connection. */
    manager(options = {}) {
      const manager = new Manager(target.http, { reconnection: false, ...options });
      close(() => manager._close());
      return manager;
    },

    /** A bare Engine.IO socket. */
    engine(options = {}) {
      const socket = new EngineSocket(target.http, options);
      close(() => socket.close());
      return socket;
    },
  };
}

/** The socket, connected. */
export async function connected(socket) {
  const refused = new Promise((_, reject) => socket.once('connect_error', reject));
  refused.catch(() => {});
  await Promise.race([event(socket, 'connect'), refused]);
  return socket;
}

/** What the server acknowledges the event with, all of it. */
export const acknowledged = (socket, ...event) =>
  within(PATIENCE, new Promise((resolve) => socket.emit(...event, (...args) => resolve(args))), 'acknowledgement');

/** The arguments of the next events of that name. */
export const events = (emitter, name, count) => {
  const received = [];
  return within(PATIENCE, new Promise((resolve) => emitter.on(name, (...args) => received.push(args) === count && resolve(received))), `${count} times ${name}`);
};
