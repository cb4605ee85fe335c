import type { MessageView } from '../person-api.ts';

/** A message as plain text with its buttons, one line a row: what a test compares. */
export function screenText(message: MessageView): string {
  const head =
    message.media === null || message.kind === 'text' ? '' : `[${message.kind} ${message.media.name}]`;
  const invoice =
    message.invoice === null ? '' : `${message.invoice.description}\n${message.invoice.totalText}`;
  const rows = message.inlineKeyboard.map((row) => row.map(({ text }) => `[${text}]`).join(' '));
  return [head, message.text, invoice, ...rows].filter((line) => line !== '').join('\n');
}

/** No-break and narrow spaces as plain ones. */
export function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f\u2007\u2009]/g, ' ');
}
