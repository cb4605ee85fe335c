import type { Documents } from '../documents/documents.ts';
import { writeXlsx } from '../formats/xlsx-writer.ts';

/** For programs that nobody waits for meanwhile, such as a command in a terminal: no thread is needed. */
export const WORKBOOKS_HERE: Pick<Documents, 'workbook'> = { workbook: writeXlsx };
