import { DomainError } from '../../../domain/errors.ts';
import { listProviders } from '../../../services/companies/list-providers.ts';
import { listPayeeCategories, ownPhone, showPayee } from '../../../services/payments/list-payees.ts';
import type { MethodOffer } from '../../../services/payments/quote-payment.ts';
import { widestLimits } from '../../../services/payments/quote-payment.ts';
import { residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { showScreen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { otherForm } from './other.form.ts';
import { categoriesScreen, PAYEES_PER_PAGE, payeesScreen } from './other-screens.ts';

/** Paying by provider and number, whoever's it is (D2): section → provider → the form. */
export function installOther(
  { deps, router, forms }: FeatureHost,
  offers: () => Promise<MethodOffer[]>,
): void {
  const { services } = deps;
  const form = otherForm(deps, offers);
  forms.define(form);

  router.on('payments', 'registered', payRoutes.other, async (ctx) => {
    await showScreen(ctx, categoriesScreen(await listPayeeCategories(services), ctx.tr));
  });
  router.on('payments', 'registered', payRoutes.otherCategory, async (ctx, { category, page }) => {
    const [list, own] = [
      await listProviders(services, {
        purpose: 'pay',
        categoryId: category,
        page,
        pageSize: PAYEES_PER_PAGE,
      }),
      await ownPhone(services, { residentId: residentOf(ctx).id }),
    ];
    const view = { ...list, page, categoryId: category, guess: own?.operator ?? null };
    await showScreen(ctx, payeesScreen(view, ctx.tr));
  });
  router.on('payments', 'registered', payRoutes.otherProvider, async (ctx, values) => {
    const provider = await showPayee(services, { providerId: values.provider });
    const limits = widestLimits(await offers());
    if (provider === null) throw new DomainError('PAYEE_NOT_FOUND');
    if (limits === null) throw new DomainError('METHOD_UNAVAILABLE');
    const own =
      provider.numberLabel === 'phone' ? await ownPhone(services, { residentId: residentOf(ctx).id }) : null;
    await forms.start(ctx, form, {
      providerId: provider.id,
      providerName: provider.name,
      numberLabel: provider.numberLabel,
      numberPattern: provider.numberPattern,
      numberExample: provider.numberExample,
      extra: provider.extraFields.map(({ key, label, pattern, example }) => ({
        key,
        ru: label.ru,
        en: label.en ?? label.ru,
        pattern,
        example,
      })),
      noticeRu: provider.notice.ru ?? null,
      noticeEn: provider.notice.en ?? null,
      ownPhone: own?.phone.replace(/^\+7/, '') ?? null,
      fields: {},
      min: limits.min,
      max: limits.max,
    });
  });
}
