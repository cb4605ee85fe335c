import { GrammyError, HttpError } from 'grammy';

/** Telegram refused the call, or the connection broke and nobody knows whether it was taken. */
export function isTelegramFault(error: unknown): error is GrammyError | HttpError {
  return error instanceof GrammyError || error instanceof HttpError;
}

/** A fault that says nothing about the call itself: a flood, a server's error, a broken connection. */
export function isPassingFault(error: unknown): boolean {
  return (
    error instanceof HttpError || isFlood(error) || (error instanceof GrammyError && error.error_code >= 500)
  );
}

/** Telegram takes nothing for a while: the call had no effect for sure. */
export function isFlood(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 429;
}
