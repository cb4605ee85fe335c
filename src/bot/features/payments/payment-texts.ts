import type { PaymentMethod, PaymentStatus } from '../../../domain/payments.ts';
import { residentStatus } from '../../../domain/payments.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';

export function methodText(method: PaymentMethod, tr: Translator): string {
  return tr.plainOr(`payments-method-${method}`, {}, 'payments-method-telegram');
}

/** A saved card as its owner knows it: their own name, else `Mir *4444`. */
export function cardText(
  card: {
    readonly name: string | null;
    readonly system: string | null;
    readonly lastDigits: string | null;
  },
  tr: Translator,
): string {
  const system = tr.plainOr(
    `payments-system-${(card.system ?? 'card').toLowerCase()}`,
    {},
    'payments-system-card',
  );
  const digits = card.lastDigits === null ? '' : ` *${card.lastDigits}`;
  return `💳 ${card.name ?? system}${digits}`;
}

/** The status as people know it, with its sign. */
export function statusText(status: PaymentStatus, tr: Translator): string {
  return tr.plainOr(`payments-status-${residentStatus(status)}`, {}, 'payments-status-processing');
}

/** What the provider calls the number. */
export function numberLabelText(label: string, tr: Translator): string {
  return tr.plainOr(`bills-label-${label}`, {}, 'bills-label-account');
}

/** Place of the account; the flat only where the level showed it. */
export function addressHtml(
  place: { readonly address: string | null; readonly flat: string | null },
  tr: Translator,
): Html[] {
  if (place.address === null) return [];
  const flat = place.flat === null ? [] : [tr.plain('bills-card-flat', { flat: place.flat })];
  return [tr.html('bills-card-address', { address: [place.address, ...flat].join(', ') })];
}

interface ShownLine {
  readonly service: string;
  readonly subline: boolean;
  readonly total: Parameters<Translator['money']>[0];
}

/** Service and sum per line; what does not fit `characters` is counted. */
export function shortLines(lines: readonly ShownLine[], characters: number, tr: Translator): Html[] {
  const shown: Html[] = [];
  let length = 0;
  for (const line of lines) {
    const params = { service: line.service, sum: tr.money(line.total) };
    const html = line.subline
      ? tr.html('payments-review-subline', params)
      : tr.html('payments-review-line', params);
    length += html.length + 1;
    if (length > characters) {
      const count = String(lines.length - shown.length);
      return [joinHtml([...shown, tr.html('payments-review-more', { count })])];
    }
    shown.push(html);
  }
  return shown.length === 0 ? [] : [joinHtml(shown)];
}
