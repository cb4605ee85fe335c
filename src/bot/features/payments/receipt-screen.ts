import { isFinal, moneyWasTaken, residentStatus } from '../../../domain/payments.ts';
import type { ReceiptLine } from '../../../services/payments/make-receipt-pdf.ts';
import type { Agent } from '../../../services/payments/payment-terms.ts';
import type { Operation } from '../../../services/payments/show-operation.ts';
import { type Html, htmlToPlain, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { percentText } from '../../ui/percent.ts';
import { addressHtml, methodText, numberLabelText, shortLines, statusText } from './payment-texts.ts';

const LINE_CHARACTERS = 1500;

export interface ReceiptOptions {
  /** all details, or the five short lines */
  readonly more: boolean;
  readonly botUsername: string;
}

/** An operation as its receipt: five short lines, or the union of the fields of today's paper and screens (D6). */
export function receiptHtml(operation: Operation, options: ReceiptOptions, tr: Translator): Html {
  return joinHtml(receiptBlocks(operation, { ...options, lineCharacters: LINE_CHARACTERS }, tr), '\n\n');
}

/** The receipt for paper: the same blocks, with all lines of the bills. */
export function receiptLines(operation: Operation, botUsername: string, tr: Translator): ReceiptLine[][] {
  const options = { more: true, botUsername, lineCharacters: Number.POSITIVE_INFINITY };
  return receiptBlocks(operation, options, tr).map((block) => {
    const marked = block.split('\n');
    return htmlToPlain(block)
      .split('\n')
      .map((line, at) => ({ text: paperText(line), bold: marked[at]?.startsWith('<b>') === true }));
  });
}

/** Paper has no room for pictures among the letters: the fonts know letters only, no lines of a drawn tree either. */
function paperText(line: string): string {
  return line
    .replaceAll(/\p{Extended_Pictographic}|\u{FE0F}/gu, '')
    .replace(/^└/u, '–')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

function receiptBlocks(
  operation: Operation,
  options: ReceiptOptions & { readonly lineCharacters: number },
  tr: Translator,
): Html[] {
  const blocks = [shortHtml(operation, tr)];
  if (options.more) {
    blocks.push(
      operationHtml(operation, options.botUsername, tr),
      ...operation.items.map((item) => itemHtml(item, options.lineCharacters, tr)),
      ...agentHtml('payments-receipt-agent', operation.agents.agent, tr),
      ...agentHtml('payments-receipt-operator', operation.agents.operator, tr),
      ...supportHtml(operation, tr),
    );
  }
  return blocks;
}

function shortHtml(operation: Operation, tr: Translator): Html {
  const taken = moneyWasTaken(operation.status);
  const lines = [
    tr.html('payments-receipt-status', { status: statusText(operation.status, tr) }),
    tr.html('payments-receipt-services', { provider: providersText(operation) }),
    tr.html('payments-field-transfer', { sum: tr.money(operation.amount) }),
    commissionLine(operation, tr),
    taken
      ? tr.html('payments-receipt-accepted', { sum: tr.money(operation.total) })
      : tr.html('payments-receipt-to-charge', { sum: tr.money(operation.total) }),
  ];
  if (operation.refunded > 0) {
    lines.push(tr.html('payments-receipt-refunded', { sum: tr.money(operation.refunded) }));
  }
  if (taken && operation.advance > 0) {
    const sum = tr.money(operation.advance);
    lines.push(
      operation.advance >= operation.amount && !wasForeseen(operation)
        ? tr.html('payments-receipt-advance', { sum })
        : tr.html('payments-receipt-part-advance', { sum }),
    );
  }
  const reason = failureText(operation, tr);
  if (reason !== null) lines.push(tr.html('payments-receipt-failure', { reason }));
  return joinHtml(lines);
}

/** The percent where all items have the same. */
function commissionLine(operation: Operation, tr: Translator): Html {
  const sum = tr.money(operation.commission);
  const percents = new Set(operation.items.map(({ snapshot }) => snapshot.commissionBasisPoints));
  const [percent = 0] = percents;
  return percents.size > 1
    ? tr.html('payments-field-commission-sum', { sum })
    : tr.html('payments-field-commission', { percent: percentText(percent, tr), sum });
}

/** The payer knew that nothing was owed: an advance on purpose. */
function wasForeseen(operation: Operation): boolean {
  return operation.items.every(({ snapshot }) => (snapshot.leftAtConfirmation ?? 0) <= 0);
}

export function failureText(operation: Operation, tr: Translator): string | null {
  return residentStatus(operation.status) === 'failed' ? failureReason(operation.failureCode, tr) : null;
}

/** Why there was no money; null = the time was over. */
export function failureReason(code: string | null, tr: Translator): string {
  return tr.plainOr(`payments-failure-${code ?? 'expired'}`, {}, 'payments-failure-expired');
}

function operationHtml(operation: Operation, botUsername: string, tr: Translator): Html {
  const zone = operation.items[0]?.snapshot.zone ?? 'utc';
  const at =
    operation.succeededAt ?? (isFinal(operation.status) ? operation.finishedAt : null) ?? operation.createdAt;
  const method = [
    methodText(operation.method, tr),
    ...(operation.cardMask === null ? [] : [operation.cardMask]),
  ];
  return joinHtml([
    tr.html('payments-receipt-number', { number: operation.number }),
    tr.html('payments-receipt-time', { time: tr.dateTimeSeconds(at, zone) }),
    tr.html('payments-receipt-operation-status', { status: statusText(operation.status, tr) }),
    tr.html('payments-receipt-method', { method: method.join(' ') }),
    ...fiscalHtml(operation, zone, tr),
    tr.html('payments-receipt-place', { bot: botUsername }),
    ...(operation.payerName === null
      ? []
      : [tr.html('payments-receipt-payer', { name: operation.payerName })]),
  ]);
}

/** The fiscal receipt by the numbers with which anybody can check it. */
function fiscalHtml({ fiscal, status }: Operation, zone: string, tr: Translator): Html[] {
  if (fiscal === null || !moneyWasTaken(status)) return [];
  const { storage, document, sign, registeredAt } = fiscal;
  if (fiscal.status === 'pending') return [tr.html('payments-receipt-fiscal-pending')];
  if (fiscal.status === 'refused') return [tr.html('payments-receipt-fiscal-refused')];
  if (storage === null || document === null || sign === null || registeredAt === null) {
    return [tr.html('payments-receipt-fiscal')];
  }
  const time = tr.dateTime(registeredAt, zone);
  return [tr.html('payments-receipt-fiscal-numbers', { storage, document, sign, time })];
}

function itemHtml(item: Operation['items'][number], lineCharacters: number, tr: Translator): Html {
  const { snapshot } = item;
  const { bill } = snapshot;
  return joinHtml([
    tr.html('payments-receipt-recipient', { provider: snapshot.provider.name }),
    ...(snapshot.provider.inn === null
      ? []
      : [tr.html('payments-receipt-inn', { inn: snapshot.provider.inn })]),
    tr.html('payments-receipt-details'),
    tr.html('payments-field-account', {
      label: numberLabelText(snapshot.numberLabel, tr),
      number: item.accountNumber,
    }),
    ...addressHtml(snapshot, tr),
    ...(bill === null
      ? []
      : [
          tr.html('payments-field-bill', { period: tr.period(bill.period) }),
          ...shortLines(bill.lines, lineCharacters, tr),
          ...(bill.comment === null || bill.comment === ''
            ? []
            : [tr.html('payments-receipt-comment', { comment: bill.comment })]),
          tr.html('payments-receipt-bill-total', { sum: tr.money(bill.total) }),
        ]),
    tr.html('payments-receipt-due', { sum: tr.money(item.amount) }),
  ]);
}

function agentHtml(
  title: 'payments-receipt-agent' | 'payments-receipt-operator',
  agent: Agent | null,
  tr: Translator,
): Html[] {
  if (agent === null) return [];
  const { name, inn, licence, address, phones } = agent;
  return [
    joinHtml([
      tr.html(title),
      tr.html('payments-receipt-agent-inn', { name, inn }),
      ...(licence === null ? [] : [tr.html('payments-receipt-agent-licence', { licence })]),
      ...(address === null ? [] : [tr.html('payments-receipt-agent-address', { address })]),
      ...(phones.length === 0
        ? []
        : [tr.html('payments-receipt-agent-phones', { phones: phones.join(', ') })]),
    ]),
  ];
}

function supportHtml(operation: Operation, tr: Translator): Html[] {
  const company = operation.items[0]?.snapshot.company ?? null;
  if (company === null) return [];
  return [
    joinHtml([
      tr.html('payments-receipt-support'),
      tr.html('payments-receipt-support-company', { name: company.name }),
      ...(company.phone === null
        ? []
        : [tr.html('payments-receipt-support-phone', { phone: company.phone })]),
      ...(company.email === null
        ? []
        : [tr.html('payments-receipt-support-email', { email: company.email })]),
    ]),
  ];
}

/** Everybody the operation pays, once each. */
export function providersText(operation: Operation): string {
  return [...new Set(operation.items.map(({ snapshot }) => snapshot.provider.name))].join(', ');
}
