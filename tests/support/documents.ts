import type { Documents } from '../../src/documents/documents.ts';
import { WORKBOOKS_HERE } from '../../src/services/workbooks.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('this test makes no documents'));

/** For tests of what draws nothing. */
export const NO_DOCUMENTS: Documents = {
  renderPdf: refuse,
  renderPicture: refuse,
  qrPicture: refuse,
  ...WORKBOOKS_HERE,
  qrReader: { read: refuse },
};
