/** What a `DomainError` may carry into its sentence: never personal data, because errors are logged. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/**
 * An expected refusal: wrong input, a rule of the house, a race that somebody else won.
 * `code` is the contract; its sentence is the text `error-<code in kebab case>` of the locale files.
 * Anything that is not a `DomainError` is a fault: an apology with an id, and a log entry.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, details: ErrorDetails = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.details = details;
  }
}

/** Narrow an unknown failure to an expected refusal, optionally with one code. */
export function isDomainError(error: unknown, code?: string): error is DomainError {
  return error instanceof DomainError && (code === undefined || error.code === code);
}
