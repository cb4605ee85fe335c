import { z } from 'zod';
import { lettersPdf } from '../../documents/accounts/letters.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { grantsOf } from '../staff/grants-of.ts';
import { makeLetters } from './letters.ts';

/** Letters of one file: a printer takes it at once, Telegram too. */
const LETTERS_PER_FILE = 150;

export const printLettersArgs = z.object({
  providerId: z.number().int(),
  houseAccountId: z.number().int().nullable(),
  level: z.enum(['basic', 'full']),
  batch: z.string(),
  chatId: z.number(),
});
export type PrintLetters = z.infer<typeof printLettersArgs>;

/**
 * Make the letters of a batch as PDF files, handing each over as it is ready. Rights are asked again: the task may run
 * later than the press. Run again it makes the same letters.
 * @throws those of `makeLetters`
 */
export async function printLetters(
  deps: ServiceDeps,
  options: {
    identityId: number;
    order: PrintLetters;
    tr: Translator;
    onFile: (file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<void>;
    onProgress: (done: number, total: number) => Promise<void>;
    signal: AbortSignal;
  },
): Promise<{ letters: number; files: number }> {
  const { order, tr, signal } = options;
  const actor = { identityId: options.identityId, grants: await grantsOf(deps, options) };
  const batch = await makeLetters(deps, { actor, ...order });
  const total = batch.letters.length;
  const zone = deps.installation.timezone;
  let files = 0;
  for (let from = 0; from < total; from += LETTERS_PER_FILE) {
    signal.throwIfAborted();
    const letters = batch.letters.slice(from, from + LETTERS_PER_FILE);
    // The day the links end stands for the day of printing: the same batch has the same bytes.
    const request = lettersPdf({ ...batch, letters }, tr, { zone, date: batch.expiresAt });
    const bytes = await deps.documents.renderPdf(request);
    files += 1;
    await options.onFile({ name: `letters-${files}.pdf`, bytes });
    await options.onProgress(Math.min(from + LETTERS_PER_FILE, total), total);
  }
  return { letters: total, files };
}
