import { z } from 'zod';
import type { ServiceDeps } from '../deps.ts';
import { applyGatewayPayment } from './apply-gateway-payment.ts';
import { finishBinding } from './bind-card.ts';
import { applyGatewayRefund } from './request-refund.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify' | 'gateway'>;

const ID = z.string().regex(/^[\w-]{1,64}$/);
const notificationSchema = z.object({
  type: z.literal('notification'),
  event: z.string(),
  object: z.object({ id: ID, payment_id: ID.optional() }),
});

/**
 * A call of the gateway. It is signed by nobody, so nothing of it is believed but the id: the object is looked up at the
 * gateway and what that says is applied. Throws when the gateway or the database cannot answer: the caller must not
 * confirm, so that it comes again.
 * @returns `refused` when it is no notification at all
 */
export async function handleGatewayNotification(deps: Deps, body: unknown): Promise<'done' | 'refused'> {
  const parsed = notificationSchema.safeParse(body);
  if (!parsed.success || deps.gateway === null) return 'refused';
  const { event, object } = parsed.data;
  if (event.startsWith('payment.')) {
    const told = await deps.gateway.findPayment(object.id);
    if (told !== null) await applyGatewayPayment(deps, told);
  } else if (event.startsWith('refund.')) {
    const told = await deps.gateway.findRefund(object.id);
    if (told !== null) await applyGatewayRefund(deps, told);
  } else if (event.startsWith('payment_method.')) {
    await finishBinding(deps, { methodId: object.id });
  }
  return 'done';
}
