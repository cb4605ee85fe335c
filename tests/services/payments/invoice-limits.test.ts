import { describe, expect, it } from 'vitest';
import { createInvoiceLimits, FALLBACK_RANGE } from '../../../src/gateways/payments/invoice-limits.ts';
import { until } from '../../support/until.ts';

const PUBLISHED = { RUB: { code: 'RUB', exp: 2, min_amount: '8653', max_amount: '86530475' }, USD: {} };

function limits(answers: (() => Promise<Response>)[]) {
  let now = new Date('2026-11-16T09:00:00Z');
  let asked = 0;
  const failures: unknown[] = [];
  const client = createInvoiceLimits({
    url: 'http://127.0.0.1:1/currencies.json',
    clock: { now: () => now },
    request: async () => {
      asked += 1;
      return (await answers.shift()?.()) ?? Response.json(PUBLISHED);
    },
    onFailure: (error) => failures.push(error),
  });
  return {
    client,
    failures,
    asked: () => asked,
    pass: (hours: number) => {
      now = new Date(now.getTime() + hours * 3_600_000);
    },
  };
}

describe('limits of Telegram invoices', () => {
  it('are read once and kept', async () => {
    const { client, asked, pass } = limits([]);
    await Promise.all([client.current(), client.current()]);
    expect(await client.current()).toEqual({ min: 8653, max: 86_530_475 });
    expect(asked()).toBe(1);
    pass(7);
    await client.current();
    expect(asked()).toBe(2);
  });

  it.each([
    ['no connection', () => Promise.reject(new Error('refused'))],
    ['an error page', async () => new Response('no', { status: 503 })],
    ['another form', async () => Response.json({ RUB: { exp: 2, min_amount: 'x', max_amount: '1' } })],
    ['an empty range', async () => Response.json({ RUB: { exp: 2, min_amount: '9', max_amount: '9' } })],
  ])('fall back on %s and are tried again later', async (_, answer) => {
    const { client, failures, asked, pass } = limits([answer as () => Promise<Response>]);
    expect(await client.current()).toEqual(FALLBACK_RANGE);
    expect(failures).toHaveLength(1);
    expect(await client.current()).toEqual(FALLBACK_RANGE);
    expect(asked()).toBe(1);
    pass(0.1);
    await until('the second reading', async () => (await client.current()).min === 8653);
    expect(asked()).toBe(2);
  });
});
