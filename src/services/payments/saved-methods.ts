import type { Tx } from '../../database/client.ts';
import type { GatewayMethod } from '../../gateways/payments/payment-gateway.ts';
import type { ServiceDeps } from '../deps.ts';
import type { PaymentRow } from './payment-row.ts';

export const YOOKASSA = 'yookassa';

/**
 * Keep a method that the payer let the gateway remember. The first one becomes the default; one that was forgotten and
 * is agreed to anew is there again.
 */
export async function rememberMethod(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  payment: Pick<PaymentRow, 'residentId'>,
  method: GatewayMethod,
): Promise<void> {
  const { residentId } = payment;
  if (residentId === null) return;
  const shown = {
    system: method.card?.system ?? method.type,
    firstDigits: method.card?.first6 ?? null,
    lastDigits: method.card?.last4 ?? null,
    expiryMonth: method.card?.expiryMonth ?? null,
    expiryYear: method.card?.expiryYear ?? null,
    status: 'active',
    bindUrl: null,
  } as const;
  const key = { gateway: YOOKASSA, methodId: method.id, residentId };
  const card = await tx.savedCard.upsert({
    where: { gateway_methodId_residentId: key },
    create: { ...key, ...shown, createdAt: deps.clock.now() },
    update: shown,
  });
  const defaults = await tx.savedCard.count({ where: { residentId, isDefault: true } });
  if (defaults === 0) await tx.savedCard.update({ where: { id: card.id }, data: { isDefault: true } });
}

/** The payer took the permission back at the gateway: the card is never offered again. */
export async function revokeMethod(tx: Tx, savedCardId: number): Promise<void> {
  await tx.savedCard.updateMany({
    where: { id: savedCardId },
    data: { status: 'revoked', isDefault: false },
  });
}
