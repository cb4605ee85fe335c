import type { ApplicationCard, ObjectionCard, QueueRow } from '../../../services/accounts/access-queue.ts';
import { QUEUE_PER_PAGE } from '../../../services/accounts/access-queue.ts';
import type { LetterHouse } from '../../../services/accounts/letters.ts';
import type { ProofLock } from '../../../services/accounts/proof-locks.ts';
import type { PinSent } from '../../../services/accounts/review-application.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { accountRoutes } from './callback-data.ts';

export const HOUSES_PER_PAGE = 6;

const QUEUE_LINES = {
  application: 'accounts-queue-application',
  objection: 'accounts-queue-objection',
  payer: 'accounts-queue-payer',
} as const;

/** Everything about access that waits for staff. */
export function queueScreen(
  list: { readonly rows: readonly QueueRow[]; readonly total: number; readonly page: number },
  tr: Translator,
  zone: string,
): Screen {
  const lines = list.rows.map((row) =>
    tr.html(QUEUE_LINES[row.kind], {
      who: row.who,
      provider: row.providerName,
      number: row.number,
      date: tr.date(row.at, zone),
    }),
  );
  const page = pageOf(list.rows, list.page, list.total, QUEUE_PER_PAGE);
  return {
    html: joinHtml(
      [
        tr.html('accounts-queue-title'),
        lines.length === 0 ? tr.html('accounts-queue-empty') : joinHtml(lines),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        row.kind === 'application'
          ? button(`📄 ${row.who} · ${row.number}`, accountRoutes.application.data({ request: row.id }))
          : button(
              `${row.kind === 'payer' ? '🔄' : '❗️'} ${row.who} · ${row.number}`,
              accountRoutes.objection.data({ link: row.id }),
            ),
      ]),
      pagerRow(page, tr, (next) => routes.accessQueue.data({ page: next })),
      [
        button(tr.plain('accounts-button-locks'), accountRoutes.locks.data()),
        button(tr.plain('accounts-button-letters'), accountRoutes.letters.data({ page: 0 })),
      ],
      [button(tr.plain('accounts-button-site-codes'), accountRoutes.siteCodes.data({ page: 0 }))],
      [
        button(tr.plain('button-back'), routes.admin.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

export function applicationScreen(card: ApplicationCard, tr: Translator, zone: string): Screen {
  const request = { request: card.requestId };
  const books: Html[] =
    card.books === null
      ? [tr.html('accounts-books-none')]
      : [
          tr.html('accounts-books', {
            payer: card.books.payer ?? '—',
            address: card.books.address ?? '—',
            flat: card.books.flat ?? '—',
          }),
        ];
  const open = card.status === 'pending' || card.status === 'approved';
  return {
    html: joinHtml(
      [
        tr.html('accounts-application-title', {
          provider: card.providerName,
          number: card.number,
          date: tr.date(card.createdAt, zone),
          status: tr.plainOr(`accounts-status-${card.status}`, {}, 'accounts-status-pending'),
        }),
        tr.html('accounts-application-told', {
          name: card.told.name,
          address: card.told.address,
          flat: card.told.flat,
          contact: card.told.contact === '' ? (card.residentPhone ?? '—') : card.told.contact,
          resident: card.residentName,
          phone: card.residentPhone ?? '—',
        }),
        ...books,
      ],
      '\n\n',
    ),
    buttons: [
      card.photos.length === 0
        ? []
        : [button(tr.plain('accounts-button-photos'), accountRoutes.applicationPhotos.data(request))],
      open && card.books !== null
        ? [
            button(
              tr.plain(card.status === 'pending' ? 'accounts-button-approve' : 'accounts-button-new-pin'),
              accountRoutes.approve.data({ ...request, code: card.lastCodeId }),
              'success',
            ),
          ]
        : [],
      card.status === 'pending'
        ? [button(tr.plain('accounts-button-reject'), accountRoutes.reject.data(request), 'danger')]
        : [],
      queueRow(tr),
    ],
  };
}

/** The PIN is on its way, or here for the staff to tell. */
export function approvedScreen(sent: PinSent, tr: Translator): Screen {
  return {
    html:
      sent.by === 'staff'
        ? tr.html('accounts-approved-tell', { pin: sent.pin, phone: sent.phone ?? '—' })
        : tr.html(sent.by === 'sms' ? 'accounts-approved-sms' : 'accounts-approved-email', { to: sent.to }),
    buttons: [queueRow(tr)],
  };
}

export function objectionScreen(card: ObjectionCard, tr: Translator, zone: string): Screen {
  const link = card.linkId;
  return {
    html: joinHtml(
      [
        ...objectionFacts(card, tr, zone),
        ...(card.status === 'frozen' ? [] : [tr.html('accounts-objection-decided')]),
      ],
      '\n\n',
    ),
    buttons: [
      card.status === 'frozen'
        ? [
            button(
              tr.plain('accounts-button-keep'),
              accountRoutes.decide.data({ link, keep: true }),
              'success',
            ),
            button(
              tr.plain('accounts-button-take'),
              accountRoutes.decide.data({ link, keep: false }),
              'danger',
            ),
          ]
        : [],
      queueRow(tr),
    ],
  };
}

function objectionFacts(card: ObjectionCard, tr: Translator, zone: string): Html[] {
  const about = { provider: card.providerName, number: card.number };
  const holder = {
    payer: card.payer ?? '—',
    holder: card.holder,
    holderPhone: card.holderPhone ?? '—',
    date: tr.date(card.linkedAt, zone),
    proof: tr.plainOr(`accounts-proof-${card.proof}`, {}, 'accounts-proof-none'),
  };
  if (card.reason === 'payer') {
    return [
      tr.html('accounts-payer-title', about),
      tr.html('accounts-payer-facts', { ...holder, flat: card.flat ?? '—' }),
    ];
  }
  return [
    tr.html('accounts-objection-title', about),
    tr.html('accounts-objection-facts', {
      ...holder,
      objector: card.objector ?? '—',
      objectorPhone: card.objectorPhone ?? '—',
      since: card.objectorSince === null ? '—' : tr.date(card.objectorSince, zone),
    }),
  ];
}

/** What wrong proofs have locked, with a button to lift each. */
export function locksScreen(locks: readonly ProofLock[], tr: Translator, zone: string): Screen {
  const lines = locks.map((lock) =>
    tr.html(lock.kind === 'account' ? 'accounts-lock-account' : 'accounts-lock-resident', {
      label: lock.label,
      wrong: lock.wrong,
      at: tr.dateTime(lock.last, zone),
    }),
  );
  return {
    html: joinHtml(
      [
        tr.html('accounts-locks-title'),
        lines.length === 0 ? tr.html('accounts-locks-empty') : joinHtml(lines),
      ],
      '\n\n',
    ),
    buttons: [
      ...locks.map((lock) => [
        button(
          `🔓 ${lock.label}`,
          accountRoutes.unlock.data({ account: lock.kind === 'account', id: lock.id }),
        ),
      ]),
      queueRow(tr),
    ],
  };
}

/** Whose letters are to be printed; from here also the picture of the paper bill. */
export function letterProvidersScreen(
  list: { readonly items: readonly { id: number; name: string }[]; readonly total: number },
  page: number,
  size: number,
  tr: Translator,
): Screen {
  return {
    html: joinHtml([tr.html('accounts-letters-title'), tr.html('accounts-letters-what')], '\n\n'),
    buttons: [
      ...list.items.map((row) => [
        button(row.name, accountRoutes.letterHouses.data({ provider: row.id, page: 0 })),
      ]),
      pagerRow(pageOf(list.items, page, list.total, size), tr, (next) =>
        accountRoutes.letters.data({ page: next }),
      ),
      queueRow(tr),
    ],
  };
}

export function letterHousesScreen(
  provider: number,
  list: {
    readonly providerName: string;
    readonly rows: readonly LetterHouse[];
    readonly houses: number;
    readonly accounts: number;
  },
  page: number,
  tr: Translator,
): Screen {
  const none = list.accounts === 0;
  return {
    html: joinHtml(
      [
        tr.html('accounts-letters-provider', { provider: list.providerName }),
        none
          ? tr.html('accounts-letters-none')
          : tr.html('accounts-letters-houses', { accounts: list.accounts, houses: list.houses }),
      ],
      '\n\n',
    ),
    buttons: [
      none
        ? []
        : [
            button(
              tr.plain('accounts-button-all-houses', { accounts: list.accounts }),
              accountRoutes.letterLevel.data({ provider, house: 0 }),
              'primary',
            ),
          ],
      ...list.rows.map((row) => [
        button(
          `${row.accounts} · ${shortAddress(row.address)}`,
          accountRoutes.letterLevel.data({ provider, house: row.accountId }),
        ),
      ]),
      pagerRow(pageOf(list.rows, page, list.houses, HOUSES_PER_PAGE), tr, (next) =>
        accountRoutes.letterHouses.data({ provider, page: next }),
      ),
      [button(tr.plain('accounts-button-sample'), accountRoutes.samplePhoto.data({ provider }))],
      [
        button(tr.plain('button-back'), accountRoutes.letters.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** Street and house tell houses apart; the town in front of them does not fit a button. */
function shortAddress(address: string): string {
  return address.split(',').slice(-2).join(',').trim();
}

export function letterLevelScreen(
  order: { readonly provider: number; readonly house: number; readonly nonce: string },
  tr: Translator,
): Screen {
  const { nonce, ...values } = order;
  return {
    html: tr.html('accounts-letters-level'),
    buttons: [
      [
        button(
          tr.plain('accounts-button-letters-full'),
          accountRoutes.printLetters.data({ ...values, full: true, nonce }),
        ),
      ],
      [
        button(
          tr.plain('accounts-button-letters-basic'),
          accountRoutes.printLetters.data({ ...values, full: false, nonce }),
        ),
      ],
      [
        button(
          tr.plain('button-back'),
          accountRoutes.letterHouses.data({ provider: values.provider, page: 0 }),
        ),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** Start links of the companies, for their sites. */
export function siteCodesScreen(
  list: { readonly companies: readonly { id: number; shortName: string }[]; readonly total: number },
  page: number,
  size: number,
  tr: Translator,
): Screen {
  return {
    html: tr.html('accounts-site-codes'),
    buttons: [
      ...list.companies.map((row) => [
        button(row.shortName, accountRoutes.siteCode.data({ company: row.id })),
      ]),
      pagerRow(pageOf(list.companies, page, list.total, size), tr, (next) =>
        accountRoutes.siteCodes.data({ page: next }),
      ),
      queueRow(tr),
    ],
  };
}

function queueRow(tr: Translator) {
  return [
    button(tr.plain('accounts-button-queue'), routes.accessQueue.data({ page: 0 })),
    button(tr.plain('button-home'), routes.home.data()),
  ];
}
