import type { ServiceDeps } from '../deps.ts';

/** The resident's payment that a confirm screen's draft became; null = none. */
export async function paymentOfDraft(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly draftId: number; readonly residentId: number },
): Promise<number | null> {
  const { draftId, residentId } = options;
  const payment = await deps.db.payment.findFirst({ where: { draftId, residentId }, select: { id: true } });
  return payment?.id ?? null;
}
