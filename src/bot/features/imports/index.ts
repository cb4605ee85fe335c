import { createHash } from 'node:crypto';
import { InputFile } from 'grammy';
import { dateIn } from '../../../domain/clock-zone.ts';
import { DomainError } from '../../../domain/errors.ts';
import { addMonths, monthOf, parsePeriod } from '../../../domain/period.ts';
import { can, companiesFor } from '../../../domain/roles.ts';
import { listBillingProviders } from '../../../services/companies/list-providers.ts';
import {
  APPLY_IMPORT_TASK,
  draftColumns,
  importAction,
  planDraft,
} from '../../../services/imports/apply-task.ts';
import {
  discardImportDraft,
  startImportDraft,
  updateImportDraft,
} from '../../../services/imports/change-draft.ts';
import { bookOf } from '../../../services/imports/detect-kind.ts';
import {
  IMPORT_KINDS,
  type ImportDraft,
  type ImportKind,
  loadImportDraft,
} from '../../../services/imports/import-draft.ts';
import { importErrorFile } from '../../../services/imports/import-error-file.ts';
import { listImports, showImport } from '../../../services/imports/list-imports.ts';
import { PERIOD_COLUMN } from '../../../services/imports/problem-sentence.ts';
import { rollBackImport } from '../../../services/imports/roll-back-import.ts';
import { isRowKind } from '../../../services/imports/rows/kinds.ts';
import { errorSentence } from '../../../services/texts/error-sentence.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { button, fitCaption } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import { MESSAGE_DEFAULTS, markupOf, type Screen, showScreen } from '../../ui/screen.ts';
import { asOfForm } from './as-of.form.ts';
import { importRoutes } from './callback-data.ts';
import { periodForm } from './period.form.ts';
import {
  COLUMNS_PER_PAGE,
  columnScreen,
  columnsScreen,
  confirmRollBackScreen,
  importScreen,
  importsScreen,
  kindsScreen,
  mendScreen,
  periodsScreen,
  planScreen,
} from './screens.ts';

const PROVIDERS_PER_PAGE = 7;
/** Some phones send a whole sentence as the name. */
const LONGEST_FILE_NAME = 100;
/** What the sender can put right by naming columns, month or kind. */
const MENDABLE: ReadonlySet<string> = new Set([
  'COLUMNS_MISSING',
  'COLUMNS_REPEATED',
  'FORMAT_UNKNOWN',
  'PERIOD_MISSING',
]);

type ImportPatch = Parameters<typeof updateImportDraft>[1]['patch'];

/** The month may be said instead of a column for it. */
function lacksPeriod(error: DomainError): boolean {
  const { columns } = error.details;
  return typeof columns === 'string' && columns.includes(PERIOD_COLUMN);
}

