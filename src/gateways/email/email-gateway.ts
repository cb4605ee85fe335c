export interface EmailAttachment {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

export interface EmailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly EmailAttachment[];
  /** One press in the mail program ends such letters (RFC 2369, RFC 8058). */
  readonly unsubscribeUrl?: string;
  /** Becomes the Message-ID: mail programs show the same letter once, should it be sent twice. */
  readonly key: string;
}

/** The server answered and will never take this letter (no such address, refused content). */
export class EmailRefusedError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`letter not taken: ${reason}`, options);
    this.name = 'EmailRefusedError';
  }
}

/**
 * Not now. `sent`: 'no' = the letter was surely not taken, 'unknown' = the answer to it was lost, 'refused-us' = not
 * taken, and it will not be until somebody corrects the login.
 */
export class EmailUnavailableError extends Error {
  readonly sent: 'no' | 'unknown' | 'refused-us';

  constructor(reason: string, sent: 'no' | 'unknown' | 'refused-us', options?: ErrorOptions) {
    super(`mail server unavailable: ${reason}`, options);
    this.name = 'EmailUnavailableError';
    this.sent = sent;
  }
}

export interface EmailGateway {
  /**
   * Hand one letter over; resolves when the server has taken it.
   * @throws EmailRefusedError, EmailUnavailableError
   */
  send(message: EmailMessage): Promise<void>;
}
