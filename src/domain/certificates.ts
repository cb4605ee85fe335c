import { addDays } from './law-dates.ts';
import type { BillingDate } from './period.ts';
import { parseBillingDate } from './period.ts';

/** Codes of ticket types whose paper the bot makes itself from what it knows; the paper with a stamp is a ticket. */
export const CERTIFICATES = { certificate: 'payments', 'certificate-debt': 'no-debt' } as const;
export type CertificateKind = (typeof CERTIFICATES)[keyof typeof CERTIFICATES];

/** Which certificate a type of tickets is about; null = another matter. */
export function certificateOf(typeCode: string): CertificateKind | null {
  return Object.entries(CERTIFICATES).find(([code]) => code === typeCode)?.[1] ?? null;
}

/** Months that offices ask for: this year, the year before, twelve months up to today. */
export const CERTIFICATE_SPANS = ['year', 'last-year', 'months12'] as const;
export type CertificateSpan = (typeof CERTIFICATE_SPANS)[number];

export function isCertificateSpan(word: string): word is CertificateSpan {
  return CERTIFICATE_SPANS.some((span) => span === word);
}

/** First and last day of a span, both included; `today` on the house's calendar. */
export function spanDays(
  span: CertificateSpan,
  today: BillingDate,
): { readonly from: BillingDate; readonly to: BillingDate } {
  const year = Number(today.slice(0, 4));
  if (span === 'last-year') return { from: day(`${year - 1}-01-01`), to: day(`${year - 1}-12-31`) };
  if (span === 'year') return { from: day(`${year}-01-01`), to: today };
  // 29 February has no twin a year before.
  const twin = parseBillingDate(`${year - 1}${today.slice(4)}`) ?? day(`${year - 1}-02-28`);
  return { from: addDays(twin, 1), to: today };
}

function day(text: string): BillingDate {
  const date = parseBillingDate(text);
  if (date === null) throw new Error(`not a date: ${text}`);
  return date;
}
