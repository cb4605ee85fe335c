import { DomainError, isDomainError } from '../../../domain/errors.ts';
import {
  applicationTarget,
  cancelApplication,
  listApplications,
} from '../../../services/accounts/apply-for-pin.ts';
import { linkToProve } from '../../../services/accounts/link-to-prove.ts';
import { openLinkToken, tokenOfPayload } from '../../../services/accounts/link-tokens.ts';
import { listAccounts } from '../../../services/accounts/list-accounts.ts';
import {
  removeLink,
  restoreLink,
  setDefaultLink,
  UNDO_HOURS,
} from '../../../services/accounts/manage-link.ts';
import { objectToLink } from '../../../services/accounts/object-to-link.ts';
import { linkToShare, listShares, revokeShare } from '../../../services/accounts/share-account.ts';
import { showAccount } from '../../../services/accounts/show-account.ts';
import { showLinkableProvider } from '../../../services/accounts/show-provider.ts';
import { linkSibling } from '../../../services/accounts/siblings.ts';
import { listCategories } from '../../../services/companies/list-categories.ts';
import { listBillingProviders } from '../../../services/companies/list-providers.ts';
import { denialOf } from '../../access.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { button, urlButton } from '../../ui/buttons.ts';
import { errorHtml } from '../../ui/error-text.ts';
import { routes } from '../../ui/routes.ts';
import { removePressedButtons, sendScreen, showScreen } from '../../ui/screen.ts';
import { accountRoutes } from './callback-data.ts';
import { linkForm, providerValues } from './link.form.ts';
import { confirmRemoveScreen, manageScreen, removedScreen, sharesScreen } from './manage-screens.ts';
import { onlyWay } from './proof.steps.ts';
import { proveForm } from './prove.form.ts';
import { renameForm } from './rename.form.ts';
import { accountScreen, accountsScreen, linkScreen, PROVIDERS_PER_PAGE, providersScreen } from './screens.ts';
import { searchForm } from './search.form.ts';
import { shareForm } from './share.form.ts';
import { installStaffAccess } from './staff.ts';
import { tokenForm } from './token.form.ts';

