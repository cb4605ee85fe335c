import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { can, companiesFor } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import type { StaffActor } from './review-application.ts';

export const QUEUE_PER_PAGE = 6;

export interface QueueRow {
  /** payer: the books have another payer or flat since */
  readonly kind: 'application' | 'objection' | 'payer';
  /** of the application, or of the frozen link */
  readonly id: number;
  readonly who: string;
  readonly number: string;
  readonly providerName: string;
  readonly at: Date;
}

const rowSchema = z.object({
  kind: z.enum(['application', 'objection', 'payer']).nullable(),
  id: z.number().nullable(),
  who: z.string().nullable(),
  number: z.string().nullable(),
  providerName: z.string().nullable(),
  at: z.coerce.date().nullable(),
  total: z.coerce.number(),
  page: z.coerce.number(),
});

/**
 * Applications for a PIN and frozen links that wait for a decision, oldest first, of the companies the person's roles
 * cover; one statement. @throws DomainError NOT_ALLOWED
 */
export async function listAccessQueue(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { actor: StaffActor; page: number },
): Promise<{ rows: readonly QueueRow[]; total: number; page: number }> {
  const companies = companiesFor(options.actor.grants, 'requests.review', deps.clock.now());
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  const owners = companies === 'all' ? null : [...companies];
  const raw: unknown[] = await deps.db.$queryRaw`
    WITH waiting AS (
      SELECT 'application' AS "kind", q."id", q."residentId", q."number", q."providerId", q."createdAt" AS "at"
        FROM "AccessRequest" q WHERE q."status" = 'pending'
      UNION ALL
      SELECT CASE WHEN l."payerChangedAt" = l."frozenAt" THEN 'payer' ELSE 'objection' END, l."id", l."residentId", a."number", a."providerId", l."frozenAt"
        FROM "AccountLink" l JOIN "Account" a ON a."id" = l."accountId"
       WHERE l."status" = 'frozen' AND (l."objectedById" IS NOT NULL OR l."payerChangedAt" = l."frozenAt")
    ),
    mine AS (
      SELECT w.*, p."name" AS "providerName", r."firstName" || ' ' || r."lastName" AS "who"
        FROM waiting w
        JOIN "Provider" p ON p."id" = w."providerId"
        JOIN "Resident" r ON r."id" = w."residentId"
       WHERE ${owners}::int[] IS NULL OR p."companyId" = ANY(${owners}::int[])
    ),
    counted AS (
      SELECT count(*)::int AS "total",
             LEAST(${options.page}::int, GREATEST(ceil(count(*)::numeric / ${QUEUE_PER_PAGE}::int)::int - 1, 0)) AS "page"
        FROM mine
    ),
    paged AS (
      SELECT * FROM mine ORDER BY "at", "kind", "id"
       LIMIT ${QUEUE_PER_PAGE}::int OFFSET (SELECT "page" FROM counted) * ${QUEUE_PER_PAGE}::int
    )
    SELECT c."total", c."page", m."kind", m."id", m."who", m."number", m."providerName", m."at"
      FROM counted c LEFT JOIN paged m ON true
     ORDER BY m."at", m."kind", m."id"`;
  const rows = raw.map((row) => rowSchema.parse(row));
  return {
    total: rows[0]?.total ?? 0,
    page: rows[0]?.page ?? 0,
    rows: rows.flatMap(({ kind, id, who, number, providerName, at }) =>
      kind === null || id === null || who === null || number === null || providerName === null || at === null
        ? []
        : [{ kind, id, who, number, providerName, at }],
    ),
  };
}

const dataSchema = z
  .object({ name: z.string(), address: z.string(), flat: z.string(), contact: z.string() })
  .catch({ name: '', address: '', flat: '', contact: '' });

