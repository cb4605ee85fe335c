const opened: (() => Promise<void>)[] = [];

/**
 * Have something closed when the test file ends, wherever in the file it was opened: vitest drops, without a word, an
 * `afterAll` that is called while a `beforeAll` or a test runs.
 */
export function closeAfterFile(close: () => Promise<void>): void {
  opened.push(close);
}

/** The newest first. */
export async function closeOpened(): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}
