import assert from 'node:assert/strict';
import { engine } from './websocket.mjs';

const PACKET = /^4(?<type>\d)(?:(?<attachments>\d+)-)?(?:(?<namespace>\/[^,]*),)?(?<id>\d+)?(?<data>.*)$/s;

/** The parts of a Socket.IO packet in an Engine.IO message. */
export function parse(message) {
  const parts = PACKET.exec(message)?.groups;
  assert.ok(parts, `no Socket.IO packet: ${message}`);
  return {
    type: Number(parts.type),
    attachments: Number(parts.attachments ?? 0),
    namespace: parts.namespace ?? '/',
    id: parts.id === undefined ? undefined : Number(parts.id),
    data: parts.data ? JSON.parse(parts.data) : undefined,
  };
}

function fill(value, buffers) {
  if (value?._placeholder === true) {
    return buffers[value.num];
  }
  if (Array.isArray(value)) {
    return value.map((item) => fill(item, buffers));
  }
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, buffers)])) : value;
}

/** The next packet, with its attachments in their places. */
export async function receive(wire) {
  const packet = parse(await wire.next('packet'));
  const buffers = await wire.take(packet.attachments);
  assert.ok(buffers.every(Buffer.isBuffer), 'an attachment is no binary message');
  return { ...packet, data: fill(packet.data, buffers) };
}

/** A connection that has joined no namespace. */
export const dial = (options) => engine({ path: '/socket.io/', ...options });

const prefix = (namespace) => (namespace === '/' ? '' : `${namespace},`);

/** Joins a namespace; its id there. */
export async function join(wire, namespace = '/', auth = undefined) {
  wire.send(`40${prefix(namespace)}${auth === undefined ? '' : JSON.stringify(auth)}`);
  const connected = await receive(wire);
  assert.equal(connected.type, 0);
  assert.equal(connected.namespace, namespace);
  const greeting = await receive(wire);
  assert.deepEqual(greeting, { type: 2, attachments: 0, namespace, id: undefined, data: ['auth', auth ?? {}] });
  return connected.data.sid;
}

/** A connection in the default namespace. */
export async function joined(options) {
  const wire = await dial(options);
  await join(wire);
  return wire;
}

/** Fails unless the namespace still answers and had sent nothing before. */
export async function assertAlive(wire, namespace = '/') {
  const mark = `mark ${Math.random()}`;
  wire.send(`42${prefix(namespace)}${JSON.stringify(['message', mark])}`);
  const packet = await receive(wire);
  assert.deepEqual([packet.namespace, packet.data], [namespace, ['message-back', mark]]);
}

/** Waits until the server has dealt with everything sent so far. */
export async function settled(wire) {
  wire.send('40/settled,');
  assert.match(await wire.next('answer'), /^44\/settled,/);
}
