import type { Faults } from '../faults.ts';
import type { YooKassa } from '../stand-ins/yookassa/gateway.ts';
import { paymentView } from '../stand-ins/yookassa/views.ts';
import { readFault } from './read-body.ts';
import {
  readGatewaySettings,
  readMethodAction,
  readNotificationAction,
  readPaymentAction,
  readRefundAction,
} from './read-gateway.ts';
import { type Route, readJson } from './visit.ts';

/** Of each list. */
const SHOWN = 200;

/** What the page sees and does of the payment gateway; answers are the whole view but for payments. */
export function gatewayRoutes(gateway: YooKassa, faults: Faults): Route[] {
  return [
    ['GET', /^\/sandbox\/api\/gateway$/, () => gateway.view(SHOWN)],
    [
      'POST',
      /^\/sandbox\/api\/gateway\/settings$/,
      async (visit) => gateway.set(readGatewaySettings(await readJson(visit))),
    ],
    [
      'POST',
      /^\/sandbox\/api\/gateway\/payments\/([\w-]+)\/actions$/,
      async (visit) =>
        paymentView(gateway.act(visit.parts[0] ?? '', readPaymentAction(await readJson(visit)))),
    ],
    [
      'POST',
      /^\/sandbox\/api\/gateway\/refunds\/([\w-]+)\/actions$/,
      async (visit) => {
        gateway.actOnRefund(visit.parts[0] ?? '', readRefundAction(await readJson(visit)));
        return gateway.view(SHOWN);
      },
    ],
    [
      'POST',
      /^\/sandbox\/api\/gateway\/methods\/([\w-]+)\/actions$/,
      async (visit) => {
        gateway.actOnMethod(visit.parts[0] ?? '', readMethodAction(await readJson(visit)));
        return gateway.view(SHOWN);
      },
    ],
    [
      'POST',
      /^\/sandbox\/api\/gateway\/notifications\/actions$/,
      async (visit) => {
        gateway.actOnNotifications(readNotificationAction(await readJson(visit)));
        return gateway.view(SHOWN);
      },
    ],
    ['GET', /^\/sandbox\/api\/gateway\/faults$/, () => faults.list()],
    [
      'POST',
      /^\/sandbox\/api\/gateway\/faults$/,
      async (visit) => faults.add(readFault(await readJson(visit))),
    ],
    [
      'DELETE',
      /^\/sandbox\/api\/gateway\/faults$/,
      () => {
        faults.clear();
        return faults.list();
      },
    ],
    [
      'DELETE',
      /^\/sandbox\/api\/gateway\/faults\/(\d+)$/,
      ({ parts }) => {
        faults.remove(Number(parts[0]));
        return faults.list();
      },
    ],
  ];
}
