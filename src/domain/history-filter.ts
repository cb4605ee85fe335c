import {
  PAYMENT_METHODS,
  PAYMENT_STATUSES,
  type PaymentStatus,
  RESIDENT_STATUSES,
  type ResidentStatus,
  residentStatus,
} from './payments.ts';

/** Which operations somebody wants to see (PRODUCT E1); null = whatever it is. */
export interface HistoryFilter {
  /** first day, `2026-11-01` */
  readonly from: string | null;
  /** last day, included */
  readonly to: string | null;
  readonly method: (typeof PAYMENT_METHODS)[number] | null;
  readonly status: ResidentStatus | null;
  readonly providerId: number | null;
  readonly channel: HistoryChannel | null;
  readonly cardId: number | null;
}

/** Where a payment was made: in this bot, or elsewhere and told by a register. */
export const HISTORY_CHANNELS = ['bot', 'elsewhere'] as const;
export type HistoryChannel = (typeof HISTORY_CHANNELS)[number];

/** Everything up to today. */
export const EVERYTHING: HistoryFilter = {
  from: null,
  to: null,
  method: null,
  status: null,
  providerId: null,
  channel: null,
  cardId: null,
};

/** The states that people know by one word. */
export function statusesOf(status: ResidentStatus): PaymentStatus[] {
  return PAYMENT_STATUSES.filter((one) => residentStatus(one) === status);
}

/** Values of the filters that are chosen from a list. */
export const FILTER_CHOICES = {
  method: PAYMENT_METHODS,
  status: RESIDENT_STATUSES,
  channel: HISTORY_CHANNELS,
} as const;

export function isFiltered(filter: HistoryFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}
