import type { Translator } from '../../texts/texts.ts';
import type { PdfNode } from '../pdf/content.ts';
import { label, PAPER, rule, small } from '../pdf/parts.ts';
import type { PdfRequest } from '../pdf/request.ts';
import { qrSvg } from '../qr.ts';

/** Letters with one-time links, as they were made together. */
export interface LetterSheet {
  readonly providerName: string;
  readonly companyName: string | null;
  readonly contactPhone: string | null;
  readonly expiresAt: Date;
  readonly letters: readonly {
    readonly number: string;
    readonly address: string;
    readonly flat: string | null;
    readonly url: string;
  }[];
}

const QR_POINTS = 118;

/** Some letters to a page, each with its address, its QR code and what to do; to be cut along the lines. */
export function lettersPdf(
  sheet: LetterSheet,
  tr: Translator,
  options: { zone: string; date: Date },
): PdfRequest {
  const until = tr.date(sheet.expiresAt, options.zone);
  const letter = ({ number, address, flat, url }: LetterSheet['letters'][number]): PdfNode => ({
    unbreakable: true,
    margin: [0, 0, 0, 12],
    stack: [
      {
        columnGap: 16,
        columns: [
          {
            width: '*',
            stack: [
              { text: sheet.companyName ?? sheet.providerName, fontSize: PAPER.strong, bold: true },
              {
                text:
                  flat === null || flat === ''
                    ? address
                    : tr.plain('accounts-letter-flat', { address, flat }),
                fontSize: 11,
                margin: [0, 4, 0, 6],
              },
              label(tr.plain('accounts-letter-number'), `${number} (${sheet.providerName})`, true),
              { text: tr.plain('accounts-letter-what'), margin: [0, 6, 0, 6], lineHeight: 1.15 },
              small(tr.plain('accounts-letter-once', { until })),
              ...(sheet.contactPhone === null
                ? []
                : [small(tr.plain('accounts-letter-phone', { phone: sheet.contactPhone }))]),
              { text: url, fontSize: PAPER.small, margin: [0, 4, 0, 0], link: url },
            ],
          },
          { width: QR_POINTS, svg: qrSvg(url, QR_POINTS) },
        ],
      },
      { ...spaced(rule(false)) },
    ],
  });
  return {
    title: tr.plain('accounts-letters-file', { provider: sheet.providerName }),
    author: sheet.companyName ?? sheet.providerName,
    date: options.date,
    language: tr.locale,
    content: sheet.letters.map(letter),
  };
}

function spaced(node: PdfNode): Exclude<PdfNode, string> {
  return typeof node === 'string' ? { text: node } : { ...node, margin: [0, 12, 0, 0] };
}
