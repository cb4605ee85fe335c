import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import {
  changedParams,
  EXPORTED,
  exportedParams,
  METER_CHANGED,
  type MeterChange,
  REJECTED,
  rejectedParams,
  WINDOW_EXTENDED,
  WINDOW_OPENED,
  windowParams,
} from '../../../services/meters/delivery-kinds.ts';
import type { LoadedMeter } from '../../../services/meters/load-metered.ts';
import { exportedNews, meterNews, rejectedNews, windowNews } from '../../../services/meters/reading-news.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { meterRoutes } from './callback-data.ts';
import { dayText, decimalText, meterLabel, valuesText } from './meter-texts.ts';
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
    defineRenderer(
      METER_CHANGED,
      (params) => changedParams.parse(params),
      async (params, { tr, residentId, now }) => {
        const news = await meterNews(services, { ...params, residentId, now });
        if (news === null) return null;
        const meters = {
          caption: tr.plain('meters-button-meters'),
          data: meterRoutes.account.data({ link: news.linkId }),
        };
        return {
          html: joinHtml([...changeLines(params.change, news, tr), tr.html('meters-changed-wrong')]),
          buttons: [news.open ? [enterButton(news.linkId, tr)] : [], [meters]],
        };
      },
    ),
  ];
}

function changeLines(
  change: MeterChange,
  { account, meter, former }: NonNullable<Awaited<ReturnType<typeof meterNews>>>,
  tr: Translator,
): Html[] {
  const shown = { meter: meterLabel(meter, tr), account: accountTitle(account) };
  if (change === 'verified') {
    return [
      tr.html('meters-changed-verified', { ...shown, day: dayText(meter.nextVerificationOn ?? '', tr) }),
    ];
  }
  if (change !== 'replaced') return [tr.html(`meters-changed-${change}`, shown)];
  return [
    tr.html('meters-changed-replaced', shown),
    ...(meter.initialValues.length === 0
      ? []
      : [tr.html('meters-changed-replaced-from', { values: decimalText(meter.initialValues, tr) })]),
    ...(former === null ? [] : [formerLine(former, tr)]),
  ];
}

function formerLine({ serial, removedOn, finalValues }: LoadedMeter, tr: Translator): Html {
  const day = dayText(removedOn ?? '', tr);
  return finalValues.length === 0
    ? tr.html('meters-changed-replaced-old', { serial, day })
    : tr.html('meters-changed-replaced-old-final', { serial, day, values: decimalText(finalValues, tr) });
}
