import { DomainError } from '../../../domain/errors.ts';
import { firstLetters } from '../../../domain/first-letters.ts';
import { readPeopleQuery } from '../../../domain/people-search.ts';
import { loadDraft, startDraft } from '../../../services/drafts/drafts.ts';
import { unblockByStaff } from '../../../services/people/block-resident.ts';
import { findPeople } from '../../../services/people/find-people.ts';
import { issuePin } from '../../../services/people/issue-pin.ts';
import { setLinkFrozen } from '../../../services/people/links.ts';
import { isRecognised } from '../../../services/people/recognised.ts';
import type { PeopleActor } from '../../../services/people/scope.ts';
import { showAccountToStaff } from '../../../services/people/show-account.ts';
import { showPerson } from '../../../services/people/show-person.ts';
import { listTypes } from '../../../services/tickets/ticket-types.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { routes } from '../../ui/routes.ts';
import { removePressedButtons, sendScreen, showScreen } from '../../ui/screen.ts';
import { accountScreen, pinMadeScreen, pinScreen } from './account-screens.ts';
import { peopleRoutes } from './callback-data.ts';
import { blockForm, findForm, ownerForm, wordForm } from './forms.ts';
import { personScreen, resultsScreen } from './screens.ts';
import { ticketForForm } from './ticket.form.ts';

const SEARCH = 'people-search';
const SEARCH_MINUTES = 24 * 60;

