import { valueToDecimal } from '../../../domain/meters.ts';
import { METERED_PER_PAGE, type MeteredAccountList } from '../../../services/meters/list-metered-accounts.ts';
import type { LoadedReading } from '../../../services/meters/load-metered.ts';
import type { HistoryRow, ReadingHistory } from '../../../services/meters/reading-history.ts';
import { HISTORY_PER_PAGE } from '../../../services/meters/reading-history.ts';
import type {
  FormerMeter,
  MetersOfAccount,
  ShownMeter,
  ShownWindow,
} from '../../../services/meters/show-meters.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { accountCaption } from '../../ui/account-caption.ts';
import { button, fitCaption } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { meterRoutes } from './callback-data.ts';
import { amountText, dayText, decimalText, meterCaption, meterLabel, valuesText } from './meter-texts.ts';

const home = (tr: Translator) => button(tr.plain('button-home'), routes.home.data());

/** How a flat is called: the resident's own name, else provider and number. */
export function accountTitle(account: {
  readonly name: string | null;
  readonly providerName: string;
  readonly number: string;
}): string {
  return account.name ?? `${account.providerName}, ${account.number}`;
}

/** Several flats with meters, or the way to the first one. */
export function accountsScreen(list: MeteredAccountList, tr: Translator): Screen {
  const title = tr.html('meters-title');
  if (list.total === 0) {
    const key = list.links === 0 ? 'meters-no-links' : 'meters-no-meters';
    return {
      html: joinHtml([title, tr.html(key)], '\n\n'),
      buttons: [
        list.links === 0
          ? [button(tr.plain('meters-button-link'), routes.linkAccount.data(), 'primary')]
          : [],
        [home(tr)],
      ],
    };
  }
  const page = pageOf(list.rows, list.page, list.total, METERED_PER_PAGE);
  return {
    html: joinHtml([title, tr.html('meters-choose-account')], '\n\n'),
    buttons: [
      ...list.rows.map((row) => [
        button(accountCaption(row, list.rows, accountTitle), meterRoutes.account.data({ link: row.linkId })),
      ]),
      pagerRow(page, tr, (next) => meterRoutes.accounts.data({ page: next })),
      [home(tr)],
    ],
  };
}

/** Meters of one flat: windows, last values, what was sent; what is possible now. */
export function accountScreen(shown: MetersOfAccount, tr: Translator, several: boolean): Screen {
  const { account, meters } = shown;
  const link = account.linkId ?? 0;
  const head = [tr.html('meters-title'), tr.html('meters-account', { account: accountTitle(account) })];
  const back = [
    ...(several ? [button(tr.plain('button-back'), meterRoutes.accounts.data({ page: 0 }))] : []),
    home(tr),
  ];
  if (account.level !== 'full') {
    return {
      html: joinHtml([joinHtml(head), tr.html('meters-needs-full')], '\n\n'),
      buttons: [
        [button(tr.plain('meters-button-prove'), routes.proveAccount.data({ link }), 'primary')],
        back,
      ],
    };
  }
  if (meters.length === 0) {
    return { html: joinHtml([joinHtml(head), tr.html('meters-no-meters')], '\n\n'), buttons: [back] };
  }
  const captions = meters.map((meter) =>
    button(meterCaption(meter, meters, tr), meterRoutes.meter.data({ link, meter: meter.id })),
  );
  const rows: (typeof captions)[] = [];
  for (let start = 0; start < captions.length; start += 2) rows.push(captions.slice(start, start + 2));
  return {
    html: joinHtml(
      [
        joinHtml(head),
        ...windowLines(shown, tr),
        ...meters.map((meter) => joinHtml(meterLines(meter, account.zone, tr), '\n')),
      ],
      '\n\n',
    ),
    buttons: [
      shown.canEnter
        ? [button(tr.plain('meters-button-enter'), meterRoutes.enter.data({ link }), 'primary')]
        : [],
      shown.canRemind
        ? [button(tr.plain('meters-button-remind'), meterRoutes.remind.data({ link }), 'primary')]
        : [],
      ...rows,
      [
        button(tr.plain('meters-button-csv'), meterRoutes.exportHistory.data({ link, format: 'csv' })),
        button(tr.plain('meters-button-xlsx'), meterRoutes.exportHistory.data({ link, format: 'xlsx' })),
      ],
      back,
    ],
  };
}

