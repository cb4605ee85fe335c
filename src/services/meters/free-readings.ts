import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { type FreeMessage, parseFreeReadings } from '../../domain/free-readings.ts';
import { type AccountMatch, matchFreeReadings } from '../../domain/match-free-readings.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadDraft, startDraft } from '../drafts/drafts.ts';
import { loadMetered, type MeteredAccount, windowOfResource } from './load-metered.ts';
import { factsOf } from './meter-facts.ts';

/** Kind of the draft that keeps a message while the person says for which flat it is. */
const FREE_DRAFT = 'free-readings';
const LIVES_MINUTES = 24 * 60;
/** More flats than this are chosen from the list of meters. */
const MOST_FLATS = 8;

export interface FreeChoice {
  readonly account: MeteredAccount;
  readonly match: AccountMatch;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/**
 * Whose meters a message in free words means; null when it is no reading at all. No choice: there is no such meter;
 * several: the person is asked.
 */
export async function findFreeReadings(
  deps: Deps,
  options: { readonly residentId: number; readonly text: string },
): Promise<readonly FreeChoice[] | null> {
  const message = parseFreeReadings(options.text);
  if (message === null) return null;
  return choicesFor(deps, message, { residentId: options.residentId, linkId: null });
}

async function choicesFor(
  deps: Deps,
  message: FreeMessage,
  scope: { readonly residentId: number; readonly linkId: number | null },
): Promise<FreeChoice[]> {
  const now = deps.clock.now();
  const loaded = await loadMetered(deps.db, { scope, now, timezone: deps.installation.timezone });
  const accounts = loaded.filter(({ level }) => level === 'full');
  const matches = matchFreeReadings(
    message,
    accounts.map((account) => ({
      linkId: account.linkId ?? 0,
      number: account.number,
      flat: account.flat,
      name: account.name,
      meters: account.meters
        .filter(({ automatic }) => !automatic)
        .map((meter) => {
          const { period, next } = windowOfResource(account, meter.resource, now);
          return {
            meterId: meter.id,
            resource: meter.resource,
            serial: meter.serial,
            place: `${meter.place ?? ''} ${meter.name ?? ''}`,
            zones: meter.zones,
            digits: meter.digits,
            decimals: meter.decimals,
            previous: factsOf(meter, period ?? next.period).previous?.values ?? null,
          };
        }),
    })),
  );
  return matches.slice(0, MOST_FLATS).flatMap((match) => {
    const account = accounts.find(({ linkId }) => linkId === match.linkId);
    return account === undefined ? [] : [{ account, match }];
  });
}

/** Keep a message while the person chooses a flat. */
export async function keepFreeMessage(
  deps: Deps,
  options: { readonly identityId: number; readonly text: string },
): Promise<number> {
  return startDraft(deps, {
    identityId: options.identityId,
    kind: FREE_DRAFT,
    data: { text: options.text },
    minutes: LIVES_MINUTES,
  });
}

/**
 * The kept message for the flat that was chosen.
 * @throws DomainError DRAFT_EXPIRED, METERS_NONE
 */
export async function freeReadingsFor(
  deps: Deps,
  options: {
    readonly identityId: number;
    readonly residentId: number;
    readonly draftId: number;
    readonly linkId: number;
  },
): Promise<FreeChoice> {
  const { draftId, identityId, residentId, linkId } = options;
  const now = deps.clock.now();
  const draft = await loadDraft(deps.db, { draftId, identityId, kind: FREE_DRAFT, now });
  const { text } = z.object({ text: z.string() }).parse(draft.data);
  const message = parseFreeReadings(text);
  if (message === null) throw new DomainError('DRAFT_EXPIRED');
  const [choice] = await choicesFor(deps, message, { residentId, linkId });
  if (choice === undefined) throw new DomainError('METERS_NONE');
  return choice;
}
