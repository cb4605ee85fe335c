/** The type of bills whose register names none, in the words of the paper form: part of a bill's key, so never changed. */
export const DEFAULT_BILL_TYPE = 'Выставленный счет';

/** The default type however a register spells it: it is shown in the reader's language. */
export function isDefaultBillType(type: string): boolean {
  return type.trim().toLowerCase().replaceAll('ё', 'е') === DEFAULT_BILL_TYPE.toLowerCase();
}
