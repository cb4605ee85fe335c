import type { Db } from '../../database/client.ts';
import { kopecks, toDecimalString } from '../../domain/money.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';

/** Rows read at once: what is in memory of the longest history. */
const PAGE = 200;

export interface ExportSubject {
  readonly residentId: number;
  readonly now: Date;
}

interface Numbered {
  readonly id: number;
}
type Page = (after: number) => Promise<readonly Numbered[]>;

/** One file of the archive and the rows that stand in it. */
export interface ExportSection {
  readonly file: string;
  rows(db: Db, subject: ExportSubject): AsyncIterable<object>;
}

const rub = (amount: number): string => toDecimalString(kopecks(amount));

/** Everything kept about a person, section by section; what the company keeps of the flat is told as far as it is shown. */
export const EXPORT_SECTIONS: readonly ExportSection[] = [
  {
    file: 'profile.json',
    async *rows(db, { residentId }) {
      const person = await db.resident.findUniqueOrThrow({
        where: { id: residentId },
        omit: { codeWordHash: true, draftId: true, deletedAt: true, defaultLinkId: true },
        include: {
          subscriptions: { select: { topic: true, channel: true, enabled: true, changedAt: true } },
        },
      });
      // All they write from: the other sections are those of the person, too, whichever of them asks.
      const identities = await db.telegramIdentity.findMany({
        where: { residentId },
        orderBy: { id: 'asc' },
        select: { telegramId: true, locale: true, lastSeenAt: true, createdAt: true },
      });
      const telegram = identities.map(({ telegramId, ...rest }) => ({
        telegramId: Number(telegramId),
        ...rest,
      }));
      yield { ...person, telegram };
    },
  },
  {
    file: 'consents.json',
    async *rows(db, { residentId }) {
      yield* await db.acceptance.findMany({
        where: { identity: { residentId } },
        orderBy: { id: 'asc' },
        select: { kind: true, acceptedAt: true, withdrawnAt: true, document: { select: { version: true } } },
      });
    },
  },
  {
    file: 'accounts.json',
    rows: (db, { residentId }) =>
      paged((after) =>
        db.accountLink.findMany({
          where: { residentId, id: { gt: after } },
          orderBy: { id: 'asc' },
          take: PAGE,
          select: {
            id: true,
            name: true,
            level: true,
            proof: true,
            status: true,
            createdAt: true,
            revokedAt: true,
            account: { select: { number: true, provider: { select: { name: true } } } },
          },
        }),
      ),
  },
  { file: 'bills.json', rows: bills },
  {
    file: 'payments.json',
    rows: (db, { residentId }) =>
      paged(async (after) => {
        const found = await db.payment.findMany({
          where: { residentId, id: { gt: after } },
          orderBy: { id: 'asc' },
          take: PAGE,
          select: {
            id: true,
            number: true,
            status: true,
            method: true,
            amount: true,
            commission: true,
            refunded: true,
            cardMask: true,
            createdAt: true,
            succeededAt: true,
            items: { select: { accountNumber: true, amount: true, provider: { select: { name: true } } } },
          },
        });
        return found.map(({ amount, commission, refunded, items, ...rest }) => ({
          ...rest,
          amount: rub(amount),
          commission: rub(commission),
          refunded: rub(refunded),
          items: items.map((item) => ({ ...item, amount: rub(item.amount) })),
        }));
      }),
  },
  {
    file: 'readings.json',
    rows: (db, { residentId }) =>
      paged((after) =>
        db.reading.findMany({
          where: { residentId, id: { gt: after } },
          orderBy: { id: 'asc' },
          take: PAGE,
          select: {
            id: true,
            number: true,
            period: true,
            values: true,
            submittedAt: true,
            status: true,
            meter: { select: { resource: true, serial: true, account: { select: { number: true } } } },
          },
        }),
      ),
  },
  {
    file: 'tickets.json',
    rows: (db, { residentId }) =>
      paged((after) =>
        db.ticket.findMany({
          where: { residentId, id: { gt: after } },
          orderBy: { id: 'asc' },
          take: PAGE,
          select: {
            id: true,
            number: true,
            status: true,
            text: true,
            fields: true,
            contactWay: true,
            contactTime: true,
            createdAt: true,
            closedAt: true,
            rating: true,
            ratingText: true,
            messages: {
              where: { visibility: 'resident' },
              orderBy: { id: 'asc' },
              select: { fromStaff: true, text: true, createdAt: true },
            },
            files: {
              where: { OR: [{ ticketMessageId: null }, { ticketMessage: { visibility: 'resident' } }] },
              select: { kind: true, fileName: true, createdAt: true },
            },
          },
        }),
      ),
  },
  {
    file: 'applications.json',
    rows: (db, { residentId }) =>
      paged((after) =>
        db.accessRequest.findMany({
          where: { residentId, id: { gt: after } },
          orderBy: { id: 'asc' },
          take: PAGE,
          select: { id: true, number: true, status: true, data: true, reason: true, createdAt: true },
        }),
      ),
  },
  {
    file: 'cards-and-templates.json',
    async *rows(db, { residentId }) {
      yield* await db.savedCard.findMany({
        where: { residentId },
        orderBy: { id: 'asc' },
        select: { system: true, lastDigits: true, name: true, status: true, createdAt: true },
      });
      const templates = await db.paymentTemplate.findMany({
        where: { residentId, deletedAt: null },
        orderBy: { id: 'asc' },
        select: { name: true, accountNumber: true, amount: true, method: true, createdAt: true },
      });
      yield* templates.map(({ amount, ...rest }) => ({
        ...rest,
        amount: amount === null ? null : rub(amount),
      }));
    },
  },
  {
    file: 'messages.json',
    rows: (db, { residentId }) => {
      // What was sent and when; texts are made anew each time and are in the chat.
      let last = 0n;
      return paged(async () => {
        const found = await db.delivery.findMany({
          where: { identity: { residentId }, id: { gt: last } },
          orderBy: { id: 'asc' },
          take: PAGE,
          select: { id: true, kind: true, channel: true, status: true, createdAt: true, sentAt: true },
        });
        last = found.at(-1)?.id ?? last;
        return found.map((row) => ({ ...row, id: Number(row.id) }));
      });
    },
  },
];

