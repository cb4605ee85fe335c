import { kopecks } from '../../../domain/money.ts';
import { isFinal, isGatewayMethod, moneyWasTaken } from '../../../domain/payments.ts';
import {
  OPERATIONS_PER_PAGE,
  type OperationPage,
  type OperationRow,
} from '../../../services/payments/operation-rows.ts';
import type { Operation } from '../../../services/payments/show-operation.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button, urlButton } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { statusText } from './payment-texts.ts';
import { type ReceiptOptions, receiptHtml } from './receipt-screen.ts';

/** A receipt in the chat: short or in full in place; leaving it opens a new message, so that the receipt stays. */
export function receiptScreen(operation: Operation, options: ReceiptOptions, tr: Translator): Screen {
  return {
    html: receiptHtml(operation, options, tr),
    buttons: [
      [
        detailsButton(operation, 'receipt', options, tr),
        ...(isFinal(operation.status)
          ? [button(tr.plain('payments-button-pdf'), payRoutes.receiptPdf.data({ payment: operation.id }))]
          : []),
      ],
      [button(tr.plain('button-home'), payRoutes.leave.data())],
    ],
  };
}

/** The card of one's own operation, reached from the history or a status button. */
export function operationScreen(operation: Operation, options: ReceiptOptions, tr: Translator): Screen {
  const unpaid = operation.status === 'created' || operation.status === 'pending';
  const billId = operation.items[0]?.billId ?? null;
  return {
    html: receiptHtml(operation, options, tr),
    buttons: [
      [detailsButton(operation, 'card', options, tr)],
      unpaid && operation.method === 'bank_qr'
        ? [button(tr.plain('payments-button-show-qr'), payRoutes.again.data({ payment: operation.id }))]
        : [],
      unpaid && operation.method === 'telegram'
        ? [
            button(
              tr.plain('payments-button-confirm', { sum: tr.money(operation.total) }),
              payRoutes.again.data({ payment: operation.id }),
              'success',
            ),
            button(
              tr.plain('payments-button-cancel'),
              payRoutes.cancel.data({ payment: operation.id }),
              'danger',
            ),
          ]
        : [],
      operation.confirmationUrl === null
        ? []
        : [urlButton(tr.plain('payments-button-open-page'), operation.confirmationUrl)],
      unpaid && isGatewayMethod(operation.method)
        ? [button(tr.plain('payments-button-ask'), payRoutes.check.data({ payment: operation.id }))]
        : [],
      !moneyWasTaken(operation.status) && !unpaid && billId !== null
        ? [button(tr.plain('payments-button-pay-again'), routes.bill.data({ bill: billId }))]
        : [],
      unpaid
        ? []
        : [
            button(tr.plain('payments-button-repeat'), payRoutes.repeat.data({ payment: operation.id })),
            button(
              tr.plain('payments-button-save-template'),
              payRoutes.saveTemplate.data({ payment: operation.id }),
            ),
          ],
      isFinal(operation.status)
        ? [button(tr.plain('payments-button-pdf'), payRoutes.receiptPdf.data({ payment: operation.id }))]
        : [],
      [
        button(tr.plain('payments-button-history'), routes.operations.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function detailsButton(
  operation: Operation,
  place: 'receipt' | 'card',
  { more }: ReceiptOptions,
  tr: Translator,
) {
  const caption = tr.plain(more ? 'payments-button-less' : 'payments-button-more');
  return button(caption, payRoutes[place].data({ payment: operation.id, more: !more }));
}

/** Operations of the companies a staff member serves. */
export function staffListScreen(list: OperationPage, mayEdit: boolean, tr: Translator): Screen {
  const vat = mayEdit ? [button(tr.plain('payments-button-vat'), payRoutes.vat.data())] : [];
  const foot = [
    button(tr.plain('button-back'), routes.admin.data()),
    button(tr.plain('button-home'), routes.home.data()),
  ];
  if (list.total === 0) {
    return {
      html: joinHtml([tr.html('payments-staff-title'), tr.html('payments-staff-empty')], '\n\n'),
      buttons: [vat, foot],
    };
  }
  return {
    html: joinHtml([tr.html('payments-staff-title'), ...list.rows.map((row) => staffRow(row, tr))], '\n\n'),
    buttons: [
      ...list.rows.map((row) => [
        button(
          tr.plain('payments-staff-button-open', { number: row.number, sum: tr.money(row.total) }),
          routes.staffPayment.data({ payment: row.id }),
        ),
      ]),
      pagerRow(pageOf(list.rows, list.page, list.total, OPERATIONS_PER_PAGE), tr, (page) =>
        routes.staffPayments.data({ page }),
      ),
      vat,
      foot,
    ],
  };
}

function staffRow(row: OperationRow, tr: Translator): Html {
  return tr.html('payments-staff-row', {
    status: statusText(row.status, tr),
    time: tr.dateTime(row.at, row.zone),
    sum: tr.money(row.total),
    number: row.number,
    provider: row.providers.join(', '),
    account: row.accountNumbers.join(', '),
  });
}

/** An operation with what is needed to find it at Telegram and the provider. */
export function staffCardScreen(
  operation: Operation,
  options: { readonly botUsername: string; readonly mayRefund: boolean },
  tr: Translator,
): Screen {
  const { telegramChargeId, providerChargeId } = operation;
  const { botUsername } = options;
  const refundable = moneyWasTaken(operation.status) && operation.refunded < operation.total;
  return {
    html: joinHtml(
      [
        receiptHtml(operation, { more: true, botUsername }, tr),
        ...(operation.fiscal?.status === 'refused' ? [tr.html('payments-staff-fiscal-refused-hint')] : []),
        ...(operation.gatewayPaymentId === null
          ? []
          : [tr.html('payments-staff-gateway-id', { id: operation.gatewayPaymentId })]),
        ...(telegramChargeId === null
          ? []
          : [
              tr.html('payments-staff-ids', {
                telegram: telegramChargeId,
                provider: providerChargeId ?? '',
              }),
            ]),
      ],
      '\n\n',
    ),
    buttons: [
      options.mayRefund && refundable
        ? [
            button(
              tr.plain('payments-button-refund'),
              payRoutes.refund.data({ payment: operation.id }),
              'danger',
            ),
          ]
        : [],
      isFinal(operation.status)
        ? [button(tr.plain('payments-button-pdf'), payRoutes.staffReceiptPdf.data({ payment: operation.id }))]
        : [],
      [
        button(tr.plain('button-back'), routes.staffPayments.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** The pressed confirm screen after its invoice went out. */
export function invoiceSentScreen(
  payment: { readonly id: number; readonly number: string; readonly total: number },
  tr: Translator,
): Screen {
  return {
    html: tr.html('payments-invoice-sent', { number: payment.number, sum: tr.money(kopecks(payment.total)) }),
    buttons: [
      [button(tr.plain('payments-button-status'), routes.operation.data({ payment: payment.id }))],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** How an attempt ended without money, and the way back to the bills. */
export function toBillsScreen(html: Html, tr: Translator): Screen {
  return {
    html,
    buttons: [
      [button(tr.plain('payments-button-bills'), routes.bills.data({ all: false, link: 0, page: 0 }))],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}
