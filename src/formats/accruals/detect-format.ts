import type { TextEncoding } from '../encoding.ts';
import type { FileProblem } from '../file-problem.ts';
import { openText } from '../open-text.ts';
import { countKnownHeaders } from './columns.ts';
import { type AccrualsFormat, type AccrualsOptions, DEFAULT_LIMITS } from './model.ts';
import { isRegister7 } from './register-7.ts';
import { isSberbankPipe } from './sberbank-pipe.ts';

export interface DetectedAccruals {
  readonly ok: true;
  readonly format: AccrualsFormat;
  readonly encoding: TextEncoding;
  /** the first lines, for finding the header */
  readonly head: readonly string[];
}

const LOOKED_AT = 5;

/**
 * What kind of accruals file this is, by its content; or why it is none. The name decides nothing: the same
 * register comes as .txt, .csv, .dat and .zip.txt.
 */
export function detectAccrualsFormat(
  bytes: Uint8Array,
  options: Pick<AccrualsOptions, 'limits'> = {},
): DetectedAccruals | FileProblem {
  const opened = openText(bytes, options.limits?.bytes ?? DEFAULT_LIMITS.bytes);
  if (!opened.ok) return opened;
  const written = opened.head.filter((line) => line.trim() !== '');
  return { ...opened, format: formatOf(written.slice(0, LOOKED_AT)) };
}

function formatOf(lines: readonly string[]): AccrualsFormat {
  if (isRegister7(lines[0] ?? '')) return 'register-7';
  const headers = Math.max(...lines.map((line) => countKnownHeaders(line.split('|'))));
  return headers < 2 && lines.some(isSberbankPipe) ? 'sberbank-pipe' : 'table';
}
