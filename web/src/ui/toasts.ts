import type { Notice } from './describeError';

export interface Toast extends Notice {
  readonly id: number;
}

const displayDuration = 8_000;
const maximumToasts = 3;

/** Messages that go away by themselves; the same one is not stacked. */
export class Toasts {
  #toasts: readonly Toast[] = [];
  #nextId = 1;
  readonly #listeners = new Set<() => void>();

  readonly get = (): readonly Toast[] => this.#toasts;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly notify = (notice: Notice): void => {
    const others = this.#toasts.filter((toast) => toast.title !== notice.title || toast.advice !== notice.advice);
    const toast = { ...notice, id: this.#nextId++ };
    this.#set([...others, toast].slice(-maximumToasts));
    setTimeout(() => this.dismiss(toast.id), displayDuration);
  };

  readonly dismiss = (id: number): void => {
    this.#set(this.#toasts.filter((toast) => toast.id !== id));
  };

  #set(toasts: readonly Toast[]): void {
    this.#toasts = toasts;
    for (const listener of [...this.#listeners]) listener();
  }
}
