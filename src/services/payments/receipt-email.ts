import type { ServiceDeps } from '../deps.ts';

/** The address to which the provider sends the fiscal receipt (54-ФЗ): the payer's, once they have proved it. */
export async function receiptEmail(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number },
): Promise<string | null> {
  const resident = await deps.db.resident.findUnique({
    where: { id: options.residentId },
    select: { email: true, emailConfirmedAt: true },
  });
  return resident?.emailConfirmedAt == null ? null : resident.email;
}
