import type { Translator } from '../../texts/texts.ts';

/** `0%`, `0,9%`, `1,25%` from basis points (1 = 0.01 %), without a float. */
export function percentText(basisPoints: number, tr: Translator): string {
  const digits = String(basisPoints).padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  const point = tr.locale === 'ru' ? ',' : '.';
  return `${digits.slice(0, -2)}${fraction === '' ? '' : point + fraction}%`;
}
