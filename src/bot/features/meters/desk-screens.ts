import { verificationState } from '../../../domain/meters.ts';
import type { BillingDate } from '../../../domain/period.ts';
import type { LoadedMeter } from '../../../services/meters/load-metered.ts';
import type { DeskAccount, DeskMeter, DeskReading } from '../../../services/meters/meter-desk.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { dayText, decimalText, meterCaption, meterLabel } from './meter-texts.ts';
import { deskRoutes } from './staff-routes.ts';

/** Meters that were taken away and are still listed by name. */
const MOST_GONE = 6;

/** The account's meters: those that hang, with their newest reading, then those taken away. */
export function deskScreen({ account, meters, may }: DeskAccount, tr: Translator): Screen {
  const hanging = meters.filter(({ archived }) => !archived);
  const gone = meters.filter(({ archived }) => archived).slice(0, MOST_GONE);
  const captions = [...hanging, ...gone].map((meter) =>
    button(
      meter.archived
        ? tr.plain('meters-desk-gone-caption', { serial: meter.serial })
        : meterCaption(meter, hanging, tr),
      deskRoutes.meter.data({ meter: meter.id }),
    ),
  );
  const rows: (typeof captions)[] = [];
  for (let start = 0; start < captions.length; start += 2) rows.push(captions.slice(start, start + 2));
  return {
    html: joinHtml(
      [
        joinHtml([tr.html('meters-desk-title'), accountLine(account, tr)]),
        ...(hanging.length === 0 ? [tr.html('meters-desk-none')] : []),
        ...hanging.map((meter) => joinHtml([nameLine(meter, '▫️', tr), lastLine(meter, account.zone, tr)])),
        ...(gone.length === 0
          ? []
          : [joinHtml([tr.html('meters-desk-gone'), ...gone.map((meter) => goneLine(meter, tr))])]),
      ],
      '\n\n',
    ),
    buttons: [
      ...rows,
      may.edit
        ? [
            button(
              tr.plain('meters-desk-button-add'),
              deskRoutes.add.data({ account: account.accountId }),
              hanging.length === 0 ? 'primary' : undefined,
            ),
          ]
        : [],
      may.enter && hanging.length > 0
        ? [
            button(
              tr.plain('people-button-readings'),
              routes.enterReadings.data({ account: account.accountId }),
            ),
          ]
        : [],
      [
        button(tr.plain('button-back'), routes.staffAccount.data({ account: account.accountId })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** `Смарт Запад ЖКУ, 1234567890` and where it is. */
export function accountLine(account: DeskAccount['account'], tr: Translator): Html {
  const { providerName, number, address, flat } = account;
  const place = [address, flat === null ? null : tr.plain('meters-desk-flat', { flat })]
    .filter((part) => part !== null)
    .join(', ');
  return tr.html('meters-desk-account', {
    provider: providerName,
    number,
    place: place === '' ? '—' : place,
  });
}

function nameLine(meter: LoadedMeter, mark: string, tr: Translator): Html {
  return tr.html('meters-line-name', { mark, meter: meterLabel(meter, tr) });
}

function lastLine(meter: LoadedMeter, zone: string, tr: Translator): Html {
  const [last] = meter.readings;
  if (last === undefined) {
    return meter.initialValues.length === 0
      ? tr.html('meters-no-readings')
      : tr.html('meters-initial', { values: decimalText(meter.initialValues, tr) });
  }
  const key = last.source === 'estimate' ? 'meters-last-estimate' : 'meters-last';
  return tr.html(key, { values: decimalText(last.values, tr), day: tr.date(last.takenAt, zone) });
}

function goneLine(meter: LoadedMeter, tr: Translator): Html {
  return tr.html('meters-desk-gone-line', {
    meter: meterLabel(meter, tr),
    day: dayText(meter.removedOn ?? '', tr),
  });
}

/** One meter: what it is, what it showed lately, and what can be mended. */
export function deskMeterScreen(desk: DeskMeter, today: BillingDate, tr: Translator): Screen {
  const { meter, account, readings, may } = desk;
  const back = [
    button(tr.plain('button-back'), deskRoutes.list.data({ account: account.accountId })),
    button(tr.plain('button-home'), routes.home.data()),
  ];
  return {
    html: joinHtml(
      [
        joinHtml([nameLine(meter, meter.archived ? '▪️' : '▫️', tr), accountLine(account, tr)]),
        joinHtml(factLines(desk, today, tr)),
        readings.length === 0
          ? tr.html('meters-no-readings')
          : joinHtml([
              tr.html('meters-desk-readings'),
              ...readings.map((reading) => readingLine(reading, tr)),
            ]),
      ],
      '\n\n',
    ),
    buttons: [...(may.edit ? editRows(meter, tr) : []), ...photoRows(readings, tr), back],
  };
}

function factLines({ meter, replaces, replacedBy }: DeskMeter, today: BillingDate, tr: Translator): Html[] {
  const { place, zones, digits, decimals, installedOn, verifiedOn, initialValues } = meter;
  const state = verificationState(meter.nextVerificationOn, today);
  const next =
    meter.nextVerificationOn === null
      ? tr.html('meters-card-next-unknown')
      : tr.html(state === 'expired' ? 'meters-desk-next-passed' : 'meters-card-next', {
          day: dayText(meter.nextVerificationOn, tr),
        });
  return [
    tr.html('meters-card-place', { place: place ?? '—' }),
    ...(zones === 1 ? [] : [tr.html('meters-card-zones', { zones: String(zones) })]),
    tr.html('meters-desk-dial', { digits, decimals }),
    ...(installedOn === null ? [] : [tr.html('meters-desk-installed', { day: dayText(installedOn, tr) })]),
    ...(initialValues.length === 0
      ? []
      : [tr.html('meters-line-initial', { values: decimalText(initialValues, tr) })]),
    ...(verifiedOn === null ? [] : [tr.html('meters-card-verified', { day: dayText(verifiedOn, tr) })]),
    next,
    ...(meter.automatic ? [tr.html('meters-automatic')] : []),
    ...(replaces === null ? [] : [tr.html('meters-desk-replaces', { serial: replaces.serial })]),
    ...(meter.archived ? [removedLine(meter, tr)] : []),
    ...(replacedBy === null ? [] : [tr.html('meters-desk-replaced', { serial: replacedBy.serial })]),
  ];
}

function removedLine({ removedOn, finalValues }: LoadedMeter, tr: Translator): Html {
  const day = dayText(removedOn ?? '', tr);
  return finalValues.length === 0
    ? tr.html('meters-desk-removed', { day })
    : tr.html('meters-desk-removed-final', { day, values: decimalText(finalValues, tr) });
}

const STATUS_MARKS = { accepted: ' ✅', exported: ' 📤', rejected: ' ❌', replaced: '' } as const;

function readingLine(reading: DeskReading, tr: Translator): Html {
  const { period, values, source, status, photo } = reading;
  const told = source === 'resident' || source === 'operator';
  const line = tr.html('meters-desk-reading', {
    month: tr.period(period),
    values: decimalText(values, tr),
    source: tr.plain(`meters-source-${source}`),
    mark: `${told ? STATUS_MARKS[status] : ''}${photo ? ' 📷' : ''}`,
  });
  return status === 'rejected' && reading.reason !== null
    ? joinHtml([line, tr.html('meters-desk-reason', { reason: reading.reason })])
    : line;
}

function editRows(meter: LoadedMeter, tr: Translator): ButtonRows {
  const { id, automatic, archived, replacedById } = meter;
  if (archived) {
    return replacedById === null
      ? [[button(tr.plain('meters-desk-button-restore'), deskRoutes.restore.data({ meter: id }))]]
      : [];
  }
  const field = (name: 'serial' | 'place' | 'dial' | 'verified' | 'next') =>
    button(tr.plain(`meters-desk-button-${name}`), deskRoutes.edit.data({ meter: id, field: name }));
  return [
    [field('serial'), field('place')],
    [field('verified'), field('next')],
    [
      field('dial'),
      button(
        tr.plain(automatic ? 'meters-desk-button-manual' : 'meters-desk-button-automatic'),
        deskRoutes.automatic.data({ meter: id, automatic: !automatic }),
      ),
    ],
    [
      button(tr.plain('meters-desk-button-replace'), deskRoutes.replace.data({ meter: id })),
      button(tr.plain('meters-desk-button-remove'), deskRoutes.remove.data({ meter: id }), 'danger'),
    ],
  ];
}

function photoRows(readings: readonly DeskReading[], tr: Translator): ButtonRows {
  const buttons = readings
    .filter(({ photo }) => photo)
    .map(({ id, period }) =>
      button(
        tr.plain('meters-desk-button-photo', { month: tr.period(period) }),
        deskRoutes.proof.data({ reading: id }),
      ),
    );
  const rows: (typeof buttons)[] = [];
  for (let start = 0; start < buttons.length; start += 2) rows.push(buttons.slice(start, start + 2));
  return rows;
}

/** What stands after a form of the desk: the meter again, or the list. */
export function deskDone(
  html: Html,
  to: { readonly meter: number; readonly account: number },
  tr: Translator,
): Screen {
  return {
    html,
    buttons: [
      [button(tr.plain('meters-desk-button-card'), deskRoutes.meter.data({ meter: to.meter }), 'primary')],
      [button(tr.plain('meters-desk-button-list'), deskRoutes.list.data({ account: to.account }))],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}
