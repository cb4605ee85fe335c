import { z } from 'zod';
import { matchBareReadings, parseBareNumbers } from '../../domain/bare-readings.ts';
import { DomainError } from '../../domain/errors.ts';
import { type FreeMessage, parseFreeReadings } from '../../domain/free-readings.ts';
import {
  type AccountMatch,
  type MatchableAccount,
  type MatchableMeter,
  matchFreeReadings,
} from '../../domain/match-free-readings.ts';
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
 * Whose meters a message in free words means, or one of nothing but numbers; null when it is no reading at all. No
 * choice: there is no such meter; several: the person is asked.
 */
export async function findFreeReadings(
  deps: Deps,
  options: { readonly residentId: number; readonly text: string },
): Promise<readonly FreeChoice[] | null> {
  const message = parseFreeReadings(options.text);
  const scope = { residentId: options.residentId, linkId: null };
  return message === null ? bareChoice(deps, options.text, scope) : choicesFor(deps, message, scope);
}

/** Bare numbers: only the one thing they can mean. */
async function bareChoice(deps: Deps, text: string, scope: Scope): Promise<FreeChoice[] | null> {
  const numbers = parseBareNumbers(text);
  if (numbers === null) return null;
  const { accounts, matchable } = await matchableAccounts(deps, scope);
  const match = matchBareReadings(numbers, matchable.map(expected));
  return match === null ? null : chosen(accounts, [match]);
}

/** What the flat expects now: the meters whose window is open, or all of them when none is, to say so. */
function expected(account: OpenAccount): MatchableAccount {
  const open = account.meters.filter((meter) => meter.open);
  return { ...account, meters: open.length > 0 ? open : account.meters };
}

interface Scope {
  readonly residentId: number;
  readonly linkId: number | null;
}

interface OpenMeter extends MatchableMeter {
  /** its window is open */
  readonly open: boolean;
}

interface OpenAccount extends MatchableAccount {
  readonly meters: readonly OpenMeter[];
}

async function choicesFor(deps: Deps, message: FreeMessage, scope: Scope): Promise<FreeChoice[]> {
  const { accounts, matchable } = await matchableAccounts(deps, scope);
  return chosen(accounts, matchFreeReadings(message, matchable).slice(0, MOST_FLATS));
}

function chosen(accounts: readonly MeteredAccount[], matches: readonly AccountMatch[]): FreeChoice[] {
  return matches.flatMap((match) => {
    const account = accounts.find(({ linkId }) => linkId === match.linkId);
    return account === undefined ? [] : [{ account, match }];
  });
}

/** The flats whose meters the person may read, and what of them a message can mean. */
async function matchableAccounts(
  deps: Deps,
  scope: Scope,
): Promise<{ readonly accounts: readonly MeteredAccount[]; readonly matchable: readonly OpenAccount[] }> {
  const now = deps.clock.now();
  const loaded = await loadMetered(deps.db, { scope, now, timezone: deps.installation.timezone });
  const accounts = loaded.filter(({ level }) => level === 'full');
  const matchable = accounts.map((account) => ({
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
          open: period !== null,
        };
      }),
  }));
  return { accounts, matchable };
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
