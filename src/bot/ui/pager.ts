import type { InlineKeyboardButton } from 'grammy/types';
import type { Translator } from '../../texts/texts.ts';
import { button } from './buttons.ts';

/** One page of a list that SQL has cut already. */
export interface Page<T> {
  readonly items: readonly T[];
  /** from 0 */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** Make a page of `items` out of `total`; a page beyond the end (the list shrank) is the last one. */
export function pageOf<T>(items: readonly T[], page: number, total: number, size: number): Page<T> {
  return { items, page, total, pages: Math.max(1, Math.ceil(total / size)) };
}

/** `‹ 2 из 5 ›`; nothing when there is one page. The counter itself stays on the page. */
export function pagerRow(
  page: Pick<Page<unknown>, 'page' | 'pages'>,
  tr: Translator,
  data: (page: number) => string,
): InlineKeyboardButton[] {
  if (page.pages <= 1) return [];
  const row: InlineKeyboardButton[] = [];
  if (page.page > 0) row.push(button(tr.plain('button-previous'), data(page.page - 1)));
  const counter = tr.plain('page-counter', { page: String(page.page + 1), pages: String(page.pages) });
  row.push(button(counter, data(page.page)));
  if (page.page + 1 < page.pages) row.push(button(tr.plain('button-next'), data(page.page + 1)));
  return row;
}
