import { balanceView } from '../../domain/bills.ts';
import { billTypeText } from '../../texts/bill-type-text.ts';
import { decimalText, sumText } from '../../texts/decimal-text.ts';
import type { Translator } from '../../texts/texts.ts';
import type { PdfNode } from '../pdf/content.ts';
import { INK, label, PAPER, rule, small, strong } from '../pdf/parts.ts';
import type { PdfRequest } from '../pdf/request.ts';
import { qrSvg } from '../qr.ts';
import type { BillFacts } from './bill-facts.ts';
import { linesTable, shownColumns } from './lines-table.ts';

/** With more columns than this the sheet lies across. */
const UPRIGHT_COLUMNS = 8;
const QR_SIDE = 118;

/** A bill's copy on A4: who, for what, how much, where to pay, with the code bank apps read. */
export function billPaper(bill: BillFacts, tr: Translator): PdfRequest {
  const title = tr.plain('document-bill-title', { period: tr.period(bill.period) });
  const wide = shownColumns(bill.lines).length > UPRIGHT_COLUMNS;
  return {
    title: `${title} · ${bill.number}`,
    author: bill.provider.name,
    date: bill.asOf,
    language: tr.locale,
    orientation: wide ? 'landscape' : 'portrait',
    content: [
      headNode(bill, title, tr),
      rule(wide),
      ...(bill.lines.length === 0
        ? [small(tr.plain('document-bill-no-lines'))]
        : [linesTable(bill.lines, bill.total, tr)]),
      ...notes(bill, tr),
      { ...moneyNode(bill, tr), unbreakable: true },
    ],
    footer: {
      left: tr.plain('document-bill-foot', { date: tr.date(bill.asOf, bill.zone) }),
      page: tr.plain('document-page', { page: '{page}', pages: '{pages}' }),
    },
  };
}

function headNode(bill: BillFacts, title: string, tr: Translator): PdfNode {
  const company =
    bill.company === null
      ? []
      : [
          [bill.company.name, bill.company.phone, bill.company.email]
            .filter((part) => part !== null)
            .join(' · '),
        ];
  const inn = bill.provider.inn === null ? [] : [tr.plain('document-bill-inn', { inn: bill.provider.inn })];
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: title, fontSize: PAPER.title, bold: true },
          small(
            tr.plain('document-bill-issued', {
              type: billTypeText(bill.type, tr),
              date: tr.date(bill.billDate, 'utc'),
            }),
          ),
          { text: [bill.provider.name, ...inn].join(', '), bold: true, margin: [0, 8, 0, 0] },
          ...company.map((text) => small(text)),
        ],
      },
      { width: 250, stack: partyNodes(bill, tr) },
    ],
    columnGap: 18,
    margin: [0, 0, 0, 8],
  };
}

function partyNodes(bill: BillFacts, tr: Translator): PdfNode[] {
  const flat = bill.flat === null ? [] : [tr.plain('document-bill-flat', { flat: bill.flat })];
  const address = bill.address === null ? null : [bill.address, ...flat].join(', ');
  const area =
    bill.area === null
      ? null
      : bill.livingArea === null
        ? tr.plain('document-bill-area', { total: decimalText(bill.area, tr) })
        : tr.plain('document-bill-area-living', {
            total: decimalText(bill.area, tr),
            living: decimalText(bill.livingArea, tr),
          });
  return [
    label(bill.numberLabel, bill.number, true),
    ...(bill.payer === null ? [] : [label(tr.plain('document-bill-payer'), bill.payer)]),
    ...(address === null ? [] : [label(tr.plain('document-bill-address'), address)]),
    ...(area === null ? [] : [label(tr.plain('document-bill-area-label'), area)]),
    ...(bill.people === null ? [] : [label(tr.plain('document-bill-people'), String(bill.people))]),
  ];
}

/** What does not add up is said, as in the chat; then the company's comment. */
function notes(bill: BillFacts, tr: Translator): PdfNode[] {
  const found = bill.findings.map((finding) => {
    const sums = { stated: tr.money(finding.stated), computed: tr.money(finding.computed) };
    if (finding.kind === 'bill-total') return tr.plain('document-bill-finding-total', sums);
    const service = bill.lines[finding.position]?.service ?? '';
    return tr.plain('document-bill-finding-line', { ...sums, service });
  });
  const comment =
    bill.comment === null || bill.comment.trim() === ''
      ? []
      : [tr.plain('document-bill-comment', { comment: bill.comment })];
  return [...found, ...comment].map((text) => ({ text, margin: [0, 5, 0, 0], color: INK.quiet }));
}

/** What is left to pay, how to pay it, the code. */
function moneyNode(bill: BillFacts, tr: Translator) {
  const code =
    bill.qr === null
      ? []
      : [
          {
            width: QR_SIDE + 10,
            stack: [
              { svg: qrSvg(bill.qr, QR_SIDE), width: QR_SIDE },
              {
                text: tr.plain('document-bill-qr'),
                fontSize: PAPER.small,
                color: INK.quiet,
                alignment: 'center' as const,
              },
            ],
          },
        ];
  return {
    margin: [0, 14, 0, 0] as const,
    columnGap: 18,
    columns: [
      {
        width: '*' as const,
        stack: [...laterNodes(bill, tr), balanceNode(bill, tr), ...requisiteNodes(bill, tr)],
      },
      ...code,
    ],
  };
}

function laterNodes(bill: BillFacts, tr: Translator): PdfNode[] {
  if (bill.later.length === 0) return [];
  const payments = bill.later.map(({ at, amount }) => `${tr.date(at, bill.zone)} — ${sumText(amount, tr)}`);
  return [
    small(
      tr.plain('document-bill-later', { date: tr.date(bill.asOf, bill.zone), payments: payments.join('; ') }),
    ),
  ];
}

function balanceNode(bill: BillFacts, tr: Translator): PdfNode {
  const margin = [0, 4, 0, 8] as const;
  if (bill.left === null) return { text: tr.plain('document-bill-archived'), margin };
  const balance = balanceView(bill.left);
  if (balance.kind === 'due')
    return strong(tr.plain('document-bill-due', { sum: tr.money(balance.amount) }), margin);
  return balance.kind === 'overpaid'
    ? strong(tr.plain('document-bill-overpaid', { sum: tr.money(balance.amount) }), margin)
    : strong(tr.plain('document-bill-settled'), margin);
}

function requisiteNodes(bill: BillFacts, tr: Translator): PdfNode[] {
  const { requisites, provider } = bill;
  if (requisites.personalAcc === '') return [];
  const rows: readonly (readonly [string, string | null])[] = [
    [tr.plain('document-bill-payee'), requisites.name],
    [tr.plain('document-bill-inn-label'), provider.inn],
    [tr.plain('document-bill-kpp-label'), requisites.kpp],
    [tr.plain('document-bill-account-label'), requisites.personalAcc],
    [tr.plain('document-bill-bank-label'), requisites.bankName],
    [tr.plain('document-bill-bic-label'), requisites.bic],
    [tr.plain('document-bill-corresp-label'), requisites.correspAcc],
  ];
  return [
    { text: tr.plain('document-bill-requisites'), bold: true, margin: [0, 0, 0, 2] },
    ...rows
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => label(name, value ?? '')),
  ];
}
