/** One account of a register with meter blocks. */
export interface ReadingBlocks {
  readonly account: string;
  readonly payer: string;
  readonly address: string;
  /** `2026-11` */
  readonly period: string;
  readonly meters: readonly {
    /** serial number */
    readonly id: string;
    readonly name: string;
    /** decimal text with a point */
    readonly value: string;
  }[];
}

/** Signs that part fields and blocks never stand inside a field. */
function field(text: string): string {
  return text
    .replaceAll(/[;:\r\n]|\[!\]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * Readings as registers of payments carry them (facts/payments §4, variant with meters): one line for an account,
 * `ЛС;ФИО;адрес;ММГГГГ:[!]номер;название;показание:[!]…`, a trailer with the count of lines. CRLF.
 */
export function writeReadingBlocks(accounts: readonly ReadingBlocks[]): string {
  const lines = accounts.map(({ account, payer, address, period, meters }) => {
    const [year = '', month = ''] = period.split('-');
    const head = [field(account), field(payer), field(address), `${month}${year}`].join(';');
    const blocks = meters.map(
      ({ id, name, value }) => `[!]${field(id)};${field(name)};${value.replace('.', ',')}`,
    );
    return [head, ...blocks].join(':');
  });
  return [...lines, `=${accounts.length}`].map((line) => `${line}\r\n`).join('');
}
