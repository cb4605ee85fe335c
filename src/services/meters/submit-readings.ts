import { z } from 'zod';
import { rowsAsTable } from '../../database/bulk.ts';
import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { type MeterValue, valueFromDecimal, valueToDecimal } from '../../domain/meters.ts';
import { isPeriod, type Period } from '../../domain/period.ts';
import { checkReading, mustPass, type QuestionKind } from '../../domain/readings.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import {
  type LoadedMeter,
  type LoadedReading,
  type MeteredAccount,
  windowOfResource,
} from './load-metered.ts';
import { contextOf, currentReading, factsOf } from './meter-facts.ts';
import { accountForReadings, type ReadingActor } from './reading-access.ts';

/** Kind of the draft behind the form; its id is the key of the submission. */
export const READINGS_DRAFT = 'readings';
/**
 * Who began while the window was open is not turned away by a queue at its end: so long after it closed a begun form
 * is still taken.
 */
const GRACE_MINUTES = 15;

export interface EnteredReading {
  readonly meterId: number;
  /** decimal texts, one for each zone */
  readonly values: readonly string[];
  /** Questions the person said yes to. */
  readonly confirmed: readonly QuestionKind[];
  /** The reading of this month that the person saw; null = none. Another one by now is somebody else's. */
  readonly sentId: number | null;
  readonly photo: ReadingPhoto | null;
}

export interface ReadingPhoto {
  readonly fileId: string;
  readonly uniqueId: string;
  /** bytes */
  readonly size: number;
}

/** saved: stands now; same: stood already; taken: another phone was faster, its values stand. */
export type SubmitOutcome = 'saved' | 'same' | 'taken';

export interface SubmittedReading {
  readonly meterId: number;
  readonly outcome: SubmitOutcome;
  /** of the reading that stands now */
  readonly number: string;
  readonly values: readonly string[];
  readonly period: Period;
  readonly submittedAt: Date;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/**
 * Take the readings of one form: all of them or none. The rules are checked again with the meters locked, so that of
 * two phones one result stands; the other is told what stands. Saying it twice is saying it once (the draft's id).
 * A correction inside the window replaces the month's reading and keeps the former one.
 * @throws DomainError DRAFT_EXPIRED, READING_WINDOW_CLOSED, READING_NEEDS_CONFIRMATION, refusals of `checkReading`,
 *   those of `accountForReadings`
 */
export async function submitReadings(
  deps: Deps,
  options: {
    readonly actor: ReadingActor;
    readonly identityId: number;
    readonly draftId: number;
    readonly entries: readonly EnteredReading[];
    readonly locale: 'ru' | 'en';
  },
): Promise<SubmittedReading[]> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const draft = await draftWithMetersLocked(tx, options);
    const keys = options.entries.map(({ meterId }) => keyOf(options.draftId, meterId));
    if (draft.completedAt !== null) return submittedBy(tx, keys);
    if (draft.expiresAt <= now) throw new DomainError('DRAFT_EXPIRED');
    const account = await accountForReadings(deps, tx, options.actor);
    const judged = options.entries.map((entry) =>
      judge(account, entry, { now, begunAt: draft.createdAt, locale: options.locale }),
    );
    const written = await write(tx, judged.filter(isNew), { ...options, account, now });
    const saved = new Map(written.map((reading) => [reading.meterId, reading]));
    return judged.flatMap((one): SubmittedReading[] => {
      if (one.outcome === 'saved') {
        const reading = saved.get(one.meter.id);
        return reading === undefined ? [] : [reading];
      }
      const { number, values, submittedAt } = one.standing;
      const { outcome, period, meter } = one;
      return [
        { meterId: meter.id, outcome, number, values: values.map(valueToDecimal), period, submittedAt },
      ];
    });
  });
}

/**
 * The form, with the rows of its meters locked in the order of their ids. One statement: in the last minute of a
 * window every round trip of a held lock is waited for by neighbours.
 * @throws DomainError DRAFT_EXPIRED
 */
