import { dateIn, endOfDay, startOfDay } from './clock-zone.ts';
import { type DayRules, NO_DAY_RULES, ruleDayOn } from './law-dates.ts';
import type { Resource } from './meters.ts';
import { addMonths, type BillingDate, daysIn, monthOf, type Period } from './period.ts';

/** closed: nothing is taken outside; soft: taken on any day, what comes later counts for the next period. */
export const WINDOW_MODES = ['closed', 'soft'] as const;
export type WindowMode = (typeof WINDOW_MODES)[number];

/** A setting of a provider, as far as it concerns one house. */
export interface WindowRule {
  /** 1–31; a month that is shorter takes its last day. */
  readonly fromDay: number;
  /** 1–31, inclusive; before `fromDay`: the window ends in the next month. */
  readonly toDay: number;
  readonly mode: WindowMode;
  readonly effectiveFrom: BillingDate;
  /** The rule is for this house alone; else for every house of the provider. */
  readonly ofBuilding: boolean;
  /** null = every resource */
  readonly resource: Resource | null;
}

/** Staff keep the window of a period open until an instant (exclusive). */
export interface WindowExtension {
  readonly period: Period;
  readonly until: Date;
}

/** Where nobody set anything: PRODUCT F4, "usual 10–25"; the law's last day is the 25th, a rule may say another. */
export const USUAL_WINDOW = { fromDay: 10, toDay: 25, mode: 'closed' } as const;

export interface Window {
  /** The month in which it opens. */
  readonly period: Period;
  readonly opensAt: Date;
  /** exclusive */
  readonly closesAt: Date;
  readonly mode: WindowMode;
  readonly extended: boolean;
}

export interface WindowQuery {
  readonly rules: readonly WindowRule[];
  readonly extensions: readonly WindowExtension[];
  readonly resource: Resource;
  /** IANA zone of the house */
  readonly zone: string;
  /** The last day where no rule applies, as the company or the installation set it; default: the law's. */
  readonly usualLastDay?: DayRules;
}

/** A day of a month, or its last one when it is shorter. */
export function clampDay(of: Period, day: number): BillingDate {
  return `${of}-${String(Math.min(day, daysIn(of))).padStart(2, '0')}` as BillingDate;
}

/** The setting in force for a month: the narrowest that applies, of those the newest. */
export function ruleFor(
  rules: readonly WindowRule[],
  resource: Resource,
  of: Period,
  usualLastDay: DayRules = NO_DAY_RULES,
): Pick<WindowRule, 'fromDay' | 'toDay' | 'mode'> {
  const rank = (rule: WindowRule): number => (rule.ofBuilding ? 2 : 0) + (rule.resource === null ? 0 : 1);
  const applying = rules.filter(
    (rule) =>
      (rule.resource === null || rule.resource === resource) &&
      rule.effectiveFrom <= clampDay(of, rule.fromDay),
  );
  const [best] = applying.sort(
    (a, b) =>
      rank(b) - rank(a) ||
      (a.effectiveFrom < b.effectiveFrom ? 1 : a.effectiveFrom > b.effectiveFrom ? -1 : 0),
  );
  if (best !== undefined) return best;
  const toDay = ruleDayOn(usualLastDay, clampDay(of, USUAL_WINDOW.fromDay)) ?? USUAL_WINDOW.toDay;
  return { ...USUAL_WINDOW, toDay: Math.min(toDay, 31) };
}

function bareWindow(query: WindowQuery, of: Period): Window {
  const { fromDay, toDay, mode } = ruleFor(query.rules, query.resource, of, query.usualLastDay);
  const lastDay = clampDay(toDay < fromDay ? addMonths(of, 1) : of, toDay);
  const regular = endOfDay(lastDay, query.zone);
  const extension = query.extensions
    .filter(({ period, until }) => period === of && until > regular)
    .reduce<Date | null>((latest, { until }) => (latest === null || until > latest ? until : latest), null);
  return {
    period: of,
    opensAt: startOfDay(clampDay(of, fromDay), query.zone),
    closesAt: extension ?? regular,
    mode,
    extended: extension !== null,
  };
}

/**
 * The window of a month. It ends at the latest when the next one opens: every instant belongs to one window at most,
 * even where clamped days or an extension would overlap.
 */
export function windowOf(query: WindowQuery, of: Period): Window {
  return endedBy(bareWindow(query, of), bareWindow(query, addMonths(of, 1)));
}

function endedBy(window: Window, { opensAt }: Window): Window {
  return window.closesAt > opensAt ? { ...window, closesAt: opensAt } : window;
}

/** What is possible at an instant. */
export interface WindowState {
  /** Open now; null = none. */
  readonly current: Window | null;
  /** The first that opens later. */
  readonly next: Window;
  /** The one that closed last. */
  readonly last: Window;
  /** The month for which a reading counts now; null = nothing is taken. */
  readonly period: Period | null;
}

/** Which window is open at an instant, which comes next, and for which month a reading counts. */
export function windowState(query: WindowQuery, now: Date): WindowState {
  const today = monthOf(dateIn(now, query.zone));
  // A window of the month before last may still be extended into this one.
  const bare = [-2, -1, 0, 1, 2].map((months) => bareWindow(query, addMonths(today, months)));
  const windows = bare.slice(0, -1).map((window, index) => endedBy(window, bare[index + 1] ?? window));
  const opened = windows.filter(({ opensAt }) => opensAt <= now);
  const next = windows.find(({ opensAt }) => opensAt > now);
  const newest = opened.at(-1);
  if (next === undefined || newest === undefined)
    throw new Error('four months hold a window before and after');
  const current = newest.closesAt > now ? newest : null;
  const last = current === null ? newest : (opened.at(-2) ?? newest);
  const period = current?.period ?? (next.mode === 'soft' ? next.period : null);
  return { current, next, last, period };
}

/** The last day on which a window is open, in the house's zone. */
export function lastDayOf(window: Window, zone: string): BillingDate {
  return dateIn(new Date(window.closesAt.getTime() - 1), zone);
}

/** The first day of a window in the house's zone. */
export function firstDayOf(window: Window, zone: string): BillingDate {
  return dateIn(window.opensAt, zone);
}
