import { kopecks } from '../../../domain/money.ts';
import { isPeriod } from '../../../domain/period.ts';
import { formatPhone } from '../../../domain/phone.ts';
import type { IssuedPin } from '../../../services/people/issue-pin.ts';
import type { Holder, StaffAccountCard } from '../../../services/people/show-account.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { peopleRoutes } from './callback-data.ts';

/** An account with who has it. */
export function accountScreen(card: StaffAccountCard, tr: Translator, zone: string): Screen {
  const account = card.accountId;
  const facts: Html[] = [
    tr.html('people-account', { provider: card.providerName, number: card.number }),
    tr.html('people-account-place', { address: card.address ?? '—', flat: card.flat ?? '—' }),
    tr.html('people-account-payer', {
      payer: card.payerName ?? '—',
      phone: card.phoneOnFile === null ? '—' : formatPhone(card.phoneOnFile),
    }),
  ];
  if (card.lastPeriod !== null && isPeriod(card.lastPeriod) && card.lastTotal !== null) {
    facts.push(
      tr.html('people-account-bill', {
        period: tr.period(card.lastPeriod),
        sum: tr.money(kopecks(card.lastTotal)),
      }),
    );
  }
  if (card.ownerSince !== null) {
    facts.push(tr.html('people-account-owner', { date: tr.date(card.ownerSince, zone) }));
  }
  if (card.closed) facts.push(tr.html('people-account-closed'));
  return {
    html: joinHtml(
      [
        joinHtml(facts),
        card.holders.length === 0
          ? tr.html('people-no-holders')
          : joinHtml([
              tr.html('people-holders'),
              ...card.holders.map((holder) => holderLine(holder, tr, zone)),
            ]),
      ],
      '\n\n',
    ),
    buttons: [
      ...card.holders.map((holder) => holderRow(card, holder, tr)),
      card.may.readings
        ? [button(tr.plain('people-button-readings'), routes.enterReadings.data({ account }))]
        : [],
      [button(tr.plain('people-button-meters'), routes.staffMeters.data({ account }))],
      card.may.pin && card.takesPin
        ? [button(tr.plain('people-button-pin'), peopleRoutes.pinFor.data({ account, resident: 0 }))]
        : [],
      card.may.owner
        ? [button(tr.plain('people-button-owner'), peopleRoutes.owner.data({ account }), 'danger')]
        : [],
      [
        button(tr.plain('people-button-find-again'), routes.findPeople.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function stateOf({ status, shared, level, objected }: Holder): string {
  if (status === 'frozen') return objected ? 'objected' : 'frozen';
  return shared ? 'shared' : level;
}

function holderLine(holder: Holder, tr: Translator, zone: string): Html {
  return tr.html('people-holder', {
    name: holder.name,
    state: tr.plainOr(`people-link-${stateOf(holder)}`, {}, 'people-link-basic'),
    date: tr.date(holder.since, zone),
  });
}

/** What a neighbour objected to, or another payer in the books has suspended, is decided in the queue. */
function holderRow(card: StaffAccountCard, holder: Holder, tr: Translator) {
  const frozen = holder.status === 'frozen';
  const person = button(`👤 ${holder.name}`, routes.person.data({ resident: holder.residentId }));
  if (!card.may.freeze || (frozen && holder.objected)) return [person];
  return [
    person,
    button(
      tr.plain(frozen ? 'people-button-unfreeze' : 'people-button-freeze'),
      peopleRoutes.freeze.data({ link: holder.linkId, frozen: !frozen, account: card.accountId }),
      frozen ? 'success' : 'danger',
    ),
  ];
}

/** For whom the PIN is, then how they were recognised. */
export function pinScreen(card: StaffAccountCard, resident: number, tr: Translator): Screen {
  const account = card.accountId;
  const code = card.lastCodeId;
  const holder = card.holders.find(({ residentId }) => residentId === resident);
  return {
    html: tr.html(holder === undefined ? 'people-pin-anyone' : 'people-pin-for', {
      number: card.number,
      provider: card.providerName,
      name: holder?.name ?? '',
    }),
    buttons: [
      ...(holder === undefined
        ? card.holders
            .filter(({ level, status }) => level === 'basic' && status === 'active')
            .map(({ residentId, name }) => [
              button(
                tr.plain('people-button-pin-for', { name }),
                peopleRoutes.pinFor.data({ account, resident: residentId }),
              ),
            ])
        : [
            [
              button(
                tr.plain('people-button-pin-word'),
                peopleRoutes.pin.data({ account, resident, how: 'word', code }),
                'primary',
              ),
            ],
          ]),
      [
        button(
          tr.plain('people-button-pin-office'),
          peopleRoutes.pin.data({ account, resident, how: 'office', code }),
        ),
      ],
      [button(tr.plain('button-back'), routes.staffAccount.data({ account }))],
    ],
  };
}

/** Read aloud once. */
export function pinMadeScreen(made: IssuedPin, account: number, tr: Translator, zone: string): Screen {
  return {
    html: tr.html('people-pin-made', {
      pin: made.pin,
      number: made.number,
      provider: made.providerName,
      until: tr.date(made.expiresAt, zone),
    }),
    buttons: [
      [button(tr.plain('button-back'), routes.staffAccount.data({ account }))],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}
