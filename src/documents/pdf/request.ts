import type { PdfNode } from './content.ts';

/** A document to make. */
export interface PdfRequest {
  readonly title: string;
  readonly author: string;
  /** Stands in the file: a date of what is printed, never "now", so that the same document has the same bytes. */
  readonly date: Date;
  readonly language: 'ru' | 'en';
  readonly content: readonly PdfNode[];
  readonly orientation?: 'portrait' | 'landscape';
  /** At the foot of every page; in `page` the words `{page}` and `{pages}` are replaced by numbers. */
  readonly footer?: { readonly left: string; readonly page: string };
}
