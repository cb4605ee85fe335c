import {
  type GrantCommand,
  parseGrantCommand,
  parseRoleCommand,
  type RoleCommand,
} from '../../../domain/role-command.ts';
import { can, type StaffAction } from '../../../domain/roles.ts';
import { grantRole, revokeRole } from '../../../services/staff/change-role.ts';
import { listRoles } from '../../../services/staff/list-roles.ts';
import { askSecondPerson, confirmRoleRequest, expiryOf } from '../../../services/staff/role-request.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { MESSAGE_DEFAULTS, removePressedButtons, sendScreen, showScreen } from '../../ui/screen.ts';
import { staffRoutes } from './callback-data.ts';
import { adminScreen, rolesScreen } from './screens.ts';

/** Administration: what staff may do, roles with the two-person rule. */
export const staffFeature: Feature = (host) => {
  const { deps, router } = host;
  const { services } = deps;
  const zone = services.installation.timezone;

  const showAdmin = async (ctx: BotContext): Promise<void> => {
    const { grants } = personOf(ctx);
    const may = (action: StaffAction): boolean => can(grants, action, {}, services.clock.now());
    const rights = {
      find: may('residents.find'),
      access: may('requests.review'),
      payments: may('payments.view'),
      imports: may('bills.import'),
      exports: may('exports.create'),
      reconcile: may('payments.reconcile'),
      statistics: may('statistics.view'),
      settings: may('settings.edit'),
      roles: may('roles.grant'),
      jobs: may('health.view'),
      audit: may('audit.view'),
    };
    await showScreen(ctx, adminScreen(rights, ctx.tr));
  };

  const changeRole = async (ctx: BotContext, kind: 'grant' | 'revoke', args: string): Promise<void> => {
    const command = kind === 'grant' ? parseGrantCommand(args) : forGood(parseRoleCommand(args));
    if (command === null) {
      await ctx.reply(
        ctx.tr.html(kind === 'grant' ? 'staff-grant-usage' : 'staff-revoke-usage'),
        MESSAGE_DEFAULTS,
      );
      return;
    }
    const { identityId, grants } = personOf(ctx);
    const { until, ...meant } = command;
    const change = {
      actor: { kind: 'staff', identityId, grants },
      ...meant,
      expiresAt: expiryOf(services, until),
    } as const;
    const result = kind === 'grant' ? await grantRole(services, change) : await revokeRole(services, change);
    if (result.kind === 'second-person-needed') {
      const request = { kind, ...command };
      await askSecondPerson(services, { identityId, request, askIdentityIds: result.askIdentityIds });
      ctx.dialogue?.remember();
      await ctx.reply(ctx.tr.html('staff-second-person'), MESSAGE_DEFAULTS);
      return;
    }
    const said = {
      id: String(command.telegramId),
      role: ctx.tr.plainOr(`staff-role-${command.role}`, {}, 'staff-role-manager'),
      company: command.company ?? ctx.tr.plain('staff-every-company'),
    };
    const given =
      until === null
        ? ctx.tr.html('staff-role-granted', said)
        : ctx.tr.html('staff-role-granted-until', { ...said, date: ctx.tr.date(until, zone) });
    await sendScreen(ctx, {
      html: kind === 'grant' ? given : ctx.tr.html('staff-role-revoked', said),
      buttons: [
        [button(ctx.tr.plain('staff-button-roles'), staffRoutes.roles.data())],
        [button(ctx.tr.plain('button-home'), routes.home.data())],
      ],
    });
  };

  host.onCommand('admin', 'staff', (ctx) => showAdmin(ctx));
  host.onCommand('grant', 'staff', (ctx, args) => changeRole(ctx, 'grant', args));
  host.onCommand('revoke', 'staff', (ctx, args) => changeRole(ctx, 'revoke', args));
  router.on('staff', 'staff', routes.admin, showAdmin);
  router.on('staff', 'staff', staffRoutes.roles, async (ctx) => {
    const rows = await listRoles(services, { grants: personOf(ctx).grants });
    await showScreen(ctx, rolesScreen(rows, ctx.tr, zone));
  });
  router.on('staff', 'staff', staffRoutes.confirmRole, async (ctx, values) => {
    const { identityId } = personOf(ctx);
    await confirmRoleRequest(services, { draftId: values.draft, identityId });
    await removePressedButtons(ctx);
    await ctx.reply(ctx.tr.html('staff-role-confirmed'), MESSAGE_DEFAULTS);
  });
};

const forGood = (command: RoleCommand | null): GrantCommand | null =>
  command === null ? null : { ...command, until: null };
