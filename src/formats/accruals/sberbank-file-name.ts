import { type Period, period } from '../../domain/period.ts';

export interface SberbankFileName {
  readonly companyInn: string;
  readonly companyAccount: string;
  readonly sequence: string;
  readonly period: Period;
}

/** Copies and messengers add ` (1)` or `-1`; the bank's own part is fixed. */
const NAME = /^(\d{10}|\d{12})_(\d{20})_(\d{3})_(\d{2})(\d{2})(?!\d)/;

/** `ИНН_РС_НОМЕР_MMГГ.txt` (sberbank.ru/help/business/sbbol/100027); null for other names. */
export function parseSberbankFileName(fileName: string): SberbankFileName | null {
  const base = fileName.split(/[\\/]/).at(-1) ?? '';
  const [, companyInn = '', companyAccount = '', sequence = '', month = '', year = ''] =
    NAME.exec(base) ?? [];
  const of = companyInn === '' ? null : period(2000 + Number(year), Number(month));
  return of === null ? null : { companyInn, companyAccount, sequence, period: of };
}
