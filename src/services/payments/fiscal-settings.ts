import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import type { BillingDate } from '../../domain/period.ts';

export const FISCAL_SETTING = 'payments.fiscal';

/** VAT codes of fiscal receipts (54-ФЗ), as the gateway numbers them. */
export const VAT_CODES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** без НДС */
export const NO_VAT = 1;

export const fiscalSchema = z.object({
  /** 1 = без НДС: most housing services are exempt. */
  vatCode: z.number().int().min(1).max(12).default(NO_VAT),
  /** Система налогообложения, 1–6; null: the shop has one and the gateway knows it. */
  taxSystemCode: z.number().int().min(1).max(6).nullable().default(null),
});
export type FiscalSettings = z.infer<typeof fiscalSchema>;

/** How the company's services are taxed on a date: its own setting before the installation's. */
export async function fiscalSettings(
  db: DbOrTx,
  options: { readonly companyId: number | null; readonly today: BillingDate },
): Promise<FiscalSettings> {
  const rows = await db.setting.findMany({
    where: {
      key: FISCAL_SETTING,
      effectiveFrom: { lte: new Date(`${options.today}T00:00:00Z`) },
      OR: [{ companyId: null }, { companyId: options.companyId }],
    },
    orderBy: { effectiveFrom: 'desc' },
  });
  const own = rows.find(({ companyId }) => companyId !== null && companyId === options.companyId);
  const value = own ?? rows.find(({ companyId }) => companyId === null);
  return fiscalSchema.parse(value?.value ?? {});
}
