import assert from 'node:assert/strict';
import { get, post } from './http.mjs';

const SEPARATOR = '\x1e';

/** An Engine.IO session over long-polling, request by request. */
export class PollingSession {
  #posts = Promise.resolve();
  #unread = [];

  constructor(path, open) {
    this.path = path;
    this.open = open;
    this.sid = open.sid;
    this.query = { EIO: '4', transport: 'polling', sid: open.sid };
  }

  static async start(path = '/engine.io/') {
    const answer = await get(path, { query: { EIO: '4', transport: 'polling' } });
    assert.equal(answer.status, 200);
    assert.equal(answer.text[0], '0');
    return new PollingSession(path, JSON.parse(answer.text.slice(1)));
  }

  poll(options) {
    return get(this.path, { query: this.query, ...options });
  }

  /** A poll that waits at the server: requests that were sent behind it have been answered. */
  async waitingPoll() {
    const answer = this.poll();
    await this.push('3');
    await this.push('3');
    return { answer };
  }

  /** Sends packets in one request; requests of one session never overlap. */
  push(...packets) {
    const request = this.#posts.then(() => post(this.path, packets.join(SEPARATOR), { query: this.query }));
    this.#posts = request.catch(() => {});
    return request;
  }

  /** The next packets, with pings answered; neither they nor NOOPs count. */
  async receive(count) {
    while (this.#unread.length < count) {
      const answer = await this.poll();
      assert.equal(answer.status, 200, answer.text);
      for (const packet of answer.text.split(SEPARATOR)) {
        if (packet === '2') {
          await this.push('3');
        } else if (packet !== '6') {
          this.#unread.push(packet);
        }
      }
    }
    return this.#unread.splice(0, count);
  }

  /** Fails unless the server has forgotten the session. */
  async assertGone() {
    const answer = await this.poll();
    assert.equal(answer.status, 400);
    assert.deepEqual(JSON.parse(answer.text), { code: 1, message: 'Session ID unknown' });
  }
}
