import { kopecks } from '../../domain/money.ts';
import { type Html, joinHtml } from '../../texts/html.ts';
import type { Translator } from '../../texts/texts.ts';
import type { Statistics } from './show-statistics.ts';

/** Statistics in words, a paragraph each: for the chat and for the terminal. */
export function statisticsLines(statistics: Statistics, tr: Translator, zone: string): Html[] {
  const { totals, parts, from, until, company } = statistics;
  const sum = (of: (part: Statistics['parts'][number]) => number): number =>
    parts.reduce((all, part) => all + of(part), 0);
  const text = (value: number): string => value.toLocaleString(tr.locale === 'ru' ? 'ru-RU' : 'en-GB');
  const share = totals.accounts === 0 ? 0 : Math.round((totals.accountsLinked / totals.accounts) * 100);
  return [
    joinHtml([
      tr.html('staff-stats-title'),
      tr.html('staff-stats-period', {
        from: tr.date(from, zone),
        until: tr.date(new Date(until.getTime() - 1), zone),
        company: company?.name ?? tr.plain('staff-every-company'),
      }),
    ]),
    tr.html('staff-stats-residents', {
      total: text(totals.residents),
      new: text(sum(({ residents }) => residents)),
    }),
    tr.html('staff-stats-links', {
      full: text(totals.linksFull),
      basic: text(totals.linksBasic),
      new: text(sum(({ links }) => links)),
      accounts: text(totals.accounts),
      share: String(share),
    }),
    tr.html('staff-stats-payments', {
      count: text(sum(({ payments }) => payments)),
      sum: tr.money(kopecks(sum(({ paid }) => paid))),
      refunded: tr.money(kopecks(totals.refunded)),
    }),
    tr.html('staff-stats-readings', { count: text(sum(({ readings }) => readings)) }),
    tr.html('staff-stats-tickets', {
      new: text(sum(({ tickets }) => tickets)),
      done: text(totals.ticketsDone),
      open: text(totals.ticketsOpen),
      late: text(totals.ticketsLate),
    }),
    tr.html('staff-stats-deliveries', {
      delivered: text(totals.delivered),
      read: text(totals.read),
      undelivered: text(totals.undelivered),
      waiting: text(totals.waiting),
    }),
  ];
}
