import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import {
  EXPORTED,
  exportedParams,
  REJECTED,
  rejectedParams,
  WINDOW_EXTENDED,
  WINDOW_OPENED,
  windowParams,
} from '../../../services/meters/delivery-kinds.ts';
import { exportedNews, rejectedNews, windowNews } from '../../../services/meters/reading-news.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { meterRoutes } from './callback-data.ts';
import { dayText, meterLabel, valuesText } from './meter-texts.ts';
import { accountTitle } from './screens.ts';

/** Messages about readings that go out by themselves; each reads what is true when it is sent. */
export function meterRenderers(
  services: Pick<ServiceDeps, 'db' | 'installation'>,
): readonly DeliveryRenderer[] {
  const enterButton = (link: number, tr: Translator) => ({
    caption: tr.plain('meters-button-enter'),
    data: meterRoutes.enter.data({ link }),
  });
  return [
    defineRenderer(
      WINDOW_OPENED,
      (params) => windowParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const news = await windowNews(services, { ...params, residentId, now });
        if (news === null || news.sent) return null;
        const { account, to, linkId } = news;
        return {
          html: tr.html('meters-window-opened', { account: accountTitle(account), to: dayText(to, tr) }),
          buttons: [[enterButton(linkId, tr)]],
        };
      },
    ),
    defineRenderer(
      WINDOW_EXTENDED,
      (params) => windowParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const news = await windowNews(services, { ...params, residentId, now });
        if (news === null || news.sent) return null;
        const { account, to, linkId } = news;
        return {
          html: tr.html('meters-window-extended-news', {
            account: accountTitle(account),
            to: dayText(to, tr),
          }),
          buttons: [[enterButton(linkId, tr)]],
        };
      },
    ),
    defineRenderer(
      EXPORTED,
      (params) => exportedParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const news = await exportedNews(services, { ...params, residentId, now });
        if (news === null) return null;
        return {
          html: tr.html('meters-exported-news', {
            period: tr.period(news.period),
            account: accountTitle(news.account),
            numbers: news.numbers.join(', '),
          }),
          buttons: [
            [
              {
                caption: tr.plain('meters-button-meters'),
                data: meterRoutes.account.data({ link: news.linkId }),
              },
            ],
          ],
        };
      },
    ),
    defineRenderer(
      REJECTED,
      (params) => rejectedParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const news = await rejectedNews(services, { ...params, residentId, now });
        if (news === null) return null;
        const { account, meter, reading } = news;
        return {
          html: joinHtml(
            [
              tr.html('meters-rejected-news', {
                meter: meterLabel(meter, tr),
                account: accountTitle(account),
                values: valuesText(reading.values, tr),
                period: tr.period(reading.period),
                number: reading.number,
                reason: reading.reason ?? '',
              }),
              tr.html(news.open ? 'meters-rejected-open' : 'meters-rejected-closed'),
            ],
            '\n\n',
          ),
          buttons: news.open ? [[enterButton(news.linkId, tr)]] : [],
        };
      },
    ),
  ];
}