/** The contact centre: find, recognise, block and unblock, PIN, change of owner, act for somebody. */
export const peopleFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const zone = services.installation.timezone;
  const find = findForm();
  const word = wordForm(deps);
  const block = blockForm(deps);
  const owner = ownerForm(deps);
  const ticketFor = ticketForForm(deps);
  forms.define(find);
  forms.define(word);
  forms.define(block);
  forms.define(owner);
  forms.define(ticketFor);

  const actorOf = (ctx: BotContext): PeopleActor & { identityId: number } => {
    const { identityId, grants } = personOf(ctx);
    return { identityId, grants };
  };

  const showResults = async (ctx: BotContext, draft: number, query: string, page: number): Promise<void> => {
    const list = await findPeople(services, { actor: actorOf(ctx), query, page });
    const [only] = list.rows;
    // One hit needs no list.
    if (list.total === 1 && only !== undefined) {
      await (only.kind === 'person' ? showCard(ctx, only.id) : showAccount(ctx, only.id));
      return;
    }
    await showScreen(ctx, resultsScreen(list, { draft, query }, ctx.tr));
  };
  const search = async (ctx: BotContext, args: string): Promise<void> => {
    // Asks the rights before anything is typed.
    if (args === '') {
      await findPeople(services, { actor: actorOf(ctx), query: '0000000000', page: 0 });
      await forms.start(ctx, find);
      return;
    }
    const query = firstLetters(args, 100);
    await findPeople(services, { actor: actorOf(ctx), query, page: 0 });
    const draft = await startDraft(services, {
      identityId: personOf(ctx).identityId,
      kind: SEARCH,
      data: { query },
      minutes: SEARCH_MINUTES,
    });
    await showResults(ctx, draft, query, 0);
  };
  const showCard = async (ctx: BotContext, residentId: number): Promise<void> => {
    const card = await showPerson(services, { actor: actorOf(ctx), residentId });
    await showScreen(ctx, personScreen(card, ctx.tr, zone));
  };
  const showAccount = async (ctx: BotContext, accountId: number): Promise<void> => {
    const card = await showAccountToStaff(services, { actor: actorOf(ctx), accountId });
    await showScreen(ctx, accountScreen(card, ctx.tr, zone));
  };

  // /block, /unblock and /pin begin with finding whom: their cards hold the buttons.
  for (const command of ['find', 'block', 'unblock', 'pin']) host.onCommand(command, 'staff', search);
  router.on('people', 'staff', routes.findPeople, (ctx) => search(ctx, ''));
  router.on('people', 'staff', peopleRoutes.results, async (ctx, { draft, page }) => {
    const { data } = await loadDraft(services.db, {
      draftId: draft,
      identityId: personOf(ctx).identityId,
      kind: SEARCH,
      now: services.clock.now(),
    });
    const query = typeof data.query === 'string' ? data.query : '';
    if (readPeopleQuery(query) === null) throw new DomainError('DRAFT_EXPIRED');
    await showResults(ctx, draft, query, page);
  });
  router.on('people', 'staff', routes.person, (ctx, { resident }) => showCard(ctx, resident));
  router.on('people', 'staff', routes.staffAccount, (ctx, { account }) => showAccount(ctx, account));

  // ── the person ────────────────────────────────────────────────────────────

  router.on('people', 'staff', peopleRoutes.word, async (ctx, { resident }) => {
    const card = await showPerson(services, { actor: actorOf(ctx), residentId: resident });
    if (!card.hasCodeWord) throw new DomainError('CODE_WORD_NONE');
    await forms.start(ctx, word, { residentId: resident, name: `${card.firstName} ${card.lastName}` });
  });
  router.on('people', 'staff', peopleRoutes.block, async (ctx, { resident }) => {
    const card = await showPerson(services, { actor: actorOf(ctx), residentId: resident });
    await forms.start(ctx, block, { residentId: resident, name: `${card.firstName} ${card.lastName}` });
  });
  router.on('people', 'staff', peopleRoutes.unblock, async (ctx, { resident, how }) => {
    if (!isRecognised(how)) throw new DomainError('PERSON_NOT_FOUND');
    await unblockByStaff(services, { actor: actorOf(ctx), residentId: resident, how });
    await toastPress(ctx, ctx.tr.plain('people-unblocked'));
    await showCard(ctx, resident);
  });
  router.on('people', 'staff', peopleRoutes.ticketFor, async (ctx, { link, resident }) => {
    const card = await showPerson(services, { actor: actorOf(ctx), residentId: resident });
    const place = card.links?.find(({ linkId, status }) => linkId === link && status === 'active');
    if (place === undefined) throw new DomainError('LINK_GONE');
    const types = await listTypes(services);
    const parents = new Set(types.map(({ parentId }) => parentId));
    await forms.start(ctx, ticketFor, {
      residentId: resident,
      linkId: link,
      name: `${card.firstName} ${card.lastName}`,
      place: `${place.number} · ${place.provider}`,
      types: types
        .filter(({ id }) => !parents.has(id))
        // Those that stand alone («something else») come last.
        .sort((a, b) => Number(a.parentId === null) - Number(b.parentId === null))
        .map(({ id, name }) => ({ id, ru: name.ru, en: name.en ?? name.ru })),
    });
  });

  // ── the account ───────────────────────────────────────────────────────────

  router.on('people', 'staff', peopleRoutes.freeze, async (ctx, { link, frozen, account }) => {
    await setLinkFrozen(services, { actor: actorOf(ctx), linkId: link, frozen });
    await toastPress(ctx, ctx.tr.plain(frozen ? 'people-frozen' : 'people-unfrozen'));
    await showAccount(ctx, account);
  });
  router.on('people', 'staff', peopleRoutes.pinFor, async (ctx, { account, resident }) => {
    const card = await showAccountToStaff(services, { actor: actorOf(ctx), accountId: account });
    if (!card.may.pin) throw new DomainError('NOT_ALLOWED');
    await showScreen(ctx, pinScreen(card, resident, ctx.tr));
  });
  router.on('people', 'staff', peopleRoutes.pin, async (ctx, { account, resident, how, code }) => {
    if (!isRecognised(how)) throw new DomainError('ACCOUNT_NOT_SERVED');
    const made = await issuePin(services, {
      actor: actorOf(ctx),
      accountId: account,
      residentId: resident === 0 ? null : resident,
      how,
      afterCodeId: code,
    });
    await removePressedButtons(ctx);
    await sendScreen(ctx, pinMadeScreen(made, account, ctx.tr, zone));
  });
  router.on('people', 'staff', peopleRoutes.owner, async (ctx, { account }) => {
    const card = await showAccountToStaff(services, { actor: actorOf(ctx), accountId: account });
    if (!card.may.owner) throw new DomainError('NOT_ALLOWED');
    await forms.start(ctx, owner, {
      accountId: account,
      number: card.number,
      providerName: card.providerName,
      holders: card.holders.filter(({ status }) => status === 'active').length,
    });
  });
};
