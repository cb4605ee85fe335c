import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billScreen } from '../../src/bot/features/bills/card-screen.ts';
import { disagreeScreen } from '../../src/bot/features/bills/disagree-screen.ts';
import { whyScreen } from '../../src/bot/features/bills/why-screen.ts';
import { markupOf, type Screen } from '../../src/bot/ui/screen.ts';
import { compareBills } from '../../src/domain/bill-changes.ts';
import { type BillLine, checkBillArithmetic } from '../../src/domain/bill-lines.ts';
import { kopecks } from '../../src/domain/money.ts';
import type { BillCard } from '../../src/services/bills/show-bill.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { runs } from '../domain/property.ts';

const texts = createTexts();
const text = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom('Ж', 'a', ' ', '<', '&', '"', 'ё', '\u{1f3e0}'), maxLength });
const sum = fc.integer({ min: -99_999_999, max: 99_999_999 }).map(kopecks);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const decimal = fc.constantFrom('10.160000', '0.5', '12345678.123456');
const line: fc.Arbitrary<BillLine> = fc.record({
  service: text(600),
  subline: fc.boolean(),
  unit: maybe(text(60)),
  volume: maybe(decimal),
  tariff: maybe(decimal),
  accrued: maybe(sum),
  recalculation: maybe(sum),
  benefits: maybe(sum),
  penalty: maybe(sum),
  openingBalance: maybe(sum),
  paid: maybe(sum),
  undersupplyDays: maybe(decimal),
  undersupplySum: maybe(sum),
  withinNorm: maybe(sum),
  total: sum,
});
const later = fc.record({
  amount: sum,
  at: fc.constant(new Date('2026-11-10T00:00:00Z')),
  method: fc.constant(null),
  channel: maybe(text(200)),
  paymentId: fc.constant(null),
  mine: fc.boolean(),
});
const card: fc.Arbitrary<BillCard> = fc
  .record({
    lines: fc.array(line, { maxLength: 60 }),
    total: sum,
    left: maybe(sum),
    later: fc.array(later, { maxLength: 10 }),
    type: text(300),
    comment: maybe(text(6000)),
    payerName: maybe(text(400)),
    address: maybe(text(900)),
    accountName: maybe(text(100)),
    providerName: text(400),
    status: fc.constantFrom('unpaid', 'marked', 'paid', 'archived'),
    level: fc.constantFrom('full', 'basic'),
  })
  .map((some) => ({
    billId: 2_147_483_647,
    versionId: 1,
    period: '2026-10',
    billDate: '2026-11-05',
    asOf: new Date('2026-11-01T00:00:00Z'),
    flat: '7',
    area: '54.30',
    livingArea: '32.10',
    residentsCount: 2,
    newest: some.status !== 'archived',
    marked: some.status === 'marked',
    held: false,
    linkId: 2_147_483_647,
    accountId: 1,
    accountNumber: '1234567890',
    accountClosed: false,
    providerId: 1,
    providerInn: null,
    providerActive: true,
    numberLabel: 'account',
    usesExports: false,
    notice: {},
    noticeSince: null,
    companyId: null,
    companyName: null,
    companyPhone: null,
    companyEmail: null,
    zone: 'Europe/Moscow',
    today: '2026-11-16',
    payable: true,
    findings: checkBillArithmetic(some.lines, some.total),
    ...some,
  }));

function fits({ html, buttons }: Screen): void {
  expect(html.length).toBeLessThanOrEqual(4096);
  for (const row of markupOf(buttons).inline_keyboard) {
    expect(row.length).toBeLessThanOrEqual(8);
    for (const button of row) expect([...button.text].length).toBeLessThanOrEqual(30);
  }
}

describe('screens of bills', () => {
  it.each(['ru', 'en'] as const)(
    'fit a message and show every line once, whatever a register brought (%s)',
    (locale) => {
      const tr = texts.for(locale);
      fc.assert(
        fc.property(card, (bill) => {
          const shown = new Set<string>();
          for (let page = 0; page < 60; page += 1) {
            const screen = billScreen(bill, page, tr);
            fits(screen);
            for (const [, number = ''] of screen.html.matchAll(/^(\d+)\. /gm)) shown.add(number);
          }
          if (bill.level === 'basic') return;
          const numbered = bill.lines.flatMap(({ subline }, index) => (subline ? [] : [String(index + 1)]));
          expect(numbered.filter((number) => !shown.has(number))).toEqual([]);
        }),
        runs(12),
      );
    },
  );

  it('explain any two bills within a message', () => {
    const lines = fc.array(line, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(lines, lines, sum, sum, (before, after, was, is) => {
        const about = {
          linkId: 1,
          accountNumber: '1',
          accountName: null,
          providerName: 'п',
          type: 'т',
          billDate: '2026-11-05',
        };
        const bill = (period: '2026-09' | '2026-10', total: typeof was, of: BillLine[]) => ({
          billId: 2_147_483_647,
          period,
          total,
          asOf: new Date('2026-11-01T00:00:00Z'),
          lines: of,
        });
        const [newer, older] = [bill('2026-10', is, after), bill('2026-09', was, before)];
        const previous = { bill: older, changes: compareBills(older, newer) };
        fits(whyScreen({ ...about, bill: newer, previous }, { canDisagree: true }, texts.for('ru')));
        fits(disagreeScreen({ ...about, bills: [newer, older] }, 3, texts.for('en')));
      }),
      runs(40),
    );
  });

  it('offer a ticket only where tickets exist', () => {
    const bill = { billId: 7, period: '2026-10' as const, total: kopecks(5), asOf: new Date(0), lines: [] };
    const explanation = {
      linkId: 1,
      accountNumber: '1',
      accountName: null,
      providerName: 'п',
      type: 'т',
      billDate: '2026-11-05',
      bill,
      previous: null,
    };
    const captions = (canDisagree: boolean) =>
      markupOf(whyScreen(explanation, { canDisagree }, texts.for('ru')).buttons)
        .inline_keyboard.flat()
        .map((button) => button.text);
    expect(captions(true)).toContain('✋ Не согласен со строкой');
    expect(captions(false)).not.toContain('✋ Не согласен со строкой');
  });
});