/** Registers of bills: an administrator sends a file, looks at the dry run, publishes, rolls back. */
export const importsFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const zone = services.installation.timezone;
  const download = (fileId: string): Promise<Uint8Array> => deps.files.download(fileId);
  const dateForm = asOfForm(deps);
  forms.define(dateForm);
  const monthForm = periodForm(deps);
  forms.define(monthForm);

  const showHistory = async (ctx: BotContext, page: number): Promise<void> => {
    const list = await listImports(services, { grants: personOf(ctx).grants, page });
    await showScreen(ctx, importsScreen(list, ctx.tr, zone));
  };

  /** Read the file again and show what applying it would do, in place of the pressed message. */
  const showPlan = async (ctx: BotContext, draftId: number): Promise<void> => {
    const draft = await ownDraft(ctx, draftId);
    try {
      const { plan } = await planDraft(services, { draft, grants: personOf(ctx).grants, download });
      await showScreen(ctx, planScreen(plan, draftId, ctx.tr, zone));
    } catch (error) {
      if (!(error instanceof DomainError) || !MENDABLE.has(error.code)) throw error;
      const mend = { period: lacksPeriod(error), columns: await hasColumns(ctx, draft, download) };
      await showScreen(ctx, mendScreen(errorSentence(error, ctx.tr), draftId, ctx.tr, mend));
    }
  };

  /** Note what the sender says about the file, then show it anew. */
  const change = async (ctx: BotContext, draftId: number, patch: ImportPatch): Promise<void> => {
    await ownDraft(ctx, draftId);
    await updateImportDraft(services, { draftId, identityId: personOf(ctx).identityId, patch });
    await showPlan(ctx, draftId);
  };

  /** A file that only calls itself a table has none to name. */
  const hasColumns = async (
    ctx: BotContext,
    draft: ImportDraft,
    bytesOf: (fileId: string) => Promise<Uint8Array>,
  ): Promise<boolean> => {
    try {
      const { grants } = personOf(ctx);
      const { columns } = await draftColumns(services, { draft, grants, download: bytesOf });
      return columns.length > 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return false;
    }
  };

  const columnsOf = async (ctx: BotContext, draftId: number) => {
    const draft = await ownDraft(ctx, draftId);
    return { draft, found: await draftColumns(services, { draft, grants: personOf(ctx).grants, download }) };
  };

  const ownDraft = async (ctx: BotContext, draftId: number) => {
    if (!mayImport(ctx)) throw new DomainError('NOT_ALLOWED');
    return loadImportDraft(services.db, {
      draftId,
      identityId: personOf(ctx).identityId,
      now: services.clock.now(),
    });
  };
  const mayImport = (ctx: BotContext): boolean => kindsOf(ctx).length > 0;
  /** Kinds of files that the person may load somewhere. */
  const kindsOf = (ctx: BotContext): readonly ImportKind[] => {
    const { person } = ctx;
    if (person === null) return [];
    const now = services.clock.now();
    return IMPORT_KINDS.filter(
      (kind) => (kind === 'bills' || isRowKind(kind)) && can(person.grants, importAction(kind), {}, now),
    );
  };

  host.onCommand('import', 'staff', (ctx) => showHistory(ctx, 0));
  router.on('imports', 'staff', routes.imports, (ctx, values) => showHistory(ctx, values.page));
  router.on('imports', 'staff', routes.importBatch, async (ctx, values) => {
    const row = await showImport(services, { grants: personOf(ctx).grants, batchId: values.batch });
    await showScreen(ctx, importScreen(row, ctx.tr, zone));
  });

  host.messages.on('message:document', async (ctx, next) => {
    if (!mayImport(ctx)) return next();
    ctx.feature = 'imports';
    const { document } = ctx.message;
    await ctx.replyWithChatAction('typing');
    const note = await ctx.reply(ctx.tr.html('imports-reading'), MESSAGE_DEFAULTS);
    const show = async (screen: Screen): Promise<void> => {
      await ctx.api.editMessageText(ctx.chat.id, note.message_id, screen.html, {
        ...MESSAGE_DEFAULTS,
        reply_markup: markupOf(screen.buttons),
      });
    };
    try {
      const bytes = await download(document.file_id);
      const draft = {
        fileId: document.file_id,
        fileName: fitCaption(document.file_name ?? 'register', LONGEST_FILE_NAME),
        sha256: createHash('sha256').update(bytes).digest('hex'),
        providerId: null,
        asOf: null,
        started: false,
        kind: null,
        mapping: {},
        period: null,
      };
      const { grants, identityId } = personOf(ctx);
      const keep = (): Promise<number> =>
        startImportDraft(services, { identityId, key: `${ctx.update.update_id}`, draft });
      try {
        const { plan } = await planDraft(services, { draft, grants, download: async () => bytes });
        await show(planScreen(plan, await keep(), ctx.tr, zone));
      } catch (error) {
        if (!(error instanceof DomainError) || !MENDABLE.has(error.code)) throw error;
        const mend = { period: lacksPeriod(error), columns: await hasColumns(ctx, draft, async () => bytes) };
        await show(mendScreen(errorSentence(error, ctx.tr), await keep(), ctx.tr, mend));
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await show({
        html: ctx.tr.html('imports-unreadable', { problem: errorSentence(error, ctx.tr) }),
        buttons: [[button(ctx.tr.plain('button-home'), routes.home.data())]],
      });
    }
  });

  router.on('imports', 'staff', importRoutes.apply, async (ctx, values) => {
    const draft = await ownDraft(ctx, values.draft);
    if (draft.completed) throw new DomainError('IMPORT_DRAFT_DONE');
    const message = ctx.callbackQuery?.message;
    const { identityId } = personOf(ctx);
    if (draft.started) await ctx.answerCallbackQuery({ text: ctx.tr.plain('imports-already-started') });
    else {
      // Shown once and before it begins, or a quick end would be overwritten by the beginning.
      const html = ctx.tr.html('imports-started', { file: draft.fileName });
      await showScreen(ctx, { html, buttons: [] });
      await updateImportDraft(services, { draftId: values.draft, identityId, patch: { started: true } });
    }
    await deps.tasks.enqueue({
      kind: APPLY_IMPORT_TASK,
      // The draft is the key: a second press finds the task of the first.
      key: `${APPLY_IMPORT_TASK}:${values.draft}`,
      identityId,
      args: {
        draftId: values.draft,
        createAccounts: values.create,
        chatId: message?.chat.id ?? null,
        messageId: message?.message_id ?? null,
      },
    });
  });

  router.on('imports', 'staff', importRoutes.cancel, async (ctx, values) => {
    const stopping = await deps.tasks.cancel({ taskId: values.task, identityId: personOf(ctx).identityId });
    const text = ctx.tr.plain(stopping ? 'imports-cancelling' : 'imports-cancel-too-late');
    await toastPress(ctx, text);
  });
  router.on('imports', 'staff', importRoutes.discard, async (ctx, values) => {
    await ownDraft(ctx, values.draft);
    await discardImportDraft(services, { draftId: values.draft, identityId: personOf(ctx).identityId });
    await showScreen(ctx, {
      html: ctx.tr.html('imports-discarded'),
      buttons: [[button(ctx.tr.plain('button-home'), routes.home.data())]],
    });
  });

  router.on('imports', 'staff', importRoutes.providers, async (ctx, values) => {
    await ownDraft(ctx, values.draft);
    const { page } = values;
    const companies = companiesFor(personOf(ctx).grants, 'bills.import', services.clock.now());
    const providers = await listBillingProviders(services, { companies, page, pageSize: PROVIDERS_PER_PAGE });
    const shown = pageOf(providers.items, page, providers.total, PROVIDERS_PER_PAGE);
    await showScreen(ctx, {
      html: ctx.tr.html('imports-choose-provider'),
      buttons: [
        ...providers.items.map((row) => [
          button(row.name, importRoutes.chooseProvider.data({ draft: values.draft, provider: row.id })),
        ]),
        pagerRow(shown, ctx.tr, (next) => importRoutes.providers.data({ draft: values.draft, page: next })),
        [button(ctx.tr.plain('button-cancel'), importRoutes.discard.data({ draft: values.draft }))],
      ],
    });
  });
  router.on('imports', 'staff', importRoutes.chooseProvider, async (ctx, values) => {
    await change(ctx, values.draft, { providerId: values.provider });
  });

  router.on('imports', 'staff', importRoutes.plan, (ctx, values) => showPlan(ctx, values.draft));
  router.on('imports', 'staff', importRoutes.kinds, async (ctx, values) => {
    await ownDraft(ctx, values.draft);
    await showScreen(ctx, kindsScreen(kindsOf(ctx), values.draft, ctx.tr));
  });
  router.on('imports', 'staff', importRoutes.chooseKind, async (ctx, values) => {
    const kind = kindsOf(ctx).find((offered) => offered === values.kind);
    if (kind === undefined) throw new DomainError('NOT_ALLOWED');
    // The columns of one kind mean nothing to another.
    await change(ctx, values.draft, { kind, mapping: {} });
  });
  router.on('imports', 'staff', importRoutes.periods, async (ctx, values) => {
    await ownDraft(ctx, values.draft);
    const now = monthOf(dateIn(services.clock.now(), zone));
    const periods = [1, 0, -1, -2].map((months) => addMonths(now, months));
    await showScreen(ctx, periodsScreen(periods, values.draft, ctx.tr));
  });
  router.on('imports', 'staff', importRoutes.choosePeriod, async (ctx, values) => {
    const period = parsePeriod(String(values.period));
    if (period === null) throw new DomainError('PERIOD_MISSING');
    await change(ctx, values.draft, { period });
  });
  router.on('imports', 'staff', importRoutes.typePeriod, async (ctx, values) => {
    await ownDraft(ctx, values.draft);
    await forms.start(ctx, monthForm, { importDraftId: values.draft });
  });
  router.on('imports', 'staff', importRoutes.columns, async (ctx, values) => {
    const { found } = await columnsOf(ctx, values.draft);
    await showScreen(ctx, columnsScreen(found, values.draft, values.page, ctx.tr));
  });
  router.on('imports', 'staff', importRoutes.column, async (ctx, values) => {
    const { found } = await columnsOf(ctx, values.draft);
    await showScreen(ctx, columnScreen(found, values.draft, values.column, values.page, ctx.tr));
  });
  router.on('imports', 'staff', importRoutes.chooseKey, async (ctx, values) => {
    const { draft, found } = await columnsOf(ctx, values.draft);
    const header = found.columns[values.column]?.header;
    const key = values.key === 0 ? null : (bookOf(found.kind).keys[values.key - 1] ?? null);
    if (header !== undefined && header !== '') {
      // One column per key: the one that had it gives it up.
      const others = Object.entries(draft.mapping).filter(([, taken]) => taken === null || taken !== key);
      await updateImportDraft(services, {
        draftId: values.draft,
        identityId: personOf(ctx).identityId,
        patch: { mapping: { ...Object.fromEntries(others), [header]: key } },
      });
    }
    const changed = await columnsOf(ctx, values.draft);
    const page = Math.floor(values.column / COLUMNS_PER_PAGE);
    await showScreen(ctx, columnsScreen(changed.found, values.draft, page, ctx.tr));
  });

  router.on('imports', 'staff', importRoutes.changeAsOf, async (ctx, values) => {
    await ownDraft(ctx, values.draft);
    await forms.start(ctx, dateForm, { importDraftId: values.draft });
  });
  router.on('imports', 'staff', importRoutes.errorFile, async (ctx, values) => {
    const draft = await ownDraft(ctx, values.draft);
    const { grants } = personOf(ctx);
    const { bytes, plan } = await planDraft(services, { draft, grants, download });
    const file = await importErrorFile(services, bytes, plan, ctx.tr);
    await ctx.replyWithDocument(new InputFile(file.bytes, file.fileName), {
      caption: ctx.tr.plain('imports-error-file'),
    });
  });

  router.on('imports', 'staff', importRoutes.askRollBack, async (ctx, values) => {
    const row = await showImport(services, { grants: personOf(ctx).grants, batchId: values.batch });
    await showScreen(ctx, confirmRollBackScreen(row, ctx.tr));
  });
  router.on('imports', 'staff', importRoutes.rollBack, async (ctx, values) => {
    const { grants, identityId } = personOf(ctx);
    await rollBackImport(services, {
      batchId: values.batch,
      grants,
      actor: { actorId: identityId, actorKind: 'staff' },
    });
    const row = await showImport(services, { grants, batchId: values.batch });
    await showScreen(ctx, importScreen(row, ctx.tr, zone));
  });
};
