import { inTransaction } from '../../database/in-transaction.ts';
import { sampleBillSvg } from '../../documents/accounts/sample-bill.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import type { StaffActor } from './review-application.ts';

const WIDTH = 900;

/** What stands on the drawn bill, in the reader's language. */
export interface SampleBillTexts {
  readonly title: string;
  readonly numberLabel: string;
  readonly example: string;
  readonly payee: string;
  readonly payer: string;
  readonly flat: string;
  readonly here: string;
  readonly qr: string;
}

/** A picture of a paper bill with the place of the number marked, as PNG. */
export function drawSampleBill(
  deps: Pick<ServiceDeps, 'documents'>,
  options: { texts: SampleBillTexts },
): Promise<Uint8Array> {
  return deps.documents.renderPicture({ svg: sampleBillSvg(options.texts), width: WIDTH });
}

/**
 * Keep a photo of a provider's real bill (one that Telegram has) as the picture that "?" shows; null = the drawn one.
 * @throws DomainError PROVIDER_NOT_FOUND, NOT_ALLOWED
 */
export async function setSamplePhoto(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { actor: StaffActor; providerId: number; fileId: string | null },
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const provider = await tx.provider.findUnique({ where: { id: options.providerId } });
    if (provider === null) throw new DomainError('PROVIDER_NOT_FOUND');
    if (!can(options.actor.grants, 'settings.edit', { companyId: provider.companyId }, now)) {
      throw new DomainError('NOT_ALLOWED');
    }
    await tx.provider.update({ where: { id: provider.id }, data: { samplePhotoId: options.fileId } });
    await recordAudit(tx, {
      at: now,
      actorId: options.actor.identityId,
      actorKind: 'staff',
      action: 'provider.sample',
      subject: `provider:${provider.id}`,
      companyId: provider.companyId,
    });
  });
}
