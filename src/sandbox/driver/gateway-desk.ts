import type { GatewayDesk } from '../driver-api.ts';
import type { GatewayPaymentAction, GatewayPaymentView } from '../gateway-api.ts';
import type { YooKassa } from '../stand-ins/yookassa/gateway.ts';
import { paymentView } from '../stand-ins/yookassa/views.ts';

/** The gateway for tests. @param settled waits as every action of people does. */
export function createGatewayDesk(gateway: YooKassa, settled: () => Promise<void>): GatewayDesk {
  const idOf = (which: string): string => /\/yookassa\/pay\/([\w-]+)/.exec(which)?.[1] ?? which;
  const payment = (which: string): GatewayPaymentView => paymentView(gateway.payments.get(idOf(which)));

  async function act(which: string, action: GatewayPaymentAction): Promise<GatewayPaymentView> {
    gateway.act(idOf(which), action);
    await settled();
    return payment(which);
  }

  return {
    payments: () => gateway.view().payments.reverse(),
    payment,
    act,
    pay: (which, how = {}) => act(which, { type: 'pay', ...how }),
    decline: (which, reason = 'insufficient_funds') => act(which, { type: 'decline', reason }),
    refunds: () => gateway.view().refunds.reverse(),
    async actOnRefund(id, action) {
      gateway.actOnRefund(id, action);
      await settled();
    },
    savedMethods: () => gateway.view().savedMethods.reverse(),
    async actOnMethod(id, action) {
      gateway.actOnMethod(id, action);
      await settled();
    },
    notifications: () => gateway.view().notifications.reverse(),
    async actOnNotifications(action) {
      gateway.actOnNotifications(action);
      await settled();
    },
  };
}
