import type { Fault, FaultView } from './person-api.ts';

/**
 * Troubles that were asked for: the next N calls of a method, or some of them by a seeded chance,
 * are refused, delayed or cut.
 */
export class Faults {
  readonly #random: () => number;
  readonly #active: FaultView[] = [];
  readonly #waiting = new Map<number, Set<() => void>>();
  #nextId = 1;

  /** @param random numbers in [0, 1). */
  constructor(random: () => number) {
    this.#random = random;
  }

  get any(): boolean {
    return this.#active.length > 0;
  }

  list(): FaultView[] {
    return [...this.#active];
  }

  add(fault: Fault): FaultView {
    const view: FaultView = { ...fault, id: this.#nextId, hits: 0 };
    this.#nextId += 1;
    this.#active.push(view);
    return view;
  }

  /** What waits because of it goes on. */
  remove(id: number): void {
    this.#end(id);
    for (const goOn of this.#waiting.get(id) ?? []) goOn();
  }

  clear(): void {
    this.#active.length = 0;
    for (const id of [...this.#waiting.keys()]) this.remove(id);
  }

  /** Resolves after the delay that the fault asks for, or when the fault is taken away. */
  wait({ id, ms }: { readonly id: number; readonly ms: number }): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting);
      const goOn = () => {
        clearTimeout(timer);
        waiting.delete(goOn);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve();
      };
      const timer = setTimeout(goOn, ms);
      waiting.add(goOn);
    });
  }

  /** The fault that this call meets, or null. Counts it. */
  take(method: string, chatId: number | null): FaultView | null {
    for (const fault of this.#active) {
      const isMeant =
        (fault.method === '*' || fault.method.toLowerCase() === method.toLowerCase()) &&
        (fault.chatId === undefined || fault.chatId === chatId);
      if (!isMeant || this.#random() >= (fault.probability ?? 1)) continue;
      fault.hits += 1;
      if (fault.times !== undefined && fault.hits >= fault.times) this.#end(fault.id);
      return fault;
    }
    return null;
  }

  #end(id: number): void {
    const index = this.#active.findIndex((fault) => fault.id === id);
    if (index >= 0) this.#active.splice(index, 1);
  }
}
