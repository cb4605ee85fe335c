import type { MessageButton, RenderedMessage } from '../../../delivery/channels.ts';
import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import { kopecks } from '../../../domain/money.ts';
import { moneyWasTaken } from '../../../domain/payments.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import {
  ADVANCE,
  CARD_SAVED,
  cardParams,
  FISCAL_REFUSED,
  INVOICE_OVER,
  NOT_DONE,
  paymentParams,
  RECEIPT,
  REFUNDED,
  refundParams,
  STATUS,
  statusParams,
  UNKNOWN_CHARGE,
  unknownChargeParams,
} from '../../../services/payments/delivery-kinds.ts';
import { type Operation, operationForMessage } from '../../../services/payments/show-operation.ts';
import type { Html } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { messageButtons } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { payRoutes } from './callback-data.ts';
import { gatewayScreen } from './gateway-screens.ts';
import { cardText } from './payment-texts.ts';
import { failureText, providersText, receiptHtml } from './receipt-screen.ts';

/** Messages about payments that go out by themselves; each reads the operation when it is sent. */
export function paymentRenderers(
  services: Pick<ServiceDeps, 'db' | 'installation'>,
): readonly DeliveryRenderer[] {
  const { botUsername } = services.installation;
  return [
    defineRenderer(
      RECEIPT,
      (params) => paymentParams.parse(params),
      async ({ paymentId }, { tr }) => {
        const operation = await operationForMessage(services, { paymentId });
        if (operation === null || !moneyWasTaken(operation.status)) return null;
        return {
          html: receiptHtml(operation, { more: false, botUsername }, tr),
          buttons: [
            [
              {
                caption: tr.plain('payments-button-more'),
                data: payRoutes.receipt.data({ payment: paymentId, more: true }),
              },
              {
                caption: tr.plain('payments-button-pdf'),
                data: payRoutes.receiptPdf.data({ payment: paymentId }),
              },
            ],
            [{ caption: tr.plain('button-home'), data: payRoutes.leave.data() }],
          ],
          protectContent: true,
        };
      },
    ),
    defineRenderer(
      STATUS,
      (params) => statusParams.parse(params),
      async ({ paymentId, messageId }, { tr }) => {
        const operation = await operationForMessage(services, { paymentId });
        if (operation === null) return null;
        const { html, buttons } = gatewayScreen(operation, tr);
        return {
          html,
          edits: messageId,
          // Who took the message away still has to hear that nothing was paid.
          ...(operation.status === 'failed' ? { otherwise: notDone(operation, tr) } : {}),
          ...('inline_keyboard' in buttons ? {} : { buttons: messageButtons(buttons) }),
        };
      },
    ),
    defineRenderer(
      NOT_DONE,
      (params) => paymentParams.parse(params),
      async ({ paymentId }, { tr }) => {
        const operation = await operationForMessage(services, { paymentId });
        // The money came after all: the receipt says so.
        if (operation === null || moneyWasTaken(operation.status)) return null;
        return notDone(operation, tr);
      },
    ),
    defineRenderer(
      INVOICE_OVER,
      (params) => statusParams.parse(params),
      async ({ paymentId, messageId }, { tr }) => {
        const operation = await operationForMessage(services, { paymentId });
        // Paid after all: Telegram has made its own receipt of it.
        if (operation === null || moneyWasTaken(operation.status)) return null;
        return { html: tr.html('payments-failure-expired'), removes: messageId };
      },
    ),
    defineRenderer(
      REFUNDED,
      (params) => refundParams.parse(params),
      async ({ paymentId, amount }, { tr }) => {
        const operation = await operationForMessage(services, { paymentId });
        if (operation === null) return null;
        return {
          html: tr.html('payments-refunded', {
            number: operation.number,
            sum: tr.money(kopecks(amount)),
            provider: providersText(operation),
          }),
          buttons: [
            [
              {
                caption: tr.plain('payments-button-more'),
                data: routes.operation.data({ payment: paymentId }),
              },
            ],
          ],
          protectContent: true,
        };
      },
    ),
    defineRenderer(
      ADVANCE,
      (params) => paymentParams.parse(params),
      async ({ paymentId }, { tr }): Promise<RenderedMessage | null> => {
        const operation = await operationForMessage(services, { paymentId });
        if (operation === null) return null;
        return {
          html: tr.html('payments-staff-advance', {
            number: operation.number,
            provider: providersText(operation),
            account: operation.items.map(({ accountNumber }) => accountNumber).join(', '),
            sum: tr.money(operation.amount),
            advance: tr.money(operation.advance),
          }),
          buttons: [
            [
              {
                caption: tr.plain('payments-button-open-operation'),
                data: routes.staffPayment.data({ payment: paymentId }),
              },
            ],
          ],
        };
      },
    ),
    defineRenderer(
      FISCAL_REFUSED,
      (params) => paymentParams.parse(params),
      async ({ paymentId }, { tr }): Promise<RenderedMessage | null> => {
        const operation = await operationForMessage(services, { paymentId });
        if (operation === null || operation.fiscal?.status !== 'refused') return null;
        return {
          html: tr.html('payments-staff-fiscal-refused', {
            number: operation.number,
            provider: providersText(operation),
            account: operation.items.map(({ accountNumber }) => accountNumber).join(', '),
            sum: tr.money(operation.total),
          }),
          buttons: [
            [
              {
                caption: tr.plain('payments-button-open-operation'),
                data: routes.staffPayment.data({ payment: paymentId }),
              },
            ],
          ],
        };
      },
    ),
    defineRenderer(
      CARD_SAVED,
      (params) => cardParams.parse(params),
      async ({ cardId }, { tr }): Promise<RenderedMessage | null> => {
        const card = await services.db.savedCard.findFirst({ where: { id: cardId, status: 'active' } });
        if (card === null) return null;
        return {
          html: tr.html('payments-card-saved', { card: cardText(card, tr) }),
          buttons: [
            [
              {
                caption: tr.plain('payments-button-cards'),
                data: payRoutes.savedCard.data({ card: cardId }),
              },
            ],
          ],
        };
      },
    ),
    defineRenderer(
      UNKNOWN_CHARGE,
      (params) => unknownChargeParams.parse(params),
      async (charge, { tr }) => ({
        html: tr.html('payments-staff-unknown', {
          sum: tr.money(kopecks(charge.total)),
          payload: charge.payload,
          telegram: charge.telegramChargeId,
          provider: charge.providerChargeId,
        }),
      }),
    ),
  ];
}

function notDone(operation: Operation, tr: Translator): RenderedMessage {
  return {
    html: notDoneHtml(operation, tr),
    buttons: [againButton(operation, tr)],
    protectContent: true,
  };
}

/** A refusal of the bank is final and says why; silence may still turn into money. */
function notDoneHtml(operation: Operation, tr: Translator): Html {
  const params = {
    number: operation.number,
    sum: tr.money(operation.total),
    provider: providersText(operation),
  };
  const refused = operation.status === 'failed' ? failureText(operation, tr) : null;
  return refused === null
    ? tr.html('payments-not-done', params)
    : tr.html('payments-refused', { ...params, reason: refused });
}

/** Back to the bill, or the same number and sum once more. */
function againButton(operation: Operation, tr: Translator): MessageButton[] {
  const billId = operation.items[0]?.billId ?? null;
  return billId === null
    ? [
        {
          caption: tr.plain('payments-button-repeat'),
          data: payRoutes.repeat.data({ payment: operation.id }),
        },
      ]
    : [{ caption: tr.plain('payments-button-pay-again'), data: routes.bill.data({ bill: billId }) }];
}
