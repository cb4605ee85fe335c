import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { GatewayRefusedError, GatewayUnavailableError } from '../../gateways/payments/payment-gateway.ts';
import type { ServiceDeps } from '../deps.ts';
import { announceCardSaved } from './announce.ts';
import { rememberMethod, YOOKASSA } from './saved-methods.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify' | 'gateway'>;

/** Start payload with which the gateway's page leads back. */
export const CARDS_START_PAYLOAD = 'cards';

/**
 * Begin to bind a card on the gateway's page; the same draft gives the same page. Nothing is charged.
 * @throws DomainError METHOD_UNAVAILABLE, GATEWAY_SILENT (try again: it is the same binding)
 */
export async function bindCard(
  deps: Deps,
  options: { readonly residentId: number; readonly draftId: number },
): Promise<{ readonly url: string }> {
  const { gateway } = deps;
  const { residentId, draftId } = options;
  if (gateway === null) throw new DomainError('METHOD_UNAVAILABLE');
  const known = await deps.db.savedCard.findUnique({ where: { draftId } });
  if (known?.bindUrl != null && known.residentId === residentId) return { url: known.bindUrl };
  const returnUrl = `https://t.me/${deps.installation.botUsername}?start=${CARDS_START_PAYLOAD}`;
  try {
    const method = await gateway.bindCard({ returnUrl }, `bind:${draftId}`);
    if (method.confirmationUrl === null) throw new DomainError('METHOD_UNAVAILABLE');
    const key = { gateway: YOOKASSA, methodId: method.id, residentId };
    const fresh = { ...key, status: 'pending', bindUrl: method.confirmationUrl, draftId } as const;
    await deps.db.savedCard.upsert({
      where: { gateway_methodId_residentId: key },
      create: { ...fresh, createdAt: deps.clock.now() },
      update: {},
    });
    return { url: method.confirmationUrl };
  } catch (error) {
    if (error instanceof GatewayUnavailableError) throw new DomainError('GATEWAY_SILENT');
    if (error instanceof GatewayRefusedError) throw new DomainError('METHOD_UNAVAILABLE');
    throw error;
  }
}

/**
 * Look up a binding that was begun here; once it is done the card can be used and its owner is told. What was never begun
 * here is not ours. Any number of times.
 */
export async function finishBinding(deps: Deps, options: { readonly methodId: string }): Promise<void> {
  const { gateway } = deps;
  const card = await deps.db.savedCard.findFirst({
    where: { gateway: YOOKASSA, methodId: options.methodId, status: 'pending' },
  });
  if (card === null || gateway === null) return;
  const method = await gateway.findMethod(options.methodId);
  if (method?.saved !== true) return;
  const { residentId } = card;
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.savedCard.updateMany({
      where: { id: card.id, status: 'pending' },
      data: { status: 'active' },
    });
    if (count === 0) return;
    await rememberMethod(tx, deps, { residentId }, method);
    await announceCardSaved(tx, deps, { residentId, cardId: card.id });
  });
  deps.notify('deliveries');
}

/** Bindings of a resident that are still open: looked up when they come back and no notification did. */
export async function finishOwnBindings(deps: Deps, options: { readonly residentId: number }): Promise<void> {
  const open = await deps.db.savedCard.findMany({
    where: { residentId: options.residentId, status: 'pending' },
    orderBy: { id: 'desc' },
    take: 3,
  });
  for (const { methodId } of open) {
    try {
      await finishBinding(deps, { methodId });
    } catch (error) {
      if (!(error instanceof GatewayUnavailableError || error instanceof GatewayRefusedError)) throw error;
    }
  }
}
