import type { InlineKeyboardButton } from 'grammy/types';
import type { MessageButton } from '../../delivery/channels.ts';

/** Rows of inline buttons, as Telegram takes them. */
export type ButtonRows = readonly (readonly InlineKeyboardButton[])[];

/** Captions longer than this are cut by phones. */
export const MAX_CAPTION = 30;

/** Cut by code points, with an ellipsis. */
export function fitCaption(caption: string, max = MAX_CAPTION): string {
  const points = Array.from(caption);
  return points.length <= max
    ? caption
    : `${points
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

type Style = 'primary' | 'success' | 'danger';

/** A callback button. `danger` for what removes or cancels money, `primary` for the main way on. */
export function button(caption: string, data: string, style?: Style): InlineKeyboardButton {
  return { text: fitCaption(caption), callback_data: data, ...(style === undefined ? {} : { style }) };
}

export function urlButton(caption: string, url: string): InlineKeyboardButton {
  return { text: fitCaption(caption), url };
}

/** Copies `text` (1–256 characters) to the clipboard. */
export function copyButton(caption: string, text: string): InlineKeyboardButton {
  return { text: fitCaption(caption), copy_text: { text } };
}

/** Buttons of a screen for a message that goes out by itself; only those that press, open or copy. */
export function messageButtons(rows: ButtonRows): MessageButton[][] {
  return rows.map((row) => row.flatMap((one) => messageButton(one) ?? [])).filter((row) => row.length > 0);
}

function messageButton(one: InlineKeyboardButton): MessageButton | null {
  if ('callback_data' in one) return { caption: one.text, data: one.callback_data };
  if ('url' in one) return { caption: one.text, url: one.url };
  return 'copy_text' in one ? { caption: one.text, copy: one.copy_text.text } : null;
}