async function draftWithMetersLocked(
  tx: Tx,
  options: {
    readonly draftId: number;
    readonly identityId: number;
    readonly entries: readonly EnteredReading[];
  },
): Promise<{ readonly createdAt: Date; readonly expiresAt: Date; readonly completedAt: Date | null }> {
  const meterIds = options.entries.map(({ meterId }) => meterId);
  const [draft] = await tx.$queryRaw<{ createdAt: Date; expiresAt: Date; completedAt: Date | null }[]>`
    WITH locked AS (SELECT "id" FROM "Meter" WHERE "id" = ANY(${meterIds}) ORDER BY "id" FOR UPDATE)
    SELECT d."createdAt", d."expiresAt", d."completedAt", (SELECT count(*) FROM locked)::int AS "locked"
      FROM "Draft" d
     WHERE d."id" = ${options.draftId} AND d."identityId" = ${options.identityId} AND d."kind" = ${READINGS_DRAFT}`;
  if (draft === undefined) throw new DomainError('DRAFT_EXPIRED');
  return draft;
}

interface NewReading {
  readonly outcome: 'saved';
  readonly meter: LoadedMeter;
  readonly entry: EnteredReading;
  readonly values: readonly MeterValue[];
  readonly period: Period;
  readonly replaces: LoadedReading | null;
}

type Judged =
  | NewReading
  | {
      readonly outcome: 'same' | 'taken';
      readonly meter: LoadedMeter;
      readonly period: Period;
      readonly standing: LoadedReading;
    };

function isNew(judged: Judged): judged is NewReading {
  return judged.outcome === 'saved';
}

function judge(
  account: MeteredAccount,
  entry: EnteredReading,
  at: { readonly now: Date; readonly begunAt: Date; readonly locale: 'ru' | 'en' },
): Judged {
  const meter = account.meters.find(({ id }) => id === entry.meterId);
  if (meter === undefined) throw new DomainError('METER_NOT_FOUND');
  const period = periodNow(account, meter, at);
  const values = entry.values.map(valueFromDecimal);
  const standing = currentReading(meter, period);
  if (standing !== null && standing.status !== 'rejected') {
    if (sameValues(standing.values, values)) return { outcome: 'same', meter, period, standing };
    if (standing.id !== entry.sentId) return { outcome: 'taken', meter, period, standing };
  }
  const context = contextOf(account, meter, { period, now: at.now, locale: at.locale });
  const verdict = mustPass(checkReading(factsOf(meter, period), { values, takenAt: at.now }, context));
  const open = verdict.questions.find(({ kind }) => !entry.confirmed.includes(kind));
  if (open !== undefined) throw new DomainError('READING_NEEDS_CONFIRMATION', { serial: meter.serial });
  return { outcome: 'saved', meter, entry, values, period, replaces: standing };
}