/** Linked accounts: finding a provider, linking, proofs, applications, sharing; staff's queue of accesses. */
export const accountsFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const zone = services.installation.timezone;
  const link = linkForm(deps);
  const prove = proveForm(deps);
  const token = tokenForm(deps);
  const rename = renameForm(deps);
  const share = shareForm(deps);
  const search = searchForm(deps);
  forms.define(link);
  forms.define(prove);
  forms.define(token);
  forms.define(rename);
  forms.define(share);
  forms.define(search);

  const who = (ctx: BotContext) => ({
    residentId: residentOf(ctx).id,
    identityId: personOf(ctx).identityId,
  });
  const showList = async (ctx: BotContext, values: { page: number }): Promise<void> => {
    const { residentId } = who(ctx);
    const list = await listAccounts(services, { residentId, page: values.page });
    const applications = await listApplications(services, { residentId });
    await showScreen(ctx, accountsScreen(list, applications, ctx.tr, zone));
  };
  const cardOf = (ctx: BotContext, linkId: number) =>
    showAccount(services, { residentId: residentOf(ctx).id, linkId });
  const showCard = async (ctx: BotContext, linkId: number): Promise<void> => {
    const card = await cardOf(ctx, linkId);
    const has = {
      readings: router.has(routes.readings),
      tickets: router.has(routes.tickets),
      operations: router.has(routes.operations),
    };
    await showScreen(ctx, accountScreen(card, has, ctx.tr, zone));
  };

  host.onCommand('accounts', 'registered', (ctx) => showList(ctx, { page: 0 }));
  router.on('accounts', 'registered', routes.accounts, showList);
  router.on('accounts', 'registered', routes.account, (ctx, values) => showCard(ctx, values.link));

  // ── finding a provider ────────────────────────────────────────────────────

  const providersOf = async (ctx: BotContext, categoryId: number | null, page: number) => ({
    ...(await listBillingProviders(services, {
      companyId: personOf(ctx).startCompanyId,
      categoryId,
      page,
      pageSize: PROVIDERS_PER_PAGE,
    })),
    page,
  });
  router.on('accounts', 'registered', routes.linkAccount, async (ctx) => {
    const categories = await listCategories(services, { purpose: 'link' });
    const providers = await providersOf(ctx, null, 0);
    await showScreen(
      ctx,
      linkScreen({ categories: categories.length > 1 ? categories : null, providers }, ctx.tr),
    );
  });
  router.on('accounts', 'registered', accountRoutes.providers, async (ctx, { page }) =>
    showScreen(ctx, providersScreen(await providersOf(ctx, null, page), 0, ctx.tr)),
  );
  router.on('accounts', 'registered', accountRoutes.category, async (ctx, { category, page }) =>
    showScreen(ctx, providersScreen(await providersOf(ctx, category, page), category, ctx.tr)),
  );
  router.on('accounts', 'registered', accountRoutes.search, (ctx) => forms.start(ctx, search));
  router.on('accounts', 'registered', routes.linkByBill, (ctx) => forms.start(ctx, link));
  router.on('accounts', 'registered', accountRoutes.provider, async (ctx, values) => {
    const provider = await showLinkableProvider(services, { providerId: values.provider });
    await forms.start(ctx, link, providerValues(provider));
  });

  // ── the full level ────────────────────────────────────────────────────────

  const startProof = async (ctx: BotContext, linkId: number, kind: 'pin' | null): Promise<void> => {
    const target = await linkToProve(services, { residentId: residentOf(ctx).id, linkId });
    await forms.start(ctx, prove, {
      ...target,
      proofFirst: true,
      proofKind: kind ?? onlyWay(target.proofs),
    });
  };
  router.on('accounts', 'registered', routes.proveAccount, (ctx, values) =>
    startProof(ctx, values.link, null),
  );
  const toApplication = async (ctx: BotContext, requestId: number, again: boolean): Promise<void> => {
    const target = await applicationTarget(services, { residentId: residentOf(ctx).id, requestId });
    if (target.linkId !== null && !again) return startProof(ctx, target.linkId, 'pin');
    const provider = await showLinkableProvider(services, { providerId: target.providerId });
    if (!provider.proofs.includes('pin')) throw new DomainError('PROOF_NOT_OFFERED');
    await forms.start(ctx, link, {
      ...providerValues(provider),
      number: target.number,
      proofFirst: true,
      proofKind: 'pin',
      ...(again ? { application: true } : {}),
    });
  };
  router.on('accounts', 'registered', accountRoutes.enterPin, (ctx, values) =>
    toApplication(ctx, values.request, false),
  );
  router.on('accounts', 'registered', accountRoutes.applyAgain, (ctx, values) =>
    toApplication(ctx, values.request, true),
  );
  router.on('accounts', 'registered', accountRoutes.cancelApplication, async (ctx, values) => {
    await cancelApplication(services, { residentId: residentOf(ctx).id, requestId: values.request });
    await toastPress(ctx, ctx.tr.plain('accounts-application-withdrawn'));
    await showList(ctx, { page: 0 });
  });
  router.on('accounts', 'registered', accountRoutes.sibling, async (ctx, values) => {
    const added = await linkSibling(services, {
      ...who(ctx),
      linkId: values.link,
      accountId: values.account,
    });
    await toastPress(ctx, ctx.tr.plain('accounts-sibling-linked'));
    await showCard(ctx, added.linkId);
  });
  router.on('accounts', 'registered', accountRoutes.object, async (ctx, values) => {
    const about = await objectToLink(services, { ...who(ctx), linkId: values.link });
    await removePressedButtons(ctx);
    await sendScreen(ctx, {
      html: ctx.tr.html('accounts-objected', { provider: about.providerName, number: about.number }),
      buttons: [[button(ctx.tr.plain('button-home'), routes.home.data())]],
    });
  });

  // ── one-time links ────────────────────────────────────────────────────────

  host.onStartPayload(async (ctx, payload) => {
    const opaque = tokenOfPayload(payload);
    if (opaque === null) return false;
    ctx.feature = 'accounts';
    if (denialOf(ctx, 'registered', services.clock.now()) !== null) {
      // Nothing is kept about who is not registered: the link stays in the chat and works afterwards.
      const url = `https://t.me/${services.installation.botUsername}?start=${payload}`;
      const blocked = ctx.person?.resident?.blockedAt != null;
      if (blocked) {
        await router.go(ctx, routes.blocked, {});
        return true;
      }
      await sendScreen(ctx, {
        html: ctx.tr.html('accounts-token-register-first'),
        buttons: [
          [
            button(
              ctx.tr.plain('accounts-button-register'),
              routes.start.data({ lang: ctx.locale, company: 0 }),
              'primary',
            ),
          ],
          [urlButton(ctx.tr.plain('accounts-button-open-again'), url)],
        ],
      });
      return true;
    }
    try {
      const offered = await openLinkToken(services, { token: opaque, residentId: residentOf(ctx).id });
      await forms.start(ctx, token, { ...offered });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      // A link that opens nothing still leads on: to the number on the paper bill, or to the account one has.
      await sendScreen(ctx, {
        html: errorHtml(error, ctx.tr),
        buttons: [
          [button(ctx.tr.plain('accounts-button-add'), routes.linkAccount.data(), 'primary')],
          [button(ctx.tr.plain('accounts-button-list'), routes.accounts.data({ page: 0 }))],
        ],
      });
    }
    return true;
  });

  // ── mine ──────────────────────────────────────────────────────────────────

  const showManage = async (ctx: BotContext, linkId: number): Promise<void> =>
    showScreen(ctx, manageScreen(await cardOf(ctx, linkId), ctx.tr));
  router.on('accounts', 'registered', accountRoutes.manage, (ctx, values) => showManage(ctx, values.link));
  router.on('accounts', 'registered', accountRoutes.rename, async (ctx, values) => {
    const { number } = await cardOf(ctx, values.link);
    await forms.start(ctx, rename, { linkId: values.link, number });
  });
  router.on('accounts', 'registered', accountRoutes.makeDefault, async (ctx, values) => {
    await setDefaultLink(services, { ...who(ctx), linkId: values.link });
    await showManage(ctx, values.link);
  });
  router.on('accounts', 'registered', accountRoutes.remove, async (ctx, values) =>
    showScreen(ctx, confirmRemoveScreen(await cardOf(ctx, values.link), ctx.tr)),
  );
  router.on('accounts', 'registered', accountRoutes.removeNow, async (ctx, values) => {
    const removed = await removeLink(services, { ...who(ctx), linkId: values.link });
    await showScreen(ctx, removedScreen({ ...removed, linkId: values.link }, UNDO_HOURS, ctx.tr));
  });
  router.on('accounts', 'registered', accountRoutes.restore, async (ctx, values) => {
    await restoreLink(services, { ...who(ctx), linkId: values.link });
    await showCard(ctx, values.link);
  });

  const showShares = async (ctx: BotContext, linkId: number): Promise<void> => {
    const rows = await listShares(services, { residentId: residentOf(ctx).id, linkId });
    await showScreen(ctx, sharesScreen(linkId, rows, ctx.tr, zone));
  };
  router.on('accounts', 'registered', accountRoutes.shares, (ctx, values) => showShares(ctx, values.link));
  router.on('accounts', 'registered', accountRoutes.share, async (ctx, values) => {
    const own = await linkToShare(services, { residentId: residentOf(ctx).id, linkId: values.link });
    await forms.start(ctx, share, {
      linkId: own.linkId,
      ownLevel: own.level,
      name: own.name,
      number: own.number,
    });
  });
  router.on('accounts', 'registered', accountRoutes.revokeShare, async (ctx, values) => {
    const { linkId } = await revokeShare(services, {
      ...who(ctx),
      kind: values.taken ? 'taken' : 'waiting',
      id: values.id,
    });
    await toastPress(ctx, ctx.tr.plain('accounts-share-revoked'));
    await showShares(ctx, linkId);
  });

  installStaffAccess(host);
};