/** An application beside what the company's books say. */
export interface ApplicationCard {
  readonly requestId: number;
  readonly status: 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled';
  readonly providerName: string;
  readonly number: string;
  readonly createdAt: Date;
  readonly residentName: string;
  readonly residentPhone: string | null;
  readonly told: z.infer<typeof dataSchema>;
  /** null: there is no such account */
  readonly books: {
    readonly payer: string | null;
    readonly address: string | null;
    readonly flat: string | null;
  } | null;
  /** the newest PIN made for it; 0 = none yet */
  readonly lastCodeId: number;
  /** Telegram file ids of the papers that were sent */
  readonly photos: readonly string[];
}

/** @throws DomainError APPLICATION_NOT_FOUND, NOT_ALLOWED */
export async function showApplication(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { actor: StaffActor; requestId: number },
): Promise<ApplicationCard> {
  const row = await deps.db.accessRequest.findUnique({
    where: { id: options.requestId },
    include: {
      provider: true,
      account: true,
      resident: true,
      files: { orderBy: { id: 'asc' } },
      codes: { orderBy: { id: 'desc' }, take: 1, select: { id: true } },
    },
  });
  if (row === null) throw new DomainError('APPLICATION_NOT_FOUND');
  const scope = { companyId: row.provider.companyId };
  if (!can(options.actor.grants, 'requests.review', scope, deps.clock.now()))
    throw new DomainError('NOT_ALLOWED');
  return {
    requestId: row.id,
    status: row.status,
    providerName: row.provider.name,
    number: row.number,
    createdAt: row.createdAt,
    residentName: `${row.resident.firstName} ${row.resident.lastName}`,
    residentPhone: row.resident.phone,
    told: dataSchema.parse(row.data),
    books:
      row.account === null
        ? null
        : { payer: row.account.payerName, address: row.account.address, flat: row.account.flat },
    lastCodeId: row.codes[0]?.id ?? 0,
    photos: row.files.map(({ telegramFileId }) => telegramFileId),
  };
}

/** A frozen link with who has it and who objected, or what the books say since. */
export interface ObjectionCard {
  readonly reason: 'objection' | 'payer';
  readonly linkId: number;
  readonly status: 'active' | 'frozen' | 'revoked';
  readonly providerName: string;
  readonly number: string;
  readonly payer: string | null;
  readonly flat: string | null;
  readonly holder: string;
  readonly holderPhone: string | null;
  readonly proof: string;
  readonly linkedAt: Date;
  readonly objector: string | null;
  readonly objectorPhone: string | null;
  readonly objectorSince: Date | null;
}

/** @throws DomainError LINK_NOT_FOUND, NOT_ALLOWED */
export async function showObjection(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { actor: StaffActor; linkId: number },
): Promise<ObjectionCard> {
  const row = await deps.db.accountLink.findUnique({
    where: { id: options.linkId },
    include: {
      account: { include: { provider: true } },
      resident: true,
      objectedBy: { include: { resident: true } },
    },
  });
  if (row === null || row.frozenAt === null) throw new DomainError('LINK_NOT_FOUND');
  const scope = { companyId: row.account.provider.companyId };
  if (!can(options.actor.grants, 'requests.review', scope, deps.clock.now()))
    throw new DomainError('NOT_ALLOWED');
  const objector = row.objectedBy?.resident ?? null;
  return {
    linkId: row.id,
    reason: row.payerChangedAt?.getTime() === row.frozenAt.getTime() ? 'payer' : 'objection',
    status: row.status,
    providerName: row.account.provider.name,
    number: row.account.number,
    payer: row.account.payerName,
    flat: row.account.flat,
    holder: `${row.resident.firstName} ${row.resident.lastName}`,
    holderPhone: row.resident.phone,
    proof: row.proof,
    linkedAt: row.createdAt,
    objector: objector === null ? null : `${objector.firstName} ${objector.lastName}`,
    objectorPhone: objector?.phone ?? null,
    objectorSince: row.objectedBy?.createdAt ?? null,
  };
}
