import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { kopecks } from '../../domain/money.ts';
import type { AmountLimits } from '../../domain/payment-amount.ts';

/** What one Telegram invoice in roubles may amount to, commission included. Telegram moves it with the exchange rate. */
export interface InvoiceLimits {
  /** Never fails and never waits for the network longer than the first reading takes. */
  current(): Promise<AmountLimits>;
}

/** Used until Telegram's own numbers are read, and when they cannot be: safely inside every range seen so far. */
export const FALLBACK_RANGE: AmountLimits = { min: kopecks(10_000), max: kopecks(70_000_000) };

/** Limits that do not change: tests, the sandbox. */
export function fixedInvoiceLimits(range: AmountLimits = FALLBACK_RANGE): InvoiceLimits {
  return { current: async () => range };
}

const REFRESH_MS = 6 * 3_600_000;
const RETRY_MS = 5 * 60_000;
const REQUEST_MS = 3000;

const minorUnits = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform((text) => kopecks(Number(text)));
const currenciesSchema = z.object({
  RUB: z.object({ exp: z.literal(2), min_amount: minorUnits, max_amount: minorUnits }),
});

export interface InvoiceLimitsOptions {
  /** `https://core.telegram.org/bots/payments/currencies.json` or a stand-in. */
  readonly url: string;
  readonly clock: Clock;
  readonly request?: typeof fetch;
  /** Told once per failed reading; the fallback or the last known numbers stay in use. */
  readonly onFailure?: (error: unknown) => void;
}

/**
 * Telegram's limits for RUB, read from its published table and kept for six hours. A reading that fails changes
 * nothing and is tried again after five minutes; screens never wait for one that is already known.
 */
export function createInvoiceLimits(options: InvoiceLimitsOptions): InvoiceLimits {
  const request = options.request ?? fetch;
  let range: AmountLimits = FALLBACK_RANGE;
  let nextReadAt = 0;
  let reading: Promise<void> | null = null;

  async function read(): Promise<void> {
    try {
      const answer = await request(options.url, { signal: AbortSignal.timeout(REQUEST_MS) });
      if (!answer.ok) throw new Error(`currencies.json answered ${answer.status}`);
      const { RUB } = currenciesSchema.parse(await answer.json());
      if (RUB.min_amount < 1 || RUB.min_amount >= RUB.max_amount)
        throw new Error('currencies.json: empty range for RUB');
      range = { min: RUB.min_amount, max: RUB.max_amount };
      nextReadAt = options.clock.now().getTime() + REFRESH_MS;
    } catch (error) {
      nextReadAt = options.clock.now().getTime() + RETRY_MS;
      options.onFailure?.(error);
    } finally {
      reading = null;
    }
  }

  return {
    async current() {
      const known = nextReadAt > 0;
      if (options.clock.now().getTime() >= nextReadAt) reading ??= read();
      // The first caller waits (3 s at most); later readings happen behind the screens.
      if (!known && reading !== null) await reading;
      return range;
    },
  };
}
