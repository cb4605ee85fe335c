import type { RoleRow } from '../../../services/staff/list-roles.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { staffRoutes } from './callback-data.ts';

/** What the person may do here; rows come in this order. */
export interface AdminRights {
  readonly find: boolean;
  readonly access: boolean;
  readonly payments: boolean;
  readonly imports: boolean;
  readonly exports: boolean;
  readonly reconcile: boolean;
  readonly statistics: boolean;
  readonly settings: boolean;
  readonly roles: boolean;
  readonly jobs: boolean;
  readonly audit: boolean;
}

export function adminScreen(rights: AdminRights, tr: Translator): Screen {
  const entries = [
    rights.find && button(tr.plain('people-button-find'), routes.findPeople.data()),
    rights.access && button(tr.plain('accounts-button-queue'), routes.accessQueue.data({ page: 0 })),
    rights.payments && button(tr.plain('staff-button-payments'), routes.staffPayments.data({ page: 0 })),
    rights.imports && button(tr.plain('staff-button-imports'), routes.imports.data({ page: 0 })),
    rights.exports && button(tr.plain('exports-button-open'), routes.exports.data({ page: 0 })),
    rights.reconcile &&
      button(tr.plain('reconciliation-button-open'), routes.reconciliations.data({ page: 0 })),
    rights.statistics &&
      button(tr.plain('staff-button-stats'), routes.statistics.data({ company: 0, span: 'month' })),
    rights.settings && button(tr.plain('settings-button-open'), routes.staffSettings.data()),
    rights.roles && button(tr.plain('staff-button-roles'), staffRoutes.roles.data()),
    rights.jobs && button(tr.plain('staff-button-health'), routes.health.data()),
    rights.jobs && button(tr.plain('staff-button-jobs'), routes.jobs.data({ page: 0 })),
    rights.audit &&
      button(tr.plain('staff-button-audit'), staffRoutes.audit.data({ group: 'all', days: 0, page: 0 })),
  ].filter((entry) => entry !== false);
  return {
    html: joinHtml([tr.html('staff-title'), tr.html('staff-intro')], '\n\n'),
    buttons: [...entries.map((entry) => [entry]), [button(tr.plain('button-home'), routes.home.data())]],
  };
}

export function rolesScreen(rows: readonly RoleRow[], tr: Translator, zone: string): Screen {
  const lines = rows.map((row) =>
    joinHtml(
      [
        tr.html('staff-role-row', {
          id: String(row.telegramId),
          role: tr.plainOr(`staff-role-${row.role}`, {}, 'staff-role-manager'),
          company: row.company ?? tr.plain('staff-every-company'),
        }),
        ...(row.until === null ? [] : [tr.html('staff-role-until', { date: tr.date(row.until, zone) })]),
        ...(row.configured ? [tr.html('staff-role-configured')] : []),
      ],
      ' ',
    ),
  );
  return {
    html: joinHtml(
      [
        tr.html('staff-roles-title'),
        lines.length === 0 ? tr.html('staff-roles-empty') : joinHtml(lines),
        tr.html('staff-grant-usage'),
      ],
      '\n\n',
    ),
    buttons: backRows(tr),
  };
}

export function backRows(tr: Translator): ButtonRows {
  return [
    [
      button(tr.plain('button-back'), routes.admin.data()),
      button(tr.plain('button-home'), routes.home.data()),
    ],
  ];
}