/** When readings are taken, and who decided so: PRODUCT F4. */
function windowLines({ windows, account }: MetersOfAccount, tr: Translator): Html[] {
  const lines = windows.map((window) => {
    const text = windowText(window, tr);
    if (windows.length === 1) return text;
    const resources = window.resources.map((resource) => tr.plain(`meters-name-${resource}`)).join(', ');
    return tr.html('meters-window-for', { windowHtml: text, resources });
  });
  const { companyName, companyPhone } = account;
  if (windows.length === 0 || companyName === null) return lines;
  const owner =
    companyPhone === null
      ? tr.html('meters-window-owner', { company: companyName })
      : tr.html('meters-window-owner-phone', { company: companyName, phone: companyPhone });
  return [...lines, owner];
}

function windowText(window: ShownWindow, tr: Translator): Html {
  const from = dayText(window.from, tr);
  const to = dayText(window.to, tr);
  if (!window.open) return tr.html(window.soft ? 'meters-window-soft' : 'meters-window-closed', { from, to });
  if (window.extended) return tr.html('meters-window-extended', { to });
  return tr.html('meters-window-open', { to, days: window.daysLeft });
}

function meterLines(meter: ShownMeter, zone: string, tr: Translator): Html[] {
  const lines = [
    tr.html('meters-line-name', { mark: '▫️', meter: meterLabel(meter, tr) }),
    lastLine(meter, zone, tr),
  ];
  if (meter.automatic) lines.push(tr.html('meters-automatic'));
  else if (meter.sent !== null) lines.push(sentLine(meter.sent, tr));
  else if (meter.period !== null)
    lines.push(tr.html('meters-sent-none', { period: tr.period(meter.period) }));
  return [...lines, ...verificationLines(meter, tr)];
}

function lastLine(meter: ShownMeter, zone: string, tr: Translator): Html {
  const { last, initialValues } = meter;
  if (last !== null) {
    const values = valuesText(last.values.map(valueToDecimal), tr);
    const day = tr.date(last.takenAt, zone);
    return tr.html(last.source === 'estimate' ? 'meters-last-estimate' : 'meters-last', { values, day });
  }
  return initialValues.length === 0
    ? tr.html('meters-no-readings')
    : tr.html('meters-initial', { values: valuesText(initialValues.map(valueToDecimal), tr) });
}

function sentLine(sent: LoadedReading, tr: Translator): Html {
  const period = tr.period(sent.period);
  if (sent.status === 'rejected')
    return tr.html('meters-sent-rejected', { period, reason: sent.reason ?? '' });
  return tr.html(sent.status === 'exported' ? 'meters-sent-exported' : 'meters-sent-accepted', {
    period,
    number: sent.number,
  });
}

function verificationLines(meter: ShownMeter, tr: Translator): Html[] {
  const day = dayText(meter.nextVerificationOn ?? '', tr);
  if (meter.verification === 'expired') return [tr.html('meters-verification-expired', { day })];
  return meter.verification === 'near' ? [tr.html('meters-verification-near', { day })] : [];
}

