/** A sleep that somebody can end. A ring while nobody sleeps ends the next sleep at once: no call is missed. */
export class Bell {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    if (this.#wake === null) this.#rung = true;
    else this.#wake();
  }

  /** Sleep for so many milliseconds or until the bell rings. One sleeper at a time. */
  async wait(ms: number): Promise<void> {
    if (this.#rung) {
      this.#rung = false;
      return;
    }
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }
}

/** Sleep that ends early, without an error, when the signal is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
