import type { Tx } from '../../database/client.ts';
import type { BillingDate } from '../../domain/period.ts';

const PAYLOAD_PREFIX = 'p:';

/** A row id and the number people read out on the phone: the day and the id, `261116-57`. */
export async function nextPaymentNumber(
  tx: Tx,
  today: BillingDate,
): Promise<{ readonly id: number; readonly number: string }> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT nextval(pg_get_serial_sequence('"Payment"', 'id'))::int AS "id"`;
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('the sequence of payments gave nothing');
  return { id, number: `${today.slice(2).replaceAll('-', '')}-${id}` };
}

/** What an invoice carries: opaque to the payer, checked against the payment at pre-checkout. */
export function payloadOf(number: string): string {
  return `${PAYLOAD_PREFIX}${number}`;
}

/** The number in a payload; null when it is not of our form. */
export function numberOfPayload(payload: string): string | null {
  const number = payload.startsWith(PAYLOAD_PREFIX) ? payload.slice(PAYLOAD_PREFIX.length) : '';
  return /^[\w-]{1,40}$/.test(number) ? number : null;
}
