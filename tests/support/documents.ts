import type { Documents } from '../../src/documents/documents.ts';

const refuse = (): Promise<never> => Promise.reject(new Error('this test makes no documents'));

/** For tests of what draws nothing. */
export const NO_DOCUMENTS: Documents = {
  renderPdf: refuse,
  renderPicture: refuse,
  qrPicture: refuse,
  qrReader: { read: refuse },
};
