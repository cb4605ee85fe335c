/**
 * An `ok: false` answer. Words are those of the public Bot API server
 * (tdlib/telegram-bot-api, Client.cpp, and TDLib), because programs classify errors by them.
 */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly code: number;
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } | undefined;

  constructor(
    code: number,
    description: string,
    parameters?: { retry_after?: number; migrate_to_chat_id?: number },
  ) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/**
 * A 400 with the prefix and letter case the real server gives: `Message text is empty` becomes
 * `Bad Request: message text is empty`, `BUTTON_DATA_INVALID` and `URL …` keep their capitals.
 */
export function badRequest(message: string): ApiRefusal {
  const second = message.charAt(1);
  const keepsCase = second === '_' || (second >= 'A' && second <= 'Z');
  const text = keepsCase ? message : message.charAt(0).toLowerCase() + message.slice(1);
  return new ApiRefusal(400, `Bad Request: ${text}`);
}

/** A 403; these are final for the recipient. */
export function forbidden(message: string): ApiRefusal {
  return new ApiRefusal(403, `Forbidden: ${message}`);
}

/** A 429: the call was not executed and may be repeated after `retryAfter` seconds. */
export function tooManyRequests(retryAfter: number): ApiRefusal {
  return new ApiRefusal(429, `Too Many Requests: retry after ${retryAfter}`, { retry_after: retryAfter });
}