function sameValues(a: readonly MeterValue[], b: readonly MeterValue[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** The month a reading counts for: by the clock now, or, for a form begun in time, by the window just closed. */
function periodNow(
  account: MeteredAccount,
  meter: LoadedMeter,
  { now, begunAt }: { readonly now: Date; readonly begunAt: Date },
): Period {
  const state = windowOfResource(account, meter.resource, now);
  if (state.current === null) {
    const late = now.getTime() - state.last.closesAt.getTime();
    if (begunAt < state.last.closesAt && late < GRACE_MINUTES * 60_000) return state.last.period;
  }
  if (state.period === null) throw new DomainError('READING_WINDOW_CLOSED');
  return state.period;
}

const WRITTEN_COLUMNS = {
  meterId: 'int',
  period: 'text',
  values: 'numeric[]',
  replacesId: 'int?',
  replacedNumber: 'text?',
  key: 'text',
  photoId: 'int?',
} as const;

/** Readings, the journal and the end of the form in one statement; corrections first take the former ones away. */
async function write(
  tx: Tx,
  readings: readonly NewReading[],
  by: {
    readonly actor: ReadingActor;
    readonly identityId: number;
    readonly draftId: number;
    readonly account: MeteredAccount;
    readonly now: Date;
  },
): Promise<SubmittedReading[]> {
  const { now, actor, draftId } = by;
  if (readings.length === 0) {
    await completeDraft(tx, { draftId, now });
    return [];
  }
  const replaced = readings.flatMap(({ replaces }) => (replaces === null ? [] : [replaces.id]));
  if (replaced.length > 0) {
    await tx.$executeRaw`
      UPDATE "Reading" SET "isCurrent" = false,
             "status" = CASE WHEN "status" = 'rejected' THEN "status" ELSE 'replaced'::"ReadingStatus" END
       WHERE "id" = ANY(${replaced}) AND "isCurrent"`;
  }
  const photos = await keepPhotos(tx, readings, by);
  const rows = rowsAsTable(
    WRITTEN_COLUMNS,
    readings.map(({ meter, values, period, replaces }) => ({
      meterId: meter.id,
      period,
      values: values.map(valueToDecimal),
      replacesId: replaces?.id ?? null,
      replacedNumber: replaces?.number ?? null,
      key: keyOf(draftId, meter.id),
      photoId: photos.get(meter.id) ?? null,
    })),
  );
  // The number people read out on the phone: the day and the id, `261116-57`.
  const day = dateIn(now, by.account.zone).slice(2).replaceAll('-', '');
  const source = actor.kind === 'staff' ? 'operator' : 'resident';
  const residentId = actor.kind === 'staff' ? null : actor.residentId;
  const enteredById = actor.kind === 'staff' ? by.identityId : null;
  const saved: unknown = await tx.$queryRaw`
    WITH given AS MATERIALIZED (
      SELECT r.*, nextval(pg_get_serial_sequence('"Reading"', 'id'))::int AS "id" FROM ${rows} r
    ), saved AS (
      INSERT INTO "Reading" ("id", "number", "meterId", "period", "values", "takenAt", "submittedAt", "source",
                             "replacesId", "residentId", "enteredById", "key", "photoId")
      SELECT g."id", ${day}::text || '-' || g."id", g."meterId", g."period", g."values", ${now}::timestamptz,
             ${now}::timestamptz, ${source}::"ReadingSource", g."replacesId", ${residentId}::int,
             ${enteredById}::int, g."key", g."photoId"
        FROM given g
      RETURNING "id", "meterId", "number", "values"::text[] AS "values", "period", "submittedAt"
    ), told AS (
      INSERT INTO "AuditEntry" ("at", "actorId", "actorKind", "action", "subject", "companyId", "details")
      SELECT ${now}::timestamptz, ${by.identityId}::int, ${actor.kind}::text,
             CASE WHEN g."replacesId" IS NULL THEN 'reading.submit' ELSE 'reading.correct' END,
             'meter:' || g."meterId", ${by.account.companyId}::int,
             jsonb_build_object('number', ${day}::text || '-' || g."id", 'period', g."period", 'replaces', g."replacedNumber")
        FROM given g
    ), ended AS (
      UPDATE "Draft" SET "completedAt" = ${now}::timestamptz WHERE "id" = ${draftId} AND "completedAt" IS NULL
    )
    SELECT "meterId", "number", "values", "period", "submittedAt" FROM saved ORDER BY "id"`;
  return savedSchema.parse(saved).map((row) => ({ ...row, outcome: 'saved' as const }));
}

const savedSchema = z.array(
  z.object({
    meterId: z.number(),
    number: z.string(),
    values: z.array(z.string().transform((text) => valueToDecimal(valueFromDecimal(text)))),
    period: z.string().refine(isPeriod),
    submittedAt: z.coerce.date(),
  }),
);

/** Photos of dials, kept as proof; by meter. */
async function keepPhotos(
  tx: Tx,
  readings: readonly NewReading[],
  by: { readonly identityId: number; readonly draftId: number; readonly now: Date },
): Promise<Map<number, number>> {
  const photos = new Map<number, number>();
  for (const { meter, entry } of readings) {
    if (entry.photo === null) continue;
    const { id } = await tx.storedFile.upsert({
      where: { draftId_telegramUniqueId: { draftId: by.draftId, telegramUniqueId: entry.photo.uniqueId } },
      create: {
        identityId: by.identityId,
        kind: 'reading',
        telegramFileId: entry.photo.fileId,
        telegramUniqueId: entry.photo.uniqueId,
        size: entry.photo.size,
        draftId: by.draftId,
        createdAt: by.now,
      },
      update: {},
      select: { id: true },
    });
    photos.set(meter.id, id);
  }
  return photos;
}

const keyOf = (draftId: number, meterId: number): string => `draft:${draftId}:${meterId}`;

/** What this form put down, also when it is said a second time. */
async function submittedBy(tx: Tx, keys: readonly string[]): Promise<SubmittedReading[]> {
  const rows = await tx.reading.findMany({
    where: { key: { in: [...keys] } },
    orderBy: { id: 'asc' },
    select: { meterId: true, number: true, values: true, period: true, submittedAt: true },
  });
  return rows.flatMap(({ values, period, ...row }) =>
    isPeriod(period)
      ? [{ ...row, period, outcome: 'saved' as const, values: values.map((value) => value.toFixed()) }]
      : [],
  );
}
