/** What was opened, closed in the opposite order; closing goes on when one of them fails. */
export class Closers {
  readonly #closers: { readonly name: string; readonly close: () => Promise<void> | void }[] = [];

  add(name: string, close: () => Promise<void> | void): void {
    this.#closers.push({ name, close });
  }

  async close(onFailure: (name: string, error: unknown) => void = () => undefined): Promise<void> {
    for (;;) {
      const closer = this.#closers.pop();
      if (closer === undefined) return;
      try {
        await closer.close();
      } catch (error) {
        onFailure(closer.name, error);
      }
    }
  }
}
