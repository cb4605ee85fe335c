import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Kopecks } from '../../domain/money.ts';
import { maskAddress, maskName } from '../../domain/names.ts';
import { OUTSTANDING } from '../bills/outstanding-sql.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';

export interface AccountCard {
  readonly linkId: number;
  readonly name: string | null;
  readonly number: string;
  readonly level: 'basic' | 'full';
  readonly canProve: boolean;
  readonly isDefault: boolean;
  /** A relative shared it; it ends then (null = when they say so). */
  readonly shared: { readonly until: Date | null } | null;
  readonly providerName: string;
  readonly notice: { readonly ru: string; readonly en?: string | undefined } | null;
  readonly company: {
    readonly name: string;
    readonly phone: string | null;
    readonly email: string | null;
    readonly address: string | null;
  } | null;
  /** Masked at the basic level. */
  readonly payer: string | null;
  readonly tenant: boolean;
  /** Masked at the basic level. */
  readonly address: string | null;
  /** Full level only: m² as decimal text, people. */
  readonly area: string | null;
  readonly livingArea: string | null;
  readonly residents: number | null;
  /** Sum of the newest bill, what is left of it (negative = advance), paid here since; kopecks. */
  readonly balance: {
    readonly total: Kopecks;
    readonly left: Kopecks;
    readonly paidSince: Kopecks;
    readonly asOf: Date;
    readonly billId: number;
  } | null;
}

const schema = z.object({
  linkId: z.number(),
  name: z.string().nullable(),
  number: z.string(),
  level: z.enum(['basic', 'full']),
  canProve: z.boolean(),
  isDefault: z.boolean(),
  shared: z.boolean(),
  expiresAt: z.coerce.date().nullable(),
  providerName: z.string(),
  notice: z.union([
    z.object({ ru: z.string(), en: z.string().optional() }),
    z.object({}).transform(() => null),
  ]),
  companyName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  contactEmail: z.string().nullable(),
  officeAddress: z.string().nullable(),
  payerName: z.string().nullable(),
  tenant: z.boolean(),
  address: z.string().nullable(),
  flat: z.string().nullable(),
  area: z.string().nullable(),
  livingArea: z.string().nullable(),
  residentsCount: z.number().nullable(),
  billId: z.number().nullable(),
  total: z.number().nullable(),
  left: z.number().nullable(),
  asOf: z.coerce.date().nullable(),
});

/**
 * The card of one linked account; one statement. At the basic level the owner and the address are masked, because
 * the number alone proves nothing.
 * @throws DomainError LINK_NOT_FOUND when it is not a link of this resident in force
 */
export async function showAccount(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number; linkId: number },
): Promise<AccountCard> {
  const links = visibleLinks({
    residentId: options.residentId,
    linkId: options.linkId,
    now: deps.clock.now(),
  });
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH links AS (${links}), scope AS (SELECT "accountId" FROM links), ${OUTSTANDING}
    SELECT l."linkId", l."name", l."level", a."number", a."payerName", a."tenant", a."address", a."flat",
           a."area"::text, a."livingArea"::text, a."residentsCount",
           l."level" = 'basic' AND cardinality(p."proofs") > 0 AS "canProve",
           k."sharedById" IS NOT NULL AS "shared", k."expiresAt",
           r."defaultLinkId" IS NOT DISTINCT FROM l."linkId" AS "isDefault",
           p."name" AS "providerName", p."notice",
           c."name" AS "companyName", c."contactPhone", c."contactEmail", c."officeAddress",
           o."billId", o."total", o."left", o."asOf"
      FROM links l
      JOIN "AccountLink" k ON k."id" = l."linkId"
      JOIN "Account" a ON a."id" = l."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
      JOIN "Resident" r ON r."id" = ${options.residentId}
      LEFT JOIN "Company" c ON c."id" = p."companyId"
      LEFT JOIN outstanding o ON o."accountId" = l."accountId"`);
  if (raw.length === 0) throw new DomainError('LINK_NOT_FOUND');
  const row = schema.parse(raw[0]);
  const full = row.level === 'full';
  const address = [row.address, row.flat].filter((part) => part !== null && part !== '');
  return {
    linkId: row.linkId,
    name: row.name,
    number: row.number,
    level: row.level,
    canProve: row.canProve,
    isDefault: row.isDefault,
    shared: row.shared ? { until: row.expiresAt } : null,
    providerName: row.providerName,
    notice: row.notice,
    company:
      row.companyName === null
        ? null
        : {
            name: row.companyName,
            phone: row.contactPhone,
            email: row.contactEmail,
            address: row.officeAddress,
          },
    payer: row.payerName === null ? null : full ? row.payerName : maskName(row.payerName),
    tenant: row.tenant,
    address: row.address === null ? null : full ? address.join(', ') : maskAddress(row.address),
    area: full ? row.area : null,
    livingArea: full ? row.livingArea : null,
    residents: full ? row.residentsCount : null,
    balance:
      row.billId === null || row.total === null || row.left === null || row.asOf === null
        ? null
        : {
            total: row.total as Kopecks,
            left: row.left as Kopecks,
            paidSince: (row.total - row.left) as Kopecks,
            asOf: row.asOf,
            billId: row.billId,
          },
  };
}
