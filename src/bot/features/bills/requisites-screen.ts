import type { InlineKeyboardButton } from 'grammy/types';
import type { BillRequisites } from '../../../services/bills/show-requisites.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button, copyButton } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';

/** Telegram copies at most so much. */
const COPY_LIMIT = 256;

/** Where to pay, to read and to copy. */
export function requisitesScreen({ bill, payee }: BillRequisites, tr: Translator): Screen {
  const inn = bill.providerInn ?? '';
  const label = tr.plainOr(`bills-label-${bill.numberLabel}`, {}, 'bills-label-account');
  const known = payee.personalAcc !== '';
  const rows = [
    ['payee', payee.name],
    ['inn', inn],
    ['kpp', payee.kpp ?? ''],
    ['account', payee.personalAcc],
    ['bank', payee.bankName],
    ['bic', payee.bic],
    ['corresp', payee.correspAcc],
  ] as const;
  const all = tr.plain('bills-requisites-copy', {
    name: payee.name,
    inn,
    account: payee.personalAcc,
    bank: payee.bankName,
    bic: payee.bic,
    corresp: payee.correspAcc,
    number: bill.accountNumber,
  });
  const copy = (caption: string, value: string): InlineKeyboardButton[] =>
    value === '' || value.length > COPY_LIMIT ? [] : [copyButton(caption, value)];
  return {
    html: joinHtml(
      [
        tr.html('bills-requisites-title'),
        joinHtml([
          tr.html('bills-card-provider', { provider: bill.providerName }),
          tr.html('bills-card-account', { label, number: bill.accountNumber }),
        ]),
        known
          ? joinHtml(
              rows
                .filter(([, value]) => value !== '')
                .map(([name, value]) => tr.html(`bills-requisites-${name}`, { value })),
            )
          : tr.html('bills-requisites-none'),
        tr.html('bills-requisites-hint'),
      ],
      '\n\n',
    ),
    buttons: [
      copy(tr.plain('bills-button-copy-number', { label }), bill.accountNumber),
      known ? copy(tr.plain('bills-button-copy-account'), payee.personalAcc) : [],
      known
        ? [
            ...copy(tr.plain('bills-button-copy-bic'), payee.bic),
            ...copy(tr.plain('bills-button-copy-inn'), inn),
          ]
        : [],
      known ? copy(tr.plain('bills-button-copy-all'), all) : [],
      [
        button(tr.plain('bills-button-card'), routes.bill.data({ bill: bill.billId })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}
