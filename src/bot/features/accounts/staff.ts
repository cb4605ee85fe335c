import { randomBytes } from 'node:crypto';
import { GrammyError, InputFile } from 'grammy';
import { DomainError } from '../../../domain/errors.ts';
import { can, companiesFor } from '../../../domain/roles.ts';
import { listAccessQueue, showApplication, showObjection } from '../../../services/accounts/access-queue.ts';
import { listLetterHouses, PRINT_LETTERS_TASK } from '../../../services/accounts/letters.ts';
import { decideObjection } from '../../../services/accounts/object-to-link.ts';
import { liftProofLock, listProofLocks } from '../../../services/accounts/proof-locks.ts';
import { approveApplication, type StaffActor } from '../../../services/accounts/review-application.ts';
import { showLinkableProvider } from '../../../services/accounts/show-provider.ts';
import { listBillingProviders } from '../../../services/companies/list-providers.ts';
import { companyStartCode, listStaffCompanies } from '../../../services/companies/start-code.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { routes } from '../../ui/routes.ts';
import { removePressedButtons, sendScreen, showScreen } from '../../ui/screen.ts';
import { accountRoutes } from './callback-data.ts';
import { rejectForm } from './reject.form.ts';
import { samplePhotoForm } from './sample-photo.form.ts';
import {
  applicationScreen,
  approvedScreen,
  HOUSES_PER_PAGE,
  letterHousesScreen,
  letterLevelScreen,
  letterProvidersScreen,
  locksScreen,
  objectionScreen,
  queueScreen,
  siteCodesScreen,
} from './staff-screens.ts';

const PROVIDERS_PER_PAGE = 7;

