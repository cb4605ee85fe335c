import { maskEmail } from '../../../domain/email.ts';
import { DomainError } from '../../../domain/errors.ts';
import { listAccounts } from '../../../services/accounts/list-accounts.ts';
import { setDefaultLink } from '../../../services/accounts/manage-link.ts';
import { isProfileDetail } from '../../../services/residents/change-details.ts';
import { showProfile } from '../../../services/residents/show-profile.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';
import { codeWordForm, codeWordWays } from './profile-code-word.form.ts';
import { emailForm, phoneForm, removeEmailForm } from './profile-contacts.form.ts';
import { detailForm, nameForm } from './profile-details.form.ts';
import { defaultAccountScreen, detailsScreen, emailScreen, profileScreen } from './profile-screens.ts';

/** K1: what is known of the resident, and changing it. */
export function installProfile({ deps, router, forms }: FeatureHost): void {
  const { services } = deps;
  const zone = services.installation.timezone;
  const mine = (ctx: BotContext) => showProfile(services, { residentId: residentOf(ctx).id });

  const phone = phoneForm(deps);
  const email = emailForm(deps);
  const noEmail = removeEmailForm(deps);
  const codeWord = codeWordForm(deps);
  const name = nameForm(deps);
  const detail = detailForm(deps);
  for (const define of [
    () => forms.define(phone),
    () => forms.define(email),
    () => forms.define(noEmail),
    () => forms.define(codeWord),
    () => forms.define(name),
    () => forms.define(detail),
  ])
    define();

  router.on('residents', 'registered', routes.profile, async (ctx) => {
    const canMail = services.email !== null;
    await showScreen(ctx, profileScreen(await mine(ctx), { zone, canMail }, ctx.tr));
  });

  router.on('residents', 'registered', residentRoutes.editName, (ctx) => forms.start(ctx, name));
  router.on('residents', 'registered', routes.editPhone, (ctx) => forms.start(ctx, phone));

  router.on('residents', 'registered', routes.editEmail, async (ctx) => {
    if (services.email === null) throw new DomainError('CHALLENGE_NO_GATEWAY');
    const known = await mine(ctx);
    if (known.email === null || !known.emailConfirmed) await forms.start(ctx, email);
    else await showScreen(ctx, emailScreen(known.email, ctx.tr));
  });
  router.on('residents', 'registered', residentRoutes.newEmail, async (ctx) => {
    if (services.email === null) throw new DomainError('CHALLENGE_NO_GATEWAY');
    await forms.start(ctx, email);
  });
  router.on('residents', 'registered', residentRoutes.removeEmail, async (ctx) => {
    const known = await mine(ctx);
    if (known.email === null) await router.go(ctx, routes.profile, {});
    else await forms.start(ctx, noEmail, { email: maskEmail(known.email) });
  });

  router.on('residents', 'registered', residentRoutes.editCodeWord, async (ctx) => {
    await forms.start(ctx, codeWord, await codeWordWays(deps, { residentId: residentOf(ctx).id }));
  });

  router.on('residents', 'registered', residentRoutes.details, async (ctx) => {
    await showScreen(ctx, detailsScreen(await mine(ctx), ctx.tr));
  });
  router.on('residents', 'registered', residentRoutes.editDetail, async (ctx, { field }) => {
    if (!isProfileDetail(field)) return router.go(ctx, residentRoutes.details, {});
    const { details } = await mine(ctx);
    const thisYear = services.clock.now().getUTCFullYear();
    await forms.start(ctx, detail, { field, filled: details[field] !== null, thisYear });
  });

  router.on('residents', 'registered', residentRoutes.defaultAccount, showDefault);
  router.on('residents', 'registered', residentRoutes.setDefaultAccount, async (ctx, { link, page }) => {
    const { identityId } = personOf(ctx);
    await setDefaultLink(services, { residentId: residentOf(ctx).id, identityId, linkId: link });
    await toastPress(ctx, ctx.tr.plain('residents-default-set'));
    await showDefault(ctx, { page });
  });

  async function showDefault(ctx: BotContext, { page }: { page: number }): Promise<void> {
    const list = await listAccounts(services, { residentId: residentOf(ctx).id, page });
    await showScreen(ctx, defaultAccountScreen(list, ctx.tr));
  }
}
