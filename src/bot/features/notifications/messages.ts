import type { MessageButton } from '../../../delivery/channels.ts';
import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import { dateIn } from '../../../domain/clock-zone.ts';
import { kopecks } from '../../../domain/money.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import { windowNews } from '../../../services/meters/reading-news.ts';
import { billNews, verificationNews } from '../../../services/notifications/bill-news.ts';
import {
  BILLS_MISSING,
  billsMissingParams,
  DUE_DATE,
  dueParams,
  NEW_BILL,
  newBillParams,
  READINGS_DUE,
  readingsParams,
  VERIFICATION,
  verificationParams,
} from '../../../services/notifications/delivery-kinds.ts';
import { missingBills } from '../../../services/notifications/remind-bills.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { routes } from '../../ui/routes.ts';

const PROVIDERS_TOLD = 10;

/** Reminders that go out by themselves; each reads what is true when it is sent, and says nothing when it is settled. */
export function notificationRenderers(
  services: Pick<ServiceDeps, 'db' | 'installation'>,
): readonly DeliveryRenderer[] {
  const zone = services.installation.timezone;
  const billButtons = (billId: number, pay: boolean, tr: Translator): MessageButton[][] => [
    ...(pay
      ? [[{ caption: tr.plain('notifications-button-pay'), data: routes.payBill.data({ bill: billId }) }]]
      : []),
    [{ caption: tr.plain('notifications-button-bill'), data: routes.bill.data({ bill: billId }) }],
  ];
  return [
    defineRenderer(
      NEW_BILL,
      (params) => newBillParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const news = await billNews(services, { ...params, residentId, now });
        if (news === null) return null;
        const { period, providerName, account, total, left, payBy } = news;
        // Paid between its publication and this message: the receipt has told everything.
        if (total > 0 && left <= 0) return null;
        const head = { period: tr.period(period), provider: providerName, account };
        return {
          html:
            left > 0
              ? tr.html('notifications-new-bill', {
                  ...head,
                  sum: tr.money(left),
                  payBy: payBy === null || payBy < dateIn(now, zone) ? 'none' : tr.date(payBy, zone),
                })
              : tr.html('notifications-new-bill-paid', {
                  ...head,
                  sum: total === 0 ? 'none' : tr.money(kopecks(-left)),
                }),
          buttons: billButtons(params.billId, left > 0, tr),
          protectContent: true,
        };
      },
    ),
    defineRenderer(
      DUE_DATE,
      (params) => dueParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const news = await billNews(services, { ...params, residentId, now });
        if (news === null || news.left <= 0) return null;
        const values = {
          period: tr.period(news.period),
          provider: news.providerName,
          account: news.account,
          sum: tr.money(news.left),
          payBy: tr.date(params.payBy, zone),
          penaltyFrom:
            news.penaltyFrom === null || news.penaltyFrom <= dateIn(now, zone)
              ? 'none'
              : tr.date(news.penaltyFrom, zone),
        };
        // Held back over a night, the day before is the day itself.
        const today = dateIn(now, zone);
        const stage =
          params.stage === 'after' || today > params.payBy
            ? 'after'
            : today === params.payBy
              ? 'on'
              : 'before';
        return {
          html: tr.html(`notifications-due-${stage}`, values),
          buttons: billButtons(params.billId, true, tr),
          protectContent: true,
        };
      },
    ),
    defineRenderer(
      READINGS_DUE,
      (params) => readingsParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const { accountId, period } = params;
        const news = await windowNews(services, { accountId, period, residentId, now });
        if (news === null || news.sent) return null;
        const today = dateIn(now, news.account.zone);
        return {
          html: tr.html(today >= news.to ? 'notifications-readings-last' : 'notifications-readings-soon', {
            account: news.account.name ?? news.account.number,
            to: tr.date(news.to, zone),
          }),
          buttons: [[{ caption: tr.plain('notifications-button-readings'), data: routes.readings.data() }]],
        };
      },
    ),
    defineRenderer(
      BILLS_MISSING,
      (params) => billsMissingParams.parse(params),
      async ({ companyId, period, billBy }, { tr, now }) => {
        const rows = await missingBills(services, { companyId: companyId === 0 ? null : companyId, period });
        if (rows.length === 0) return null;
        const values = { period: tr.period(period), billBy: tr.date(billBy, zone) };
        const passed = dateIn(now, zone) > billBy;
        const lines = rows
          .slice(0, PROVIDERS_TOLD)
          .map((row) => tr.html('notifications-bills-missing', { ...row }));
        const more = rows.length - lines.length;
        return {
          html: joinHtml([
            tr.html(passed ? 'notifications-bills-late' : 'notifications-bills-soon', values),
            ...lines,
            ...(more > 0 ? [tr.html('notifications-bills-more', { count: more })] : []),
          ]),
          buttons: [
            [{ caption: tr.plain('notifications-button-imports'), data: routes.imports.data({ page: 0 }) }],
          ],
        };
      },
    ),
    defineRenderer(
      VERIFICATION,
      (params) => verificationParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const news = await verificationNews(services, { meterId: params.meterId, residentId, now });
        if (news === null) return null;
        const passed = news.on < dateIn(now, zone);
        return {
          html: tr.html(passed ? 'notifications-verification-passed' : 'notifications-verification-soon', {
            meter: tr.plainOr(`meters-resource-${news.resource}`, {}, 'notifications-meter'),
            serial: news.serial,
            account: news.account,
            date: tr.date(news.on, zone),
          }),
          buttons: [[{ caption: tr.plain('notifications-button-meters'), data: routes.readings.data() }]],
        };
      },
    ),
  ];
}
