import { z } from 'zod';
import { COMMISSION_BEARERS } from '../../domain/commission.ts';
import { parseMoney } from '../../domain/money.ts';

/** `commission-telegram`: the commission of one provider and method. */
export const COMMISSION_PREFIX = 'commission-';

const ruleSchema = z.object({
  /** 1 = 0.01 % */
  basisPoints: z.number().int().min(0).max(10_000),
  /** kopecks */
  minimum: z.number().int().min(0),
  maximum: z.number().int().min(0).nullable(),
  bearer: z.enum(COMMISSION_BEARERS),
});

export type CommissionValue = z.infer<typeof ruleSchema>;

/** The value as it is kept; null: none is set. */
export function commissionValue(value: unknown): CommissionValue | null {
  const parsed = ruleSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

const PATTERN =
  /^(?<percent>\d{1,3}(?:[.,]\d{1,2})?)\s*%?(?:\s+(?<minimum>[\d.,]+)?\s*[-–—]\s*(?<maximum>[\d.,]+)?)?(?:\s+(?<company>company|компания))?$/i;

/** `1,5% 30-500 company`: percent, least and most in roubles, who pays when not the resident. */
export function readCommission(typed: string): CommissionValue | null {
  const groups = PATTERN.exec(typed.trim())?.groups;
  if (groups === undefined) return null;
  const percent = Number((groups.percent ?? '').replace(',', '.'));
  const minimum = roubles(groups.minimum ?? '0');
  const maximum = groups.maximum === undefined ? null : roubles(groups.maximum);
  if (minimum === undefined || maximum === undefined) return null;
  if (maximum !== null && maximum < minimum) return null;
  return commissionValue({
    basisPoints: Math.round(percent * 100),
    minimum,
    maximum,
    bearer: groups.company === undefined ? 'payer' : 'company',
  });
}

/** The same as a person types it; `''`: none is set. */
export function showCommission(value: unknown): string {
  const rule = commissionValue(value);
  if (rule === null) return '';
  const { basisPoints, minimum, maximum, bearer } = rule;
  const range =
    minimum > 0 || maximum !== null ? `${short(minimum)}-${maximum === null ? '' : short(maximum)}` : '';
  return [`${short(basisPoints)}%`, range, bearer === 'company' ? 'company' : '']
    .filter((part) => part !== '')
    .join(' ');
}

function roubles(text: string): number | undefined {
  const reading = parseMoney(text);
  return reading.ok ? reading.amount : undefined;
}

/** Hundredths without empty places. */
function short(hundredths: number): string {
  return `${hundredths / 100}`.replace('.', ',');
}
