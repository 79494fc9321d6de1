import { within } from './within.mjs';

/** What arrives, in order, for a reader that waits for it. */
export class Inbox {
  #arrived = [];
  #readers = [];

  put(item) {
    const reader = this.#readers.shift();
    if (reader) {
      reader(item);
    } else {
      this.#arrived.push(item);
    }
  }

  /** How many items nobody has read. */
  get unread() {
    return this.#arrived.length;
  }

  /** The next item. */
  next(what = 'message', patience = 5000) {
    if (this.#arrived.length > 0) {
      return Promise.resolve(this.#arrived.shift());
    }
    return within(patience, new Promise((resolve) => this.#readers.push(resolve)), what);
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
