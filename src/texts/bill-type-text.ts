import { isDefaultBillType } from '../domain/bill-type.ts';
import type { Translator } from './texts.ts';

/** The type of a bill as people read it: what a register names stands as it is, the default in the person's language. */
export function billTypeText(type: string, tr: Translator): string {
  return isDefaultBillType(type) ? tr.plain('bills-type-default') : type;
}
