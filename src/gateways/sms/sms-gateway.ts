/** Why an SMS was not taken; decides whether sending it again can help. */
export type SmsRefusal =
  | 'wrong-number'
  | 'forbidden-text'
  | 'undeliverable'
  | 'no-money'
  | 'wrong-login'
  | 'blocked'
  | 'bad-request';

export interface SmsMessage {
  /** E.164 */
  readonly phone: string;
  readonly text: string;
  /** The same key again is the same message: the gateway must not send it twice. */
  readonly key: string;
}

/** The gateway answered and did not take the message. */
export class SmsRefusedError extends Error {
  readonly refusal: SmsRefusal;

  constructor(refusal: SmsRefusal) {
    super(`SMS not taken: ${refusal}`);
    this.name = 'SmsRefusedError';
    this.refusal = refusal;
  }
}

/**
 * The gateway could not be asked or did not answer sensibly. `sent` tells what is known: 'no' = the request never
 * left or was refused for now, 'unknown' = it may have been taken.
 */
export class SmsUnavailableError extends Error {
  readonly sent: 'no' | 'unknown';

  constructor(reason: string, sent: 'no' | 'unknown', options?: ErrorOptions) {
    super(`SMS gateway unavailable: ${reason}`, options);
    this.name = 'SmsUnavailableError';
    this.sent = sent;
  }
}

export interface SmsGateway {
  /**
   * Hand one message over; resolves when the gateway has taken it.
   * @throws SmsRefusedError, SmsUnavailableError
   */
  send(message: SmsMessage): Promise<void>;
}
