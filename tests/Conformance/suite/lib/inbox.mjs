import { PATIENCE, within } from './within.mjs';

/** What arrives, in order, for a reader that waits for it. */
export class Inbox {
  #arrived = [];
  #readers = [];
  #ended;

  put(item) {
    const reader = this.#readers.shift();
    if (reader) {
      reader.resolve(item);
    } else {
      this.#arrived.push(item);
    }
  }

  /** Nothing more will come: whoever waits fails. */
  end(why) {
    this.#ended = new Error(why);
    this.#readers.splice(0).forEach(({ reject }) => reject(this.#ended));
  }

  /** How many items nobody has read. */
  get unread() {
    return this.#arrived.length;
  }

  /** The next item. */
  next(what = 'message', patience = PATIENCE) {
    if (this.#arrived.length > 0) {
      return Promise.resolve(this.#arrived.shift());
    }
    if (this.#ended) {
      return Promise.reject(this.#ended);
    }
    return within(patience, new Promise((resolve, reject) => this.#readers.push({ resolve, reject })), what);
  }

  /** The next items. */
  async take(count) {
    const items = [];
    while (items.length < count) {
      items.push(await this.next(`message ${items.length + 1} of ${count}`));
    }
    return items;
  }
}