/** Staff's side of access: applications, objections, locks, letters, codes for the companies' sites. */
export function installStaffAccess(host: FeatureHost): void {
  const { deps, router, forms } = host;
  const { services } = deps;
  const zone = services.installation.timezone;
  const reject = rejectForm(deps);
  const samplePhoto = samplePhotoForm(deps);
  forms.define(reject);
  forms.define(samplePhoto);

  const actorOf = (ctx: BotContext): StaffActor => {
    const { identityId, grants } = personOf(ctx);
    return { identityId, grants };
  };
  const showQueue = async (ctx: BotContext, page: number): Promise<void> => {
    const list = await listAccessQueue(services, { actor: actorOf(ctx), page });
    await showScreen(ctx, queueScreen(list, ctx.tr, zone));
  };
  const showLocks = async (ctx: BotContext): Promise<void> => {
    const locks = await listProofLocks(services, { actor: actorOf(ctx) });
    await showScreen(ctx, locksScreen(locks, ctx.tr, zone));
  };

  router.on('accounts', 'staff', routes.accessQueue, (ctx, values) => showQueue(ctx, values.page));
  router.on('accounts', 'staff', accountRoutes.application, async (ctx, values) => {
    const card = await showApplication(services, { actor: actorOf(ctx), requestId: values.request });
    await showScreen(ctx, applicationScreen(card, ctx.tr, zone));
  });
  router.on('accounts', 'staff', accountRoutes.applicationPhotos, async (ctx, values) => {
    const card = await showApplication(services, { actor: actorOf(ctx), requestId: values.request });
    for (const fileId of card.photos) await sendPaper(ctx, fileId);
  });
  router.on('accounts', 'staff', accountRoutes.approve, async (ctx, values) => {
    const sent = await approveApplication(services, {
      actor: actorOf(ctx),
      requestId: values.request,
      afterCodeId: values.code,
      compose: (pin) => {
        const tr = deps.texts.for(services.installation.defaultLocale);
        return {
          text: tr.plain('accounts-pin-message', { pin }),
          subject: tr.plain('accounts-pin-subject'),
        };
      },
    });
    // Another PIN is made from the card, knowingly.
    await removePressedButtons(ctx);
    await sendScreen(ctx, approvedScreen(sent, ctx.tr));
  });
  router.on('accounts', 'staff', accountRoutes.reject, async (ctx, values) => {
    await showApplication(services, { actor: actorOf(ctx), requestId: values.request });
    await forms.start(ctx, reject, { requestId: values.request });
  });

  router.on('accounts', 'staff', accountRoutes.objection, async (ctx, values) => {
    const card = await showObjection(services, { actor: actorOf(ctx), linkId: values.link });
    await showScreen(ctx, objectionScreen(card, ctx.tr, zone));
  });
  router.on('accounts', 'staff', accountRoutes.decide, async (ctx, values) => {
    const actor = actorOf(ctx);
    await decideObjection(services, { actor, linkId: values.link, keep: values.keep });
    const card = await showObjection(services, { actor, linkId: values.link });
    await showScreen(ctx, objectionScreen(card, ctx.tr, zone));
  });

  router.on('accounts', 'staff', accountRoutes.locks, showLocks);
  router.on('accounts', 'staff', accountRoutes.unlock, async (ctx, values) => {
    const kind = values.account ? 'account' : 'resident';
    await liftProofLock(services, { actor: actorOf(ctx), kind, id: values.id });
    await toastPress(ctx, ctx.tr.plain('accounts-unlocked'));
    await showLocks(ctx);
  });

  // ── letters and codes ─────────────────────────────────────────────────────

  router.on('accounts', 'staff', accountRoutes.letters, async (ctx, { page }) => {
    const companies = companiesFor(personOf(ctx).grants, 'pins.issue', services.clock.now());
    if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
    const list = await listBillingProviders(services, { companies, page, pageSize: PROVIDERS_PER_PAGE });
    await showScreen(ctx, letterProvidersScreen(list, page, PROVIDERS_PER_PAGE, ctx.tr));
  });
  router.on('accounts', 'staff', accountRoutes.letterHouses, async (ctx, { provider, page }) => {
    const list = await listLetterHouses(services, {
      actor: actorOf(ctx),
      providerId: provider,
      page,
      pageSize: HOUSES_PER_PAGE,
    });
    await showScreen(ctx, letterHousesScreen(provider, list, page, ctx.tr));
  });
  router.on('accounts', 'staff', accountRoutes.letterLevel, async (ctx, { provider, house }) => {
    // Asks the rights before the order is offered; the task asks them again.
    await listLetterHouses(services, { actor: actorOf(ctx), providerId: provider, page: 0, pageSize: 1 });
    const nonce = randomBytes(6).toString('hex');
    await showScreen(ctx, letterLevelScreen({ provider, house, nonce }, ctx.tr));
  });
  router.on('accounts', 'staff', accountRoutes.printLetters, async (ctx, values) => {
    const { identityId } = personOf(ctx);
    await listLetterHouses(services, {
      actor: actorOf(ctx),
      providerId: values.provider,
      page: 0,
      pageSize: 1,
    });
    const batch = `${identityId}:${values.nonce}:${values.full ? 'full' : 'basic'}:${values.provider}:${values.house}`;
    // Before the files: a quick end must not be followed by the beginning.
    await showScreen(ctx, { html: ctx.tr.html('accounts-letters-started'), buttons: [] });
    await deps.tasks.enqueue({
      kind: PRINT_LETTERS_TASK,
      key: `${PRINT_LETTERS_TASK}:${batch}`,
      identityId,
      args: {
        providerId: values.provider,
        houseAccountId: values.house === 0 ? null : values.house,
        level: values.full ? 'full' : 'basic',
        batch,
        chatId: ctx.chat?.id ?? 0,
      },
    });
  });

  router.on('accounts', 'staff', accountRoutes.siteCodes, async (ctx, { page }) => {
    const list = await listStaffCompanies(services, {
      grants: personOf(ctx).grants,
      page,
      pageSize: PROVIDERS_PER_PAGE,
    });
    await showScreen(ctx, siteCodesScreen(list, page, PROVIDERS_PER_PAGE, ctx.tr));
  });
  router.on('accounts', 'staff', accountRoutes.siteCode, async (ctx, values) => {
    const code = await companyStartCode(services, {
      grants: personOf(ctx).grants,
      companyId: values.company,
    });
    await ctx.replyWithPhoto(new InputFile(code.png, 'start-link.png'), {
      caption: ctx.tr.html('accounts-site-code', { company: code.company, url: code.url }),
      parse_mode: 'HTML',
    });
  });

  router.on('accounts', 'staff', accountRoutes.samplePhoto, async (ctx, values) => {
    const provider = await showLinkableProvider(services, { providerId: values.provider });
    const { grants } = personOf(ctx);
    // Which company it is of is asked again when the picture is kept.
    if (!can(grants, 'settings.edit', {}, services.clock.now())) throw new DomainError('NOT_ALLOWED');
    await forms.start(ctx, samplePhoto, { providerId: provider.id, providerName: provider.name });
  });
}

/** A paper was sent as a photo or as a file; its id does not say which. */
async function sendPaper(ctx: BotContext, fileId: string): Promise<void> {
  try {
    await ctx.replyWithPhoto(fileId, { protect_content: true });
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    await ctx.replyWithDocument(fileId, { protect_content: true });
  }
}
