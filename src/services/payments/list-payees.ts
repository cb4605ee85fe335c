import { z } from 'zod';
import { guessMobileOperator } from '../../domain/mobile-operators.ts';
import type { ServiceDeps } from '../deps.ts';
import { extraFieldsSchema } from './find-payee.ts';

const localizedSchema = z.object({ ru: z.string().default(''), en: z.string().optional() });

export interface PayeeCategory {
  readonly id: number;
  readonly name: z.infer<typeof localizedSchema>;
  readonly providers: number;
}

/** Sections with somebody to pay. One statement. */
export async function listPayeeCategories(deps: Pick<ServiceDeps, 'db'>): Promise<PayeeCategory[]> {
  const rows = await deps.db.$queryRaw<{ id: number; name: unknown; providers: number }[]>`
    SELECT c."id", c."name", count(p."id")::int AS "providers"
      FROM "Category" c JOIN "Provider" p ON p."categoryId" = c."id" AND p."active"
     GROUP BY c."id" ORDER BY c."position", c."id"`;
  return rows.map((row) => ({ ...row, name: localizedSchema.parse(row.name) }));
}

/** What the form about a number has to know of a provider. @returns null when it is not there (any more) */
export async function showPayee(deps: Pick<ServiceDeps, 'db'>, options: { readonly providerId: number }) {
  const provider = await deps.db.provider.findFirst({
    where: { id: options.providerId, active: true },
    select: {
      id: true,
      name: true,
      numberLabel: true,
      numberPattern: true,
      numberExample: true,
      issuesBills: true,
      notice: true,
      extraFields: true,
    },
  });
  if (provider === null) return null;
  return {
    ...provider,
    notice: z.object({ ru: z.string().optional(), en: z.string().optional() }).parse(provider.notice),
    extraFields: extraFieldsSchema.parse(provider.extraFields),
  };
}
export type PayeeProvider = NonNullable<Awaited<ReturnType<typeof showPayee>>>;

/** The person's own phone and the operator it looks like: offered first where a phone is paid. */
export async function ownPhone(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number },
): Promise<{ readonly phone: string; readonly operator: string | null } | null> {
  const resident = await deps.db.resident.findUnique({
    where: { id: options.residentId },
    select: { phone: true },
  });
  const phone = resident?.phone ?? null;
  return phone === null ? null : { phone, operator: guessMobileOperator(phone) };
}