/**
 * The text of a section: an array, row by row.
 * @param broken a row cannot be read: the section ends before it, still an array. May throw instead
 */
export async function* sectionText(
  rows: AsyncIterable<object>,
  broken: (error: unknown) => void,
): AsyncIterable<string> {
  let first = true;
  yield '[';
  try {
    for await (const row of rows) {
      yield `${first ? '\n' : ',\n'}${JSON.stringify(row)}`;
      first = false;
    }
  } catch (error) {
    broken(error);
  }
  yield '\n]\n';
}

async function* paged(page: Page): AsyncIterable<object> {
  for (let after = 0; ; ) {
    const rows = await page(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}

interface BillKey {
  readonly id: number;
  readonly level: 'basic' | 'full';
}

/** Bills of the person's accounts as far as they may see them, newest last; lines at the full level only. */
async function* bills(db: Db, { residentId, now }: ExportSubject): AsyncIterable<object> {
  const links = visibleLinks({ residentId, linkId: null, now });
  for (let after = 0; ; ) {
    const keys = await db.$queryRaw<BillKey[]>`
      WITH links AS (${links})
      SELECT b."id", max(l."level"::text) AS "level" FROM links l JOIN "Bill" b ON b."accountId" = l."accountId"
       WHERE b."currentVersionId" IS NOT NULL AND b."id" > ${after}
         AND (l."fromPeriod" IS NULL OR b."period" >= l."fromPeriod")
       GROUP BY b."id" ORDER BY b."id" LIMIT ${PAGE}`;
    const levels = new Map(keys.map(({ id, level }) => [id, level]));
    const rows = await db.bill.findMany({
      where: { id: { in: [...levels.keys()] } },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        type: true,
        period: true,
        account: { select: { number: true, provider: { select: { name: true } } } },
        currentVersion: {
          select: {
            billDate: true,
            total: true,
            lines: {
              orderBy: { position: 'asc' },
              select: { service: true, volume: true, tariff: true, total: true },
            },
          },
        },
      },
    });
    for (const { currentVersion, ...bill } of rows) {
      if (currentVersion === null) continue;
      const { lines, total, ...version } = currentVersion;
      yield {
        ...bill,
        ...version,
        total: rub(total),
        ...(levels.get(bill.id) === 'full'
          ? { lines: lines.map((line) => ({ ...line, total: rub(line.total) })) }
          : {}),
      };
    }
    const last = keys.at(-1);
    if (last === undefined || keys.length < PAGE) return;
    after = last.id;
  }
}

/** Newest first: bills that may be printed (full level), and operations that have ended. */
export async function papersOf(
  db: Db,
  { residentId, now }: ExportSubject,
  most: number,
): Promise<{
  readonly bills: readonly { readonly id: number; readonly period: string; readonly number: string }[];
  readonly payments: readonly { readonly id: number; readonly number: string }[];
}> {
  const links = visibleLinks({ residentId, linkId: null, now });
  const billRows = await db.$queryRaw<{ id: number; period: string; number: string }[]>`
    WITH links AS (${links})
    SELECT DISTINCT b."id", b."period", a."number" FROM links l
      JOIN "Bill" b ON b."accountId" = l."accountId" JOIN "Account" a ON a."id" = b."accountId"
     WHERE b."currentVersionId" IS NOT NULL AND l."level" = 'full'
       AND (l."fromPeriod" IS NULL OR b."period" >= l."fromPeriod")
     ORDER BY b."period" DESC, b."id" DESC LIMIT ${most}`;
  const payments = await db.payment.findMany({
    where: { residentId, status: { notIn: ['created', 'pending', 'authorized'] } },
    orderBy: { id: 'desc' },
    take: most,
    select: { id: true, number: true },
  });
  return { bills: billRows, payments };
}
