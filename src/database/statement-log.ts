/** Counts and, while somebody listens, remembers the statements that really go to the database. */
export class StatementLog {
  #count = 0;
  readonly #listeners = new Set<(sql: string) => void>();

  /** Statements since the database was opened, BEGIN and COMMIT included. */
  get count(): number {
    return this.#count;
  }

  record(sql: string): void {
    this.#count += 1;
    for (const listener of this.#listeners) listener(sql);
  }

  /** Calls `listener` with every statement until the returned function is called. */
  listen(listener: (sql: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
