import type { FileProblem } from '../file-problem.ts';
import { createColumnBook, type Mapping } from '../tables/column-book.ts';
import type { ParsedRows, RowFileLimits } from './model.ts';
import { readRows } from './read-rows.ts';

// biome-ignore format: one line per column
const SYNONYMS = {
  account: ['Лицевой счет', 'ЛС', 'Номер лицевого счета', 'Номер ЛС', 'Лицевой', 'Account', 'Account number'],
  provider: ['Поставщик', 'Поставщик услуг', 'Организация', 'Provider'],
  number: ['Номер передачи', 'Номер показания', '№ передачи', 'Submission number'],
  status: ['Статус', 'Результат', 'Результат обработки', 'Status'],
  reason: ['Причина', 'Причина отказа', 'Причина отклонения', 'Комментарий', 'Reason'],
} as const;

export type AnswerColumn = keyof typeof SYNONYMS;
export const ANSWERS_BOOK = createColumnBook<AnswerColumn>(
  ['account', 'provider', 'number', 'status', 'reason'],
  SYNONYMS,
);

/** What the company's accounting says to one reading. */
export type AnswerRowData = {
  /** the reading's number, as the export and the confirmation show it */
  readonly number: string;
  readonly rejected: boolean;
  readonly reason: string | null;
};

const REJECTED = /^(?:не ?принят|отклон|отказ|ошибк|брак|reject|declin|нет$|0$|-$)/i;
const ACCEPTED = /^(?:принят|учт[её]н|ок$|ok$|accept|approv|да$|1$|\+$)/i;

/** The company's answer to an export of readings: which of them it did not take, and why. */
export function parseReadingAnswers(
  bytes: Uint8Array,
  options: { readonly mapping?: Mapping<AnswerColumn>; readonly limits: RowFileLimits },
): ParsedRows<AnswerRowData> | FileProblem {
  return readRows<AnswerColumn, AnswerRowData>(bytes, {
    book: ANSWERS_BOOK,
    required: [['account'], ['number'], ['status']],
    ...options,
    onlyOne: ({ data }) => data.number,
    data(source, read) {
      const number = read.text('number');
      const status = source.text('status');
      const rejected = REJECTED.test(status);
      const reason = read.text('reason');
      if (!rejected && !ACCEPTED.test(status)) read.fail('ANSWER_UNKNOWN', 'status');
      else if (rejected && reason === null) read.fail('ANSWER_WITHOUT_REASON', 'reason');
      return number === null ? read.fail('READING_NUMBER_MISSING', 'number') : { number, rejected, reason };
    },
  });
}
