import { localized } from '../../../domain/locale.ts';
import type { ProviderRow } from '../../../services/companies/list-providers.ts';
import type { PayeeCategory } from '../../../services/payments/list-payees.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';

export const PAYEES_PER_PAGE = 8;

/** Sections of providers. */
export function categoriesScreen(categories: readonly PayeeCategory[], tr: Translator): Screen {
  return {
    html: tr.html('payments-other-title'),
    buttons: [
      ...categories.map(({ id, name }) => [
        button(nameOf(name, tr), payRoutes.otherCategory.data({ category: id, page: 0 })),
      ]),
      foot(routes.pay.data(), tr),
    ],
  };
}

export interface PayeesView {
  readonly items: readonly ProviderRow[];
  readonly total: number;
  readonly page: number;
  readonly categoryId: number;
  /** operator that the person's own number looks like */
  readonly guess: string | null;
}

/** Providers of a section; the operator of one's own number is marked and stands first. */
export function payeesScreen(view: PayeesView, tr: Translator): Screen {
  const { items, guess } = view;
  const guessed = (row: ProviderRow): boolean => guess !== null && row.name.includes(guess);
  const sorted = [...items].sort((a, b) => Number(guessed(b)) - Number(guessed(a)));
  return {
    html: tr.html('payments-other-choose'),
    buttons: [
      ...sorted.map((row) => [
        button(
          guessed(row) ? tr.plain('payments-button-guessed', { name: row.name }) : row.name,
          payRoutes.otherProvider.data({ provider: row.id }),
        ),
      ]),
      pagerRow(pageOf(items, view.page, view.total, PAYEES_PER_PAGE), tr, (page) =>
        payRoutes.otherCategory.data({ category: view.categoryId, page }),
      ),
      foot(payRoutes.other.data(), tr),
    ],
  };
}

function nameOf(name: PayeeCategory['name'], tr: Translator): string {
  return localized(name.en === undefined ? { ru: name.ru } : { ru: name.ru, en: name.en }, tr.locale);
}

function foot(back: string, tr: Translator) {
  return [button(tr.plain('button-back'), back), button(tr.plain('button-home'), routes.home.data())];
}
