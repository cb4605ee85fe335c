import { DomainError } from '../../../domain/errors.ts';
import {
  drawStatistics,
  isStatsPicture,
  STATS_PICTURES,
} from '../../../services/statistics/draw-statistics.ts';
import {
  listStatisticsCompanies,
  type Statistics,
  showStatistics,
} from '../../../services/statistics/show-statistics.ts';
import { statisticsLines } from '../../../services/statistics/statistics-lines.ts';
import { isStatsSpan, STATS_SPANS } from '../../../services/statistics/stats-period.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { defineRoute } from '../../ui/callback-data.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { sendPicture, showUploading } from '../../ui/send-file.ts';

/** Company 0 = every one the roles cover. */
const statsRoutes = {
  show: routes.statistics,
  picture: defineRoute('stp', { company: 'int', span: 'word', what: 'word' }),
  companies: defineRoute('stc', { span: 'word' }),
} as const;

/** What happened: residents, links, payments, readings, tickets, messages, by week, month, quarter or year. */
export const statisticsFeature: Feature = ({ deps, router, ...host }) => {
  const { services } = deps;
  const zone = services.installation.timezone;

  const load = async (ctx: BotContext, company: number, span: string): Promise<Statistics> => {
    if (!isStatsSpan(span)) throw new DomainError('NOT_ALLOWED');
    const { grants } = personOf(ctx);
    return showStatistics(services, { grants, companyId: company === 0 ? null : company, span });
  };
  const show = async (ctx: BotContext, company: number, span: string): Promise<void> => {
    await showScreen(ctx, statisticsScreen(await load(ctx, company, span), ctx.tr, zone));
  };

  host.onCommand('stats', 'staff', (ctx) => show(ctx, 0, 'month'));
  router.on('staff', 'staff', statsRoutes.show, (ctx, { company, span }) => show(ctx, company, span));
  router.on('staff', 'staff', statsRoutes.companies, async (ctx, { span }) => {
    const companies = await listStatisticsCompanies(services, { grants: personOf(ctx).grants });
    await showScreen(ctx, {
      html: ctx.tr.html('staff-stats-choose'),
      buttons: [
        [button(ctx.tr.plain('staff-stats-all'), statsRoutes.show.data({ company: 0, span }))],
        ...companies.map(({ id, name }) => [button(name, statsRoutes.show.data({ company: id, span }))]),
        [button(ctx.tr.plain('button-home'), routes.home.data())],
      ],
    });
  });
  router.on('staff', 'staff', statsRoutes.picture, async (ctx, { company, span, what }) => {
    if (!isStatsPicture(what)) throw new DomainError('NOT_ALLOWED');
    const statistics = await load(ctx, company, span);
    await showUploading(ctx, 'photo');
    await sendPicture(ctx, await drawStatistics(services, { statistics, picture: what, tr: ctx.tr }));
  });
};

function statisticsScreen(statistics: Statistics, tr: Translator, zone: string): Screen {
  const { span } = statistics;
  const company = statistics.company?.id ?? 0;
  return {
    html: joinHtml(statisticsLines(statistics, tr, zone), '\n\n'),
    buttons: [
      STATS_SPANS.map((other) =>
        button(
          `${other === span ? '• ' : ''}${tr.plainOr(`staff-stats-span-${other}`, {}, 'staff-stats-title')}`,
          statsRoutes.show.data({ company, span: other }),
        ),
      ),
      ...[STATS_PICTURES.slice(0, 2), STATS_PICTURES.slice(2)].map((pair) =>
        pair.map((what) =>
          button(
            tr.plainOr(`staff-stats-button-${what}`, {}, 'staff-stats-title'),
            statsRoutes.picture.data({ company, span, what }),
          ),
        ),
      ),
      [button(tr.plain('staff-stats-button-company'), statsRoutes.companies.data({ span }))],
      [
        button(tr.plain('button-back'), routes.admin.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}
