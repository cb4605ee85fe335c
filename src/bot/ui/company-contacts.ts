import { DateTime, Info } from 'luxon';
import { type BusinessHours, openState } from '../../domain/business-hours.ts';
import { localized } from '../../domain/locale.ts';
import { formatPhone } from '../../domain/phone.ts';
import type { PublicCompany } from '../../services/help/public-companies.ts';
import { type Html, joinHtml } from '../../texts/html.ts';
import type { Translator } from '../../texts/texts.ts';

/**
 * How a company is reached, as several screens show it: emergency phones first, then the contact centre with its
 * hours in its own zone and whether it is open now.
 */
export function companyContactsHtml(company: PublicCompany, tr: Translator, now: Date): Html {
  const lines: Html[] = [tr.html('help-company', { name: company.name })];
  for (const { name, phone } of company.emergencyPhones) {
    lines.push(
      tr.html('help-emergency-phone', { name: localized(name, tr.locale), phone: shownPhone(phone) }),
    );
  }
  if (company.contactPhone !== null) {
    lines.push(tr.html('help-contact-phone', { phone: shownPhone(company.contactPhone) }));
  }
  if (company.hours.length > 0) {
    lines.push(tr.html('help-hours', { hours: hoursText(company.hours, company.timezone, tr) }));
    lines.push(openNowHtml(company, tr, now));
  }
  if (company.officeAddress !== null) {
    lines.push(tr.html('help-office', { address: company.officeAddress }));
  }
  if (company.contactEmail !== null) lines.push(tr.html('help-email', { email: company.contactEmail }));
  if (company.website !== null) lines.push(tr.html('help-website', { url: company.website }));
  return joinHtml(lines);
}

/** One plain line for results and refusals: phone and hours of the contact centre; null when there is no phone. */
export function contactCentreLine(company: PublicCompany, tr: Translator): string | null {
  if (company.contactPhone === null) return null;
  const phone = shownPhone(company.contactPhone);
  if (company.hours.length === 0) return tr.plain('help-centre-line', { phone });
  const hours = hoursText(company.hours, company.timezone, tr);
  return tr.plain('help-centre-line-hours', { phone, hours });
}

/** Who runs the installation, as terms and consent must name it: name, INN, address. */
export function operatorsHtml(companies: readonly PublicCompany[], tr: Translator): Html {
  if (companies.length === 0) return tr.html('help-operator-none');
  return joinHtml(
    companies.map((company) =>
      tr.html('help-operator', {
        name: company.name,
        inn: company.inn ?? 'none',
        address: company.officeAddress ?? 'none',
      }),
    ),
  );
}

function openNowHtml(company: PublicCompany, tr: Translator, now: Date): Html {
  const state = openState(company.hours, company.timezone, now);
  const zone = company.timezone;
  if (state.open) {
    return state.closesAt === null
      ? tr.html('help-open-always')
      : tr.html('help-open-until', { time: clockTime(state.closesAt, zone) });
  }
  if (state.opensAt === null) return tr.html('help-closed');
  const today = DateTime.fromJSDate(now, { zone }).hasSame(
    DateTime.fromJSDate(state.opensAt, { zone }),
    'day',
  );
  const time = clockTime(state.opensAt, zone);
  return today
    ? tr.html('help-closed-until-time', { time })
    : tr.html('help-closed-until-day', { day: weekday(state.opensAt, zone, tr), time });
}

/** `пн–пт 8:00–21:00, сб 9:00–15:00 (Мск)` */
export function hoursText(hours: readonly BusinessHours[], zone: string, tr: Translator): string {
  const spans = hours.map(({ days, from, to }) => {
    const time = `${plainTime(from)}–${plainTime(to)}`;
    return days.length === 7 ? time : `${daysText(days, tr)} ${time}`;
  });
  const name = zone === 'Europe/Moscow' ? tr.plain('help-zone-moscow') : offsetName(zone);
  return `${spans.join(', ')} (${name})`;
}

/** Runs of three days and more become `пн–пт`. */
function daysText(days: readonly number[], tr: Translator): string {
  const names = Info.weekdays('short', { locale: tr.locale });
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const last = runs.at(-1);
    if (last !== undefined && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const name = (day: number | undefined): string => names[(day ?? 1) - 1] ?? '';
  return runs
    .flatMap((run) => (run.length > 2 ? [`${name(run[0])}–${name(run.at(-1))}`] : run.map(name)))
    .join(', ');
}

function offsetName(zone: string): string {
  return `UTC${DateTime.utc().setZone(zone).toFormat('Z')}`;
}

function clockTime(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('H:mm');
}

function weekday(at: Date, zone: string, tr: Translator): string {
  return DateTime.fromJSDate(at, { zone }).setLocale(tr.locale).toFormat('cccc');
}

function plainTime(time: string): string {
  return time.replace(/^0(\d)/, '$1');
}

/** Stored in E.164 or, for short numbers, as people dial them. */
function shownPhone(phone: string): string {
  return phone.startsWith('+') ? formatPhone(phone) : phone;
}
