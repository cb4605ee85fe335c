import type { SavedCardRow } from '../../../services/payments/cards.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button, urlButton } from '../../ui/buttons.ts';
import type { Router } from '../../ui/router.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { cardText } from './payment-texts.ts';

/** Saved cards of a person, the default one marked. */
export function cardsScreen(cards: readonly SavedCardRow[], tr: Translator): Screen {
  return {
    html: joinHtml(
      [
        tr.html('payments-cards-title'),
        tr.html(cards.length === 0 ? 'payments-cards-empty' : 'payments-cards-hint'),
      ],
      '\n\n',
    ),
    buttons: [
      ...cards.map((card) => [
        button(
          card.isDefault
            ? tr.plain('payments-button-default-card', { card: cardText(card, tr) })
            : cardText(card, tr),
          payRoutes.savedCard.data({ card: card.id }),
        ),
      ]),
      [button(tr.plain('payments-button-add-card'), payRoutes.addCard.data(), 'primary')],
      foot(routes.pay.data(), tr),
    ],
  };
}

/** Where a card is bound: on the gateway's page. */
export function bindScreen(url: string, tr: Translator): Screen {
  return {
    html: joinHtml([tr.html('payments-bind-text'), tr.html('payments-save-consent')], '\n\n'),
    buttons: [[urlButton(tr.plain('payments-button-bind'), url)], foot(payRoutes.cards.data(), tr)],
  };
}

/** One card: system, mask, own name, expiry, state. */
export function cardScreen(card: SavedCardRow, router: Pick<Router, 'has'>, tr: Translator): Screen {
  const active = card.status === 'active';
  return {
    html: joinHtml([
      tr.html('payments-card-title', { card: cardText(card, tr) }),
      ...(card.expiryMonth === null || card.expiryYear === null
        ? []
        : [
            tr.html('payments-card-expiry', {
              date: `${String(card.expiryMonth).padStart(2, '0')}/${card.expiryYear}`,
            }),
          ]),
      tr.html(active ? 'payments-card-active' : 'payments-card-revoked'),
      ...(card.isDefault ? [tr.html('payments-card-default')] : []),
    ]),
    buttons: [
      active && !card.isDefault
        ? [button(tr.plain('payments-button-make-default'), payRoutes.defaultCard.data({ card: card.id }))]
        : [],
      active
        ? [button(tr.plain('payments-button-rename'), payRoutes.renameCard.data({ card: card.id }))]
        : [],
      router.has(routes.cardOperations)
        ? [button(tr.plain('payments-button-card-operations'), routes.cardOperations.data({ card: card.id }))]
        : [],
      [
        button(
          tr.plain('payments-button-forget'),
          payRoutes.forgetCard.data({ card: card.id, sure: false }),
          'danger',
        ),
      ],
      foot(payRoutes.cards.data(), tr),
    ],
  };
}

export function forgetScreen(card: SavedCardRow, tr: Translator): Screen {
  return {
    html: tr.html('payments-forget-question', { card: cardText(card, tr) }),
    buttons: [
      [
        button(
          tr.plain('payments-button-forget'),
          payRoutes.forgetCard.data({ card: card.id, sure: true }),
          'danger',
        ),
      ],
      [button(tr.plain('button-cancel'), payRoutes.savedCard.data({ card: card.id }))],
    ],
  };
}

function foot(back: string, tr: Translator) {
  return [button(tr.plain('button-back'), back), button(tr.plain('button-home'), routes.home.data())];
}
