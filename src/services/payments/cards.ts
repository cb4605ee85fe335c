import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

/** A remembered method as its owner sees it. */
export interface SavedCardRow {
  readonly id: number;
  readonly name: string | null;
  readonly system: string | null;
  readonly lastDigits: string | null;
  readonly expiryMonth: number | null;
  readonly expiryYear: number | null;
  readonly isDefault: boolean;
  readonly status: 'pending' | 'active' | 'forgotten' | 'revoked';
}

const SHOWN = {
  id: true,
  name: true,
  system: true,
  lastDigits: true,
  expiryMonth: true,
  expiryYear: true,
  isDefault: true,
  status: true,
} as const;

/** Cards that can be used or were taken back at the bank; forgotten ones are gone. The default first. */
export async function listCards(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number },
): Promise<SavedCardRow[]> {
  return deps.db.savedCard.findMany({
    where: { residentId: options.residentId, status: { in: ['active', 'revoked'] } },
    orderBy: [{ isDefault: 'desc' }, { id: 'asc' }],
    select: SHOWN,
    take: 20,
  });
}

/** @throws DomainError CARD_NOT_FOUND when it is not theirs or was forgotten */
export async function showCard(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number; readonly cardId: number },
): Promise<SavedCardRow> {
  const card = await deps.db.savedCard.findFirst({
    where: {
      id: options.cardId,
      residentId: options.residentId,
      status: { in: ['active', 'revoked'] },
    },
    select: SHOWN,
  });
  if (card === null) throw new DomainError('CARD_NOT_FOUND');
  return card;
}

/** Make a card the first that is offered. @throws DomainError CARD_NOT_FOUND */
export async function makeDefaultCard(
  deps: Deps,
  options: { readonly residentId: number; readonly cardId: number },
): Promise<void> {
  await inTransaction(deps.db, (tx) => makeDefaultCardIn(tx, options));
}

/** As `makeDefaultCard`, inside a transaction. */
export async function makeDefaultCardIn(
  tx: Tx,
  { residentId, cardId }: { readonly residentId: number; readonly cardId: number },
): Promise<void> {
  const card = await tx.savedCard.findFirst({ where: { id: cardId, residentId, status: 'active' } });
  if (card === null) throw new DomainError('CARD_NOT_FOUND');
  await tx.savedCard.updateMany({ where: { residentId, isDefault: true }, data: { isDefault: false } });
  await tx.savedCard.update({ where: { id: cardId }, data: { isDefault: true } });
}

/** @throws DomainError CARD_NOT_FOUND */
export async function renameCard(
  deps: Deps,
  options: { readonly residentId: number; readonly cardId: number; readonly name: string | null },
): Promise<void> {
  const { residentId, cardId, name } = options;
  const { count } = await deps.db.savedCard.updateMany({
    where: { id: cardId, residentId, status: 'active' },
    data: { name },
  });
  if (count === 0) throw new DomainError('CARD_NOT_FOUND');
}

/**
 * Forget a card: it is never charged again. The gateway has no such call, so what is forgotten is its id here. The next
 * card becomes the default. Twice is once.
 * @throws DomainError CARD_NOT_FOUND
 */
export async function forgetCard(
  deps: Deps,
  options: { readonly residentId: number; readonly cardId: number },
): Promise<void> {
  const { residentId, cardId } = options;
  await inTransaction(deps.db, async (tx) => {
    const card = await tx.savedCard.findFirst({ where: { id: cardId, residentId } });
    if (card === null) throw new DomainError('CARD_NOT_FOUND');
    await tx.savedCard.update({
      where: { id: cardId },
      data: { status: 'forgotten', isDefault: false },
    });
    const defaults = await tx.savedCard.count({ where: { residentId, isDefault: true } });
    const next =
      defaults > 0
        ? null
        : await tx.savedCard.findFirst({ where: { residentId, status: 'active' }, orderBy: { id: 'asc' } });
    if (next !== null) await tx.savedCard.update({ where: { id: next.id }, data: { isDefault: true } });
  });
}
