import { routes } from '../../src/bot/ui/routes.ts';
import type { TownPerson } from '../support/town.ts';

/** A reading screen as a resident reaches it. */
export interface ReadingScreen {
  readonly name: string;
  /** Commands and presses that follow each other; every one shows another screen than the one before. */
  walk(person: TownPerson): readonly string[];
}

/** Every main screen that only reads. */
export const SCREENS: readonly ReadingScreen[] = [
  { name: '/menu', walk: () => ['/menu'] },
  { name: '/bills', walk: () => ['/bills'] },
  { name: '/accounts', walk: () => ['/accounts'] },
  { name: '/history', walk: () => ['/history'] },
  { name: '/settings', walk: () => ['/settings'] },
  { name: '/help', walk: () => ['/help'] },
  {
    name: 'presses',
    walk: ({ billId, linkId }) => [
      routes.bills.data({ all: false, link: 0, page: 0 }),
      routes.bill.data({ bill: billId }),
      routes.payBill.data({ bill: billId }),
      routes.accounts.data({ page: 0 }),
      routes.account.data({ link: linkId }),
      routes.operations.data({ page: 0 }),
      routes.home.data(),
    ],
  },
];
