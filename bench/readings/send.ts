import { checkEntries } from '../../src/services/meters/reading-form.ts';
import { submitReadings } from '../../src/services/meters/submit-readings.ts';
import type { Flat, House } from './house.ts';

/** What one flat does: its values are checked, then «Сохранить»; ms of both. */
export async function sendReadings(
  { deps }: House,
  flat: Flat,
): Promise<{ readonly check: number; readonly save: number }> {
  const actor = { kind: 'resident', residentId: flat.residentId, linkId: flat.linkId } as const;
  const values = [String(flat.value)];
  const begun = performance.now();
  await checkEntries(deps, {
    actor,
    typed: flat.meterIds.map((meterId) => ({ meterId, values })),
    locale: 'ru',
  });
  const checked = performance.now();
  await submitReadings(deps, {
    actor,
    identityId: flat.identityId,
    draftId: flat.draftId,
    entries: flat.meterIds.map((meterId) => ({
      meterId,
      values,
      confirmed: [],
      sentId: flat.sentIds.get(meterId) ?? null,
      photo: null,
    })),
    locale: 'ru',
  });
  return { check: checked - begun, save: performance.now() - checked };
}
