import { InputFile } from 'grammy';
import { DomainError } from '../../../domain/errors.ts';
import { can } from '../../../domain/roles.ts';
import { exportTickets } from '../../../services/tickets/export-tickets.ts';
import {
  drawFigures,
  FIGURES_DAYS,
  type FigureRow,
  figureName,
  ticketFigures,
} from '../../../services/tickets/figures.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotContext } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { markupOf } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { staffOf } from './staff-actions.ts';

const LONGEST_CAPTION = 1000;

/** Figures of the tickets for who leads them, as text and picture, and the table for spreadsheets. */
export function installFigures(host: FeatureHost): void {
  const { deps, router } = host;
  const { services } = deps;

  const leads = (ctx: BotContext): void => {
    if (!can(staffOf(ctx).grants, 'tickets.assign', {}, services.clock.now()))
      throw new DomainError('NOT_ALLOWED');
  };

  router.on('tickets', 'staff', ticketRoutes.figures, async (ctx) => {
    leads(ctx);
    const figures = await ticketFigures(services, { staff: staffOf(ctx) });
    const { tr } = ctx;
    const lines = (rows: readonly FigureRow[]): Html[] =>
      rows.map((row) => rowHtml(figureName(row, tr.locale) ?? tr.plain('tickets-figures-nameless'), row, tr));
    const html = joinHtml(
      [
        tr.html('tickets-figures-title', { days: String(FIGURES_DAYS) }),
        rowHtml(tr.plain('tickets-figures-all'), figures.all, tr),
        ...(figures.types.length === 0
          ? []
          : [joinHtml([tr.html('tickets-figures-types'), ...lines(figures.types)])]),
        ...(figures.houses.length === 0
          ? []
          : [joinHtml([tr.html('tickets-figures-houses'), ...lines(figures.houses)])]),
      ],
      '\n\n',
    );
    const markup = markupOf([
      [button(tr.plain('tickets-button-export'), ticketRoutes.figuresFile.data({ company: 0 }))],
      [
        button(tr.plain('tickets-button-queue'), routes.ticketQueue.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ]);
    const picture = await drawFigures(services, { figures, tr });
    if (picture !== null) {
      const fits = html.length <= LONGEST_CAPTION;
      await ctx.replyWithPhoto(new InputFile(picture, 'tickets.png'), {
        ...(fits ? { caption: html, parse_mode: 'HTML', reply_markup: markup } : {}),
      });
      if (fits) return;
    }
    await ctx.reply(html, { parse_mode: 'HTML', reply_markup: markup });
  });

  router.on('tickets', 'staff', ticketRoutes.figuresFile, async (ctx) => {
    leads(ctx);
    const files = await exportTickets(services, { staff: staffOf(ctx), tr: ctx.tr });
    for (const [index, { rows, chunks }] of files.entries()) {
      const name = files.length === 1 ? 'tickets.csv' : `tickets-${index + 1}.csv`;
      await ctx.replyWithDocument(new InputFile(chunks, name), {
        caption: ctx.tr.plain('tickets-exported', { count: rows }),
      });
    }
  });
}

function rowHtml(name: string, row: FigureRow, tr: Translator): Html {
  const rounded = (value: number): string => String(Math.round(value * 10) / 10);
  const { open, late, done, medianHours, rating } = row;
  return tr.html('tickets-figures-row', {
    name,
    open: String(open),
    late: String(late),
    done: String(done),
    // Nothing was done or rated yet: nothing is said of it.
    hours: medianHours === null ? '' : tr.plain('tickets-figures-hours', { hours: rounded(medianHours) }),
    rating: rating === null ? '' : tr.plain('tickets-figures-rating', { rating: rounded(rating) }),
  });
}
