import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { contactCentres } from './contact-centres.ts';

/**
 * Refuse a proved phone that belongs to another living resident: who that is is not said, the contact centre can
 * help. Only a proved phone may be asked about, or the answer would tell strangers who is registered.
 * @throws DomainError PHONE_TAKEN {contacts}
 */
export async function assertPhoneFree(
  deps: Pick<ServiceDeps, 'db'>,
  options: { phone: string; identityId: number },
): Promise<void> {
  const other = await deps.db.resident.findFirst({
    where: { phone: options.phone, deletedAt: null, identities: { none: { id: options.identityId } } },
    select: { id: true },
  });
  if (other !== null) throw await phoneTaken(deps, options);
}

/** The refusal with the contact centre's phones, as one line. */
export async function phoneTaken(
  deps: Pick<ServiceDeps, 'db'>,
  options: { identityId: number },
): Promise<DomainError> {
  return new DomainError('PHONE_TAKEN', { contacts: await contactCentres(deps.db, options) });
}
