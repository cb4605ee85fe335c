import type { GatewaySettings } from '../../gateway-api.ts';
import type { IdempotenceKeys } from './idempotence.ts';
import type {
  KeyRecord,
  NotificationRecord,
  PaymentRecord,
  RefundRecord,
  SavedMethodRecord,
} from './model.ts';
import type { Notifier } from './notifier.ts';
import type { Payments } from './payments.ts';

/** What a key of the journal holds; written by this program only, so its shape is known. */
interface Shapes {
  'yk-payment': PaymentRecord;
  'yk-refund': RefundRecord;
  'yk-method': SavedMethodRecord;
  'yk-notification': NotificationRecord;
  'yk-key': KeyRecord;
  'yk-settings': GatewaySettings;
}

function isShape<K extends keyof Shapes>(kind: K, key: string, value: unknown): value is Shapes[K] {
  return key.startsWith(`${kind}/`) && typeof value === 'object' && value !== null;
}

function collect<K extends keyof Shapes>(
  records: Map<string, unknown>,
  kind: K,
): { name: string; value: Shapes[K] }[] {
  const found: { name: string; value: Shapes[K] }[] = [];
  for (const [key, value] of records) {
    if (isShape(kind, key, value)) found.push({ name: key.slice(kind.length + 1), value });
  }
  return found;
}

/** The parts of the gateway that are kept. */
interface Kept {
  readonly payments: Payments;
  readonly keys: IdempotenceKeys;
  readonly notifier: Notifier;
  readonly settings: GatewaySettings;
}

/** Puts back what the journal has kept of the gateway. */
export function restoreGateway(gateway: Kept, records: Map<string, unknown>): void {
  const values = <K extends keyof Shapes>(kind: K): Shapes[K][] =>
    collect(records, kind).map(({ value }) => value);
  const byTime = <T extends { createdAt: number }>(list: T[]): T[] =>
    list.sort((a, b) => a.createdAt - b.createdAt);
  gateway.payments.ledger.restore({
    payments: byTime(values('yk-payment')),
    refunds: byTime(values('yk-refund')),
    methods: byTime(values('yk-method')),
  });
  for (const { name, value } of collect(records, 'yk-key')) gateway.keys.restore(name, value);
  for (const settings of values('yk-settings')) {
    // The address is configured anew at every start, when it is.
    const { notificationUrl } = gateway.settings;
    Object.assign(gateway.settings, settings, notificationUrl === '' ? {} : { notificationUrl });
  }
  gateway.notifier.restore(values('yk-notification'));
}