/** Everything about one meter. */
export function meterScreen(shown: MetersOfAccount, meter: ShownMeter, tr: Translator): Screen {
  const { account } = shown;
  const link = account.linkId ?? 0;
  const next =
    meter.nextVerificationOn === null
      ? tr.html('meters-card-next-unknown')
      : tr.html('meters-card-next', { day: dayText(meter.nextVerificationOn, tr) });
  const facts = [
    ...(meter.place === null ? [] : [tr.html('meters-card-place', { place: meter.place })]),
    ...(meter.zones === 1 ? [] : [tr.html('meters-card-zones', { zones: String(meter.zones) })]),
    ...(meter.verifiedOn === null
      ? []
      : [tr.html('meters-card-verified', { day: dayText(meter.verifiedOn, tr) })]),
    next,
    ...(meter.former === null ? [] : [formerLine(meter.former, tr)]),
  ];
  return {
    html: joinHtml(
      [
        tr.html('meters-account', { account: accountTitle(account) }),
        joinHtml(meterLines(meter, account.zone, tr), '\n'),
        joinHtml(facts, '\n'),
      ],
      '\n\n',
    ),
    buttons: [
      meter.period !== null && !meter.automatic
        ? [button(tr.plain('meters-button-enter'), meterRoutes.enter.data({ link }), 'primary')]
        : [],
      [
        button(
          tr.plain('meters-button-history'),
          meterRoutes.history.data({ link, meter: meter.id, page: 0 }),
        ),
        button(tr.plain('meters-button-chart'), meterRoutes.chart.data({ link, resource: meter.resource })),
      ],
      meter.former === null
        ? []
        : [
            button(
              tr.plain('meters-button-history-old', { serial: meter.former.serial }),
              meterRoutes.history.data({ link, meter: meter.former.id, page: 0 }),
            ),
          ],
      [button(tr.plain('meters-button-rename'), meterRoutes.rename.data({ link, meter: meter.id }))],
      [button(tr.plain('button-back'), meterRoutes.account.data({ link })), home(tr)],
    ],
  };
}

function formerLine({ serial, removedOn, finalValues }: FormerMeter, tr: Translator): Html {
  const day = dayText(removedOn ?? '', tr);
  return finalValues.length === 0
    ? tr.html('meters-card-replaces', { serial, day })
    : tr.html('meters-card-replaces-final', { serial, day, values: decimalText(finalValues, tr) });
}

/** Readings of one meter, a year to a page. */
export function historyScreen(history: ReadingHistory, tr: Translator): Screen {
  const { account, meter, rows } = history;
  const link = account.linkId ?? 0;
  const page = pageOf(rows, history.page, history.total, HISTORY_PER_PAGE);
  const reasons = rows
    .filter(({ status, reason }) => status === 'rejected' && reason !== null)
    .map(({ period, reason }) =>
      tr.html('meters-history-reason', { month: tr.period(period), reason: reason ?? '' }),
    );
  const table = rows.map((row) => historyRow(row, meter.resource, tr));
  return {
    html: joinHtml(
      [
        tr.html('meters-history-title', { meter: meterLabel(meter, tr) }),
        ...(rows.length === 0
          ? [tr.html('meters-history-none')]
          : [joinHtml(table, '\n'), ...reasons, tr.html('meters-history-marks')]),
      ],
      '\n\n',
    ),
    buttons: [
      pagerRow(page, tr, (next) => meterRoutes.history.data({ link, meter: meter.id, page: next })),
      [
        button(
          fitCaption(
            tr.plain('meters-button-chart-of', { resource: tr.plain(`meters-name-${meter.resource}`) }),
          ),
          meterRoutes.chart.data({ link, resource: meter.resource }),
        ),
      ],
      [
        // A meter that was taken away has no card of its own here.
        button(
          tr.plain('button-back'),
          meter.archived
            ? meterRoutes.account.data({ link })
            : meterRoutes.meter.data({ link, meter: meter.id }),
        ),
        home(tr),
      ],
    ],
  };
}

const MARKS = { accepted: '✅', exported: '📤', rejected: '❌', replaced: '' } as const;

function historyRow(row: HistoryRow, resource: ReadingHistory['meter']['resource'], tr: Translator): Html {
  const used = row.consumption === null ? '—' : amountText(resource, [valueToDecimal(row.consumption)], tr);
  return tr.html('meters-history-row', {
    month: tr.period(row.period),
    values: valuesText(row.values.map(valueToDecimal), tr),
    used: `${row.estimated ? '~' : ''}${used}`,
    mark: row.source === 'import' || row.source === 'estimate' ? '' : ` ${MARKS[row.status]}`,
  });
}
