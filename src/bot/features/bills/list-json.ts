import { z } from 'zod';
import { BILL_STATUSES } from '../../../domain/bills.ts';
import { kopecks } from '../../../domain/money.ts';
import type { BillList } from '../../../services/bills/list-bills.ts';
import type { DraftData } from '../../../services/drafts/drafts.ts';

const sum = z.number().int().transform(kopecks);

/** A list of bills as a form's result keeps it. */
export const billListSchema = z.object({
  rows: z.array(
    z.object({
      billId: z.number(),
      linkId: z.number(),
      accountName: z.string().nullable(),
      accountNumber: z.string(),
      providerId: z.number(),
      providerName: z.string(),
      providerUnpaid: z.number(),
      period: z.string(),
      type: z.string(),
      billDate: z.string(),
      total: sum,
      left: sum.nullable(),
      status: z.enum(BILL_STATUSES),
      payable: z.boolean(),
    }),
  ),
  page: z.number(),
  total: z.number(),
  accounts: z.number(),
  leftTotal: sum,
});

export function billListJson(list: BillList): DraftData {
  return { ...list, rows: list.rows.map((row) => ({ ...row })) };
}
