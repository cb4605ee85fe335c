import type { ServiceDeps } from '../deps.ts';

/** Where papers may be sent to a resident: the confirmed e-mail and the postal address of the profile. */
export async function myAddresses(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number },
): Promise<{ readonly email: string | null; readonly postal: string | null }> {
  const row = await deps.db.resident.findUnique({
    where: { id: options.residentId },
    select: { email: true, emailConfirmedAt: true, postalAddress: true },
  });
  if (row === null) return { email: null, postal: null };
  return { email: row.emailConfirmedAt === null ? null : row.email, postal: row.postalAddress };
}
