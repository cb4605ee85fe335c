import { type Kopecks, kopecks } from '../../domain/money.ts';
import { sumText } from '../../texts/decimal-text.ts';
import type { Translator } from '../../texts/texts.ts';
import type { PdfCell, PdfNode } from '../pdf/content.ts';
import { INK, label, PAPER, rule, small, strong } from '../pdf/parts.ts';
import type { PdfRequest } from '../pdf/request.ts';

/** A certificate about an account. Sums are kopecks; `zone` is the house's. */
export interface CertificatePaper {
  readonly accountNumber: string;
  readonly address: string | null;
  readonly providerName: string;
  readonly providerInn: string | null;
  readonly companyName: string | null;
  readonly companyPhone: string | null;
  readonly zone: string;
  /** when it was made */
  readonly date: Date;
  readonly facts: PaymentsFacts | NoDebtFacts;
}

interface PaymentsFacts {
  readonly kind: 'payments';
  /** first and last day, `2026-01-01` */
  readonly from: string;
  readonly to: string;
  /** oldest first; `channel` is the bank or office of a register, null = this bot */
  readonly payments: readonly {
    readonly at: Date;
    readonly amount: Kopecks;
    readonly channel: string | null;
  }[];
  readonly total: Kopecks;
}

interface NoDebtFacts {
  readonly kind: 'no-debt';
  /** of the newest bill, `2026-10` */
  readonly period: string;
  /** 0, or negative: an advance */
  readonly left: Kopecks;
}

/** A certificate on A4, made without people: it says so, and whom to ask for a signed one. */
export function certificatePaper(paper: CertificatePaper, tr: Translator): PdfRequest {
  const { facts, zone } = paper;
  const title =
    facts.kind === 'payments'
      ? tr.plain('document-certificate-payments')
      : tr.plain('document-certificate-no-debt');
  const field = (name: string, value: string | null): PdfNode[] =>
    value === null || value === '' ? [] : [label(name, value)];
  const inn =
    paper.providerInn === null ? '' : ` (${tr.plain('document-bill-inn', { inn: paper.providerInn })})`;
  return {
    title: `${title} · ${paper.accountNumber}`,
    author: paper.companyName ?? paper.providerName,
    date: paper.date,
    language: tr.locale,
    content: [
      { text: paper.companyName ?? paper.providerName, color: INK.quiet, margin: [0, 0, 0, 12] },
      { text: title, fontSize: PAPER.title, bold: true, margin: [0, 0, 0, 8] },
      ...field(tr.plain('document-certificate-account'), paper.accountNumber),
      ...field(tr.plain('document-certificate-address'), paper.address),
      ...field(tr.plain('document-certificate-provider'), `${paper.providerName}${inn}`),
      ...(facts.kind === 'payments'
        ? field(
            tr.plain('document-certificate-period'),
            `${tr.date(facts.from, zone)} – ${tr.date(facts.to, zone)}`,
          )
        : []),
      ...field(tr.plain('document-certificate-made'), tr.dateTime(paper.date, zone)),
      { text: '', margin: [0, 0, 0, 6] },
      rule(false),
      ...(facts.kind === 'payments' ? paymentsTable(facts, zone, tr) : noDebt(facts, tr)),
      { ...small(footnote(paper, tr)), margin: [0, 14, 0, 0] },
    ],
    footer: {
      left: tr.plain('document-certificate-foot'),
      page: tr.plain('document-page', { page: '{page}', pages: '{pages}' }),
    },
  };
}

function footnote(paper: CertificatePaper, tr: Translator): string {
  const phone = paper.companyPhone;
  return phone === null
    ? tr.plain('document-certificate-note')
    : `${tr.plain('document-certificate-note')} ${tr.plain('document-certificate-phone', { phone })}`;
}

function paymentsTable(facts: PaymentsFacts, zone: string, tr: Translator): PdfNode[] {
  const right = (text: string, bold = false): PdfCell => ({ text, bold, alignment: 'right', noWrap: true });
  return [
    {
      layout: 'light',
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [120, '*', 110],
        body: [
          [
            { text: tr.plain('document-certificate-day'), bold: true },
            { text: tr.plain('document-certificate-channel'), bold: true },
            right(tr.plain('document-certificate-sum'), true),
          ],
          ...facts.payments.map(({ at, amount, channel }) => [
            { text: tr.date(at, zone) },
            { text: channel ?? tr.plain('document-certificate-bot') },
            right(sumText(amount, tr)),
          ]),
          [
            { text: tr.plain('document-certificate-total'), bold: true, colSpan: 2 },
            '',
            right(sumText(facts.total, tr), true),
          ],
        ],
      },
    },
  ];
}

function noDebt(facts: NoDebtFacts, tr: Translator): PdfNode[] {
  return [
    strong(tr.plain('document-certificate-clear'), [0, 2, 0, 6]),
    { text: tr.plain('document-certificate-basis', { period: tr.period(facts.period) }) },
    ...(facts.left < 0
      ? [
          {
            text: tr.plain('document-certificate-advance', { sum: tr.money(kopecks(-facts.left)) }),
            margin: [0, 4, 0, 0] as const,
          },
        ]
      : []),
  ];
}
