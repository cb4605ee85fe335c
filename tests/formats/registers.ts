import { readFileSync } from 'node:fs';
import type { AccrualsOptions, ParsedAccruals } from '../../src/formats/accruals/model.ts';
import { type AccrualsResult, parseAccruals } from '../../src/formats/accruals/parse-accruals.ts';
import { encodeText, type TextEncoding } from '../../src/formats/encoding.ts';

/** Files as companies send them; people and numbers are invented. */
export const TABLE_FILE = 'accruals-table.csv';
export const REGISTER_7_FILE = 'accruals-register-7.txt';
export const SBERBANK_FILE = '7700000022_40702810012345678912_001_1026.txt';

export function readRegister(name: string): Buffer {
  return readFileSync(new URL(`../fixtures/registers/${name}`, import.meta.url));
}

export function parseText(
  text: string,
  options: Partial<AccrualsOptions> = {},
  encoding: TextEncoding = 'utf-8',
): AccrualsResult {
  return parseAccruals(encodeText(text, encoding), { fileName: 'начисления.csv', ...options });
}

/** The result of a file that can be read; rows may still be wrong. */
export function accepted(result: AccrualsResult): ParsedAccruals {
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.details)}`);
  return result;
}

/** `code@row` of every error. */
export function errorsOf(result: AccrualsResult): string[] {
  return accepted(result).errors.map(({ code, row }) => `${code}@${row}`);
}

export function warningsOf(result: AccrualsResult): string[] {
  return accepted(result).warnings.map(({ code, row }) => `${code}@${row}`);
}

export function codeOf(result: AccrualsResult): string {
  return result.ok ? 'accepted' : result.code;
}

/** A table of the short kind: account, month, service, accrued, to pay. */
export const SHORT_HEADER = 'Лицевой счет;Период;Услуга;Начислено;К оплате';

export function shortTable(...rows: readonly string[]): string {
  return [SHORT_HEADER, ...rows, ''].join('\r\n');
}
