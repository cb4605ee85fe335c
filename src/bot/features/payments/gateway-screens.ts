import { moneyWasTaken, residentStatus } from '../../../domain/payments.ts';
import type { Operation } from '../../../services/payments/show-operation.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button, urlButton } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { failureText, providersText } from './receipt-screen.ts';

/**
 * The message of a payment at the gateway: where to pay, then that it is over. It is brought up to date by itself, so
 * it says the same whoever makes it.
 */
export function gatewayScreen(operation: Operation, tr: Translator): Screen {
  const leave = [button(tr.plain('button-home'), payRoutes.leave.data())];
  const head = tr.html('payments-gateway-title', {
    number: operation.number,
    sum: tr.money(operation.total),
    provider: providersText(operation),
  });
  if (residentStatus(operation.status) !== 'processing') {
    return {
      html: joinHtml([head, endHtml(operation, tr)], '\n\n'),
      buttons: [endButtons(operation, tr), leave],
    };
  }
  const check = [button(tr.plain('payments-button-ask'), payRoutes.check.data({ payment: operation.id }))];
  const { confirmationUrl } = operation;
  if (confirmationUrl === null) {
    const text = tr.html(
      operation.status === 'created' ? 'payments-gateway-asking' : 'payments-gateway-waiting',
    );
    return { html: joinHtml([head, text], '\n\n'), buttons: [check, leave] };
  }
  return {
    html: joinHtml([head, tr.html('payments-gateway-open', { until: untilText(operation, tr) })], '\n\n'),
    buttons: [[urlButton(tr.plain('payments-button-open-page'), confirmationUrl)], check, leave],
  };
}

function untilText(operation: Operation, tr: Translator): string {
  const zone = operation.items[0]?.snapshot.zone ?? 'utc';
  return operation.expiresAt === null ? '' : tr.dateTime(operation.expiresAt, zone);
}

function endHtml(operation: Operation, tr: Translator): Html {
  if (moneyWasTaken(operation.status)) return tr.html('payments-gateway-done');
  return tr.html('payments-gateway-failed', { reason: failureText(operation, tr) ?? '' });
}

function endButtons(operation: Operation, tr: Translator) {
  const billId = operation.items[0]?.billId ?? null;
  if (moneyWasTaken(operation.status)) {
    return [
      button(tr.plain('payments-button-open-operation'), routes.operation.data({ payment: operation.id })),
    ];
  }
  if (billId === null) {
    return [button(tr.plain('payments-button-repeat'), payRoutes.repeat.data({ payment: operation.id }))];
  }
  return [button(tr.plain('payments-button-pay-again'), routes.bill.data({ bill: billId }))];
}
