import { z } from 'zod';
import type { PayeeRequisites } from '../../formats/payment-qr-writer.ts';

/** Requisites as a provider's settings keep them; what is not there is not shown. */
export const requisitesColumn = z
  .object({
    name: z.string().optional(),
    personalAcc: z.string().optional(),
    bankName: z.string().optional(),
    bic: z.string().optional(),
    correspAcc: z.string().optional(),
    kpp: z.string().optional(),
  })
  .catch({})
  .transform(
    (value): PayeeRequisites => ({
      name: value.name ?? '',
      personalAcc: value.personalAcc ?? '',
      bankName: value.bankName ?? '',
      bic: value.bic ?? '',
      correspAcc: value.correspAcc ?? '',
      kpp: value.kpp ?? null,
    }),
  );
