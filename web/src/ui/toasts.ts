import type { Description } from './describeError';

export interface Toast extends Description {
  readonly id: number;
}

const shown = 8_000;
const most = 3;

/** Messages that go away by themselves; the same one is not stacked. */
export class Toasts {
  #toasts: readonly Toast[] = [];
  #next = 1;
  readonly #listeners = new Set<() => void>();

  readonly get = (): readonly Toast[] => this.#toasts;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly notify = (description: Description): void => {
    const others = this.#toasts.filter((toast) => toast.title !== description.title || toast.advice !== description.advice);
    const toast = { ...description, id: this.#next++ };
    this.#set([...others, toast].slice(-most));
    setTimeout(() => this.dismiss(toast.id), shown);
  };

  readonly dismiss = (id: number): void => {
    this.#set(this.#toasts.filter((toast) => toast.id !== id));
  };

  #set(toasts: readonly Toast[]): void {
    this.#toasts = toasts;
    for (const listener of [...this.#listeners]) listener();
  }
}
