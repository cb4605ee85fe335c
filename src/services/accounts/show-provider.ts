import { DomainError } from '../../domain/errors.ts';
import type { Localized } from '../../domain/locale.ts';
import { type AskedProof, isAskedProof } from '../../domain/proof-limits.ts';
import type { ServiceDeps } from '../deps.ts';

/** What the form needs to ask for a number and to check it; plain JSON. */
export interface LinkableProvider {
  readonly id: number;
  readonly name: string;
  readonly numberLabel: 'account' | 'payment_code' | 'contract' | 'uin' | 'phone';
  readonly numberPattern: string;
  readonly numberExample: string;
  readonly notice: Localized | null;
  readonly basicLevel: boolean;
  /** Ways to the full level, in the order they are offered. */
  readonly proofs: readonly AskedProof[];
  /** Telegram file id of a photo of its paper bill; null = a drawn one is shown. */
  readonly samplePhotoId: string | null;
}

/** @throws DomainError PROVIDER_NOT_FOUND when it is switched off or issues no bills */
export async function showLinkableProvider(
  deps: Pick<ServiceDeps, 'db'>,
  options: { providerId: number },
): Promise<LinkableProvider> {
  const row = await deps.db.provider.findFirst({
    where: { id: options.providerId, active: true, issuesBills: true },
  });
  if (row === null) throw new DomainError('PROVIDER_NOT_FOUND');
  return {
    id: row.id,
    name: row.name,
    numberLabel: row.numberLabel,
    numberPattern: row.numberPattern,
    numberExample: row.numberExample,
    notice: isNotice(row.notice) ? row.notice : null,
    basicLevel: row.basicLevel,
    proofs: row.proofs.filter(isAskedProof),
    samplePhotoId: row.samplePhotoId,
  };
}

function isNotice(value: unknown): value is Localized {
  return typeof value === 'object' && value !== null && 'ru' in value && typeof value.ru === 'string';
}
