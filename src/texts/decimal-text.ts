import type { Kopecks } from '../domain/money.ts';
import type { Translator } from './texts.ts';

/** A stored decimal as people write it: no trailing zeros, a comma in Russian. */
export function decimalText(stored: string, tr: Translator): string {
  const trimmed = stored.includes('.') ? stored.replace(/\.?0+$/, '') : stored;
  return tr.locale === 'ru' ? trimmed.replace('.', ',') : trimmed;
}

/** A sum without its sign of currency, for tables whose head says it. */
export function sumText(amount: Kopecks, tr: Translator): string {
  return tr.money(amount).replace(/\s*₽$/u, '');
}
