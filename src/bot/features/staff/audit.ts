import { DomainError } from '../../../domain/errors.ts';
import { AUDIT_FORMATS, auditFile } from '../../../services/staff/audit-file.ts';
import { auditActor, auditFilterTexts, auditSentence } from '../../../services/staff/audit-sentence.ts';
import {
  AUDIT_GROUPS,
  AUDIT_PER_PAGE,
  AUDIT_SPANS,
  type AuditFilter,
  type AuditGroup,
  type AuditRow,
  isAuditGroup,
  listAudit,
} from '../../../services/staff/list-audit.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { sendDocument, showUploading } from '../../ui/send-file.ts';
import { staffRoutes } from './callback-data.ts';
import { backRows } from './screens.ts';

/** The journal in sentences, narrowed by group and span, and as a file. */
export const auditFeature: Feature = ({ deps, router, ...host }) => {
  const { services } = deps;
  const zone = services.installation.timezone;

  const filterOf = (group: string, days: number): AuditFilter => {
    if (!isAuditGroup(group) || !AUDIT_SPANS.some((span) => span === days))
      throw new DomainError('NOT_ALLOWED');
    return { group, days };
  };
  const show = async (ctx: BotContext, filter: AuditFilter, page: number): Promise<void> => {
    const list = await listAudit(services, { grants: personOf(ctx).grants, filter, page });
    await showScreen(ctx, auditScreen(list, filter, ctx.tr, zone));
  };

  host.onCommand('audit', 'staff', (ctx) => show(ctx, { group: 'all', days: 0 }, 0));
  router.on('staff', 'staff', staffRoutes.audit, (ctx, { group, days, page }) =>
    show(ctx, filterOf(group, days), page),
  );
  router.on('staff', 'staff', staffRoutes.auditFile, async (ctx, values) => {
    const filter = filterOf(values.group, values.days);
    const format = AUDIT_FORMATS.find((known) => known === values.format);
    if (format === undefined) throw new DomainError('NOT_ALLOWED');
    await showUploading(ctx, 'document');
    const { grants } = personOf(ctx);
    const file = await auditFile(services, { grants, filter, format, tr: ctx.tr });
    await sendDocument(ctx, file, {
      caption: joinHtml([
        ctx.tr.html('staff-audit-file-caption', {
          ...auditFilterTexts(filter, ctx.tr),
          total: String(file.total),
        }),
        ...(file.written < file.total
          ? [ctx.tr.html('staff-audit-file-cut', { count: String(file.written) })]
          : []),
      ]),
    });
  });
};

const GROUPS = Object.keys(AUDIT_GROUPS) as AuditGroup[];

function auditScreen(
  list: { readonly rows: readonly AuditRow[]; readonly total: number; readonly page: number },
  filter: AuditFilter,
  tr: Translator,
  zone: string,
): Screen {
  const lines = list.rows.map((row) =>
    tr.html('staff-audit-row', {
      at: tr.dateTime(row.at, zone),
      who: auditActor(row, tr),
      what: auditSentence(row, tr),
    }),
  );
  const chosen = (caption: string, is: boolean): string => (is ? `• ${caption}` : caption);
  const groups = GROUPS.map((group) =>
    button(
      chosen(tr.plainOr(`staff-audit-group-${group}`, {}, 'staff-audit-group-all'), group === filter.group),
      staffRoutes.audit.data({ group, days: filter.days, page: 0 }),
    ),
  );
  return {
    html: joinHtml(
      [
        tr.html('staff-audit-title', { total: list.total, ...auditFilterTexts(filter, tr) }),
        lines.length === 0 ? tr.html('staff-audit-empty') : joinHtml(lines),
      ],
      '\n\n',
    ),
    buttons: [
      pagerRow(pageOf(list.rows, list.page, list.total, AUDIT_PER_PAGE), tr, (page) =>
        staffRoutes.audit.data({ ...filter, page }),
      ),
      groups.slice(0, 3),
      groups.slice(3),
      AUDIT_SPANS.map((days) =>
        button(
          chosen(tr.plainOr(`staff-audit-span-${days}`, {}, 'staff-audit-span-0'), days === filter.days),
          staffRoutes.audit.data({ group: filter.group, days, page: 0 }),
        ),
      ),
      AUDIT_FORMATS.map((format) =>
        button(
          tr.plain('staff-audit-button-file', { format: format === 'xlsx' ? 'Excel' : 'CSV' }),
          staffRoutes.auditFile.data({ ...filter, format }),
        ),
      ),
      ...backRows(tr),
    ],
  };
}
