import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { endOfDay, startOfDay } from '../../domain/clock-zone.ts';
import { isDomainError } from '../../domain/errors.ts';
import { EVERYTHING, HISTORY_CHANNELS, type HistoryFilter, statusesOf } from '../../domain/history-filter.ts';
import { PAYMENT_METHODS, RESIDENT_STATUSES } from '../../domain/payments.ts';
import { parseBillingDate } from '../../domain/period.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadDraft, startDraft } from '../drafts/drafts.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

const FILTER_DRAFT = 'history-filter';
/** A button of an old list shows everything instead. */
const MINUTES = 30 * 24 * 60;

const filterSchema = z.object({
  from: z.string().nullable().default(null),
  to: z.string().nullable().default(null),
  method: z.enum(PAYMENT_METHODS).nullable().default(null),
  status: z.enum(RESIDENT_STATUSES).nullable().default(null),
  providerId: z.number().int().nullable().default(null),
  channel: z.enum(HISTORY_CHANNELS).nullable().default(null),
  cardId: z.number().int().nullable().default(null),
});

/** The filter behind a list's buttons; 0, somebody else's or a forgotten one = everything. */
export async function loadFilter(
  deps: Deps,
  options: { readonly identityId: number; readonly filterId: number },
): Promise<HistoryFilter> {
  const { identityId, filterId } = options;
  if (filterId === 0) return EVERYTHING;
  try {
    const draft = await loadDraft(deps.db, {
      draftId: filterId,
      identityId,
      kind: FILTER_DRAFT,
      now: deps.clock.now(),
    });
    return filterSchema.parse(draft.data);
  } catch (error) {
    if (isDomainError(error, 'DRAFT_EXPIRED')) return EVERYTHING;
    throw error;
  }
}

/** Keep a filter; every choice is a new one, so that the buttons of older messages keep showing what they showed. */
export async function keepFilter(
  deps: Deps,
  options: { readonly identityId: number; readonly filter: HistoryFilter },
): Promise<number> {
  return startDraft(deps, {
    identityId: options.identityId,
    kind: FILTER_DRAFT,
    data: { ...options.filter },
    minutes: MINUTES,
  });
}

/**
 * Condition on `p` ("Payment"). The text is the same whatever is chosen, so that the server keeps its plan; days are
 * those of the installation's zone.
 */
export function operationsWhere(filter: HistoryFilter, timezone: string): Prisma.Sql {
  const from = dayStart(filter.from, timezone);
  const to = dayEnd(filter.to, timezone);
  const statuses = filter.status === null ? null : statusesOf(filter.status);
  return Prisma.sql`
        (${from}::timestamptz IS NULL OR COALESCE(p."succeededAt", p."createdAt") >= ${from}::timestamptz)
    AND (${to}::timestamptz IS NULL OR COALESCE(p."succeededAt", p."createdAt") < ${to}::timestamptz)
    AND (${filter.method}::text IS NULL OR p."method"::text = ${filter.method}::text)
    AND (${statuses}::text[] IS NULL OR p."status"::text = ANY(${statuses}::text[]))
    AND (${filter.cardId}::int IS NULL OR p."savedCardId" = ${filter.cardId}::int)
    AND (${filter.channel}::text IS NULL OR ${filter.channel}::text = 'bot')
    AND (${filter.providerId}::int IS NULL OR EXISTS (
          SELECT 1 FROM "PaymentItem" fi WHERE fi."paymentId" = p."id" AND fi."providerId" = ${filter.providerId}::int))`;
}

export function dayStart(day: string | null, timezone: string): Date | null {
  const date = day === null ? null : parseBillingDate(day);
  return date === null ? null : startOfDay(date, timezone);
}

export function dayEnd(day: string | null, timezone: string): Date | null {
  const date = day === null ? null : parseBillingDate(day);
  return date === null ? null : endOfDay(date, timezone);
}
