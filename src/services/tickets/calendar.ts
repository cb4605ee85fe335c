import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import type { CalendarExceptions } from '../../domain/working-days.ts';
import { newestSetting } from '../staff/company-settings.ts';

/** Key of `Setting`: transfers of working days, `{"2026-12-31": false}`; the company's besides the installation's. */
export const CALENDAR = 'calendar.exceptions';

const schema = z.record(z.string(), z.boolean()).catch({});

/** Days that are working or not against the rule, for deadlines of a company's tickets. */
export async function calendarOf(db: DbOrTx, companyId: number | null): Promise<CalendarExceptions> {
  const common = await ownCalendar(db, null);
  return companyId === null ? common : { ...common, ...(await ownCalendar(db, companyId)) };
}

/** What a company (null: the installation) said itself. */
export async function ownCalendar(db: DbOrTx, companyId: number | null): Promise<CalendarExceptions> {
  return schema.parse(await newestSetting(db, CALENDAR, companyId));
}
