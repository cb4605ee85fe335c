import { DateTime } from 'luxon';

const DAY_WORDS: Readonly<Record<string, number>> = { сегодня: 0, завтра: 1, today: 0, tomorrow: 1 };

/**
 * Read a moment as people type it, on the house's clock: `22.11.2026 10:00`, `22.11 10:00`, `завтра 10:00`, `10:00`
 * (the next time the clock shows it). A day without a year is the next such day. null: not readable.
 */
export function parseLocalMoment(text: string, zone: string, now: Date): Date | null {
  const match =
    /^(?:(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?|([a-zа-яё]+))?[\s,]*(?:в |at )?(\d{1,2})([:.])(\d{2})$/.exec(
      text.trim().toLowerCase().replaceAll(/\s+/g, ' '),
    );
  if (match === null) return null;
  const [, day, month, year, word, hour, separator, minute] = match;
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const time = { hour: Number(hour), minute: Number(minute) };
  if (time.hour > 23 || time.minute > 59) return null;
  if (word !== undefined) {
    const days = DAY_WORDS[word];
    return days === undefined ? null : today.plus({ days }).set(time).toJSDate();
  }
  if (day === undefined || month === undefined) {
    // Alone, `22.11` is a day without its time.
    if (separator !== ':') return null;
    const at = today.set(time);
    return (at.toJSDate() > now ? at : at.plus({ days: 1 })).toJSDate();
  }
  const named = (of: number): DateTime =>
    DateTime.fromObject({ year: of, month: Number(month), day: Number(day), ...time }, { zone });
  const at = named(year === undefined ? today.year : Number(year));
  if (!at.isValid) return null;
  if (year !== undefined || at >= today) return at.toJSDate();
  const next = named(today.year + 1);
  return next.isValid ? next.toJSDate() : null;
}
