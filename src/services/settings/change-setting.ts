import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { agentPlace } from './agent-place.ts';
import { buildingPlace } from './building-place.ts';
import { companyPlace } from './company-place.ts';
import { type FieldReading, fieldsOf, type SettingField, settingField, showReading } from './fields.ts';
import { moneyPlace } from './money-place.ts';
import {
  dayOfChange,
  type FieldTarget,
  type LoadedPlace,
  type PlaceKind,
  type SettingPlace,
} from './place-kind.ts';
import { providerPlace } from './provider-place.ts';
import { rulePlace } from './rule-place.ts';

const KINDS: Readonly<Record<FieldTarget, PlaceKind>> = {
  company: companyPlace,
  provider: providerPlace,
  money: moneyPlace,
  building: buildingPlace,
  rule: rulePlace,
  agent: agentPlace,
};

/** `identityId` null = the terminal. */
export interface SettingsActor {
  readonly identityId: number | null;
  readonly grants: readonly RoleGrant[];
}

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

export interface PlaceView {
  readonly place: SettingPlace;
  /** null: rules of every company */
  readonly name: string | null;
  readonly companyId: number | null;
  readonly fields: readonly { readonly field: SettingField; readonly shown: string }[];
}

/**
 * Every field of a company, a provider or of the rules, as it stands. @throws DomainError NOT_ALLOWED,
 * SETTING_NOT_FOUND (another company's, or none: one answer)
 */
export async function showSettings(
  deps: Deps,
  options: { readonly actor: SettingsActor; readonly place: SettingPlace },
): Promise<PlaceView> {
  const { place } = options;
  const { name, companyId, values } = await load(deps.db, deps, options);
  return {
    place,
    name,
    companyId,
    fields: fieldsOf(place.target)
      .filter((field) => belongs(field, companyId))
      .filter(({ needs }) => needs === undefined || values[needs] !== undefined)
      .map((field) => ({ field, shown: field.show(values[field.id]) })),
  };
}

/**
 * Change one field to what was typed; '' empties it where that is possible. The same twice is once; the journal keeps
 * what it was. @throws DomainError NOT_ALLOWED, SETTING_NOT_FOUND, SETTING_WRONG, PROVIDER_NEEDS_PROOF
 */
export async function changeSetting(
  deps: Deps,
  options: {
    readonly actor: SettingsActor;
    readonly place: SettingPlace;
    readonly field: string;
    readonly typed: string;
  },
): Promise<void> {
  const { actor, place } = options;
  const field = settingField(place.target, options.field);
  if (field === null) throw new DomainError('SETTING_NOT_FOUND');
  const reading = options.typed === '' && field.clearable === true ? CLEARED : field.read(options.typed);
  if (!reading.ok) throw new DomainError('SETTING_WRONG');
  await inTransaction(deps.db, async (tx) => {
    const { companyId, values } = await load(tx, deps, options);
    if (!belongs(field, companyId)) throw new DomainError('SETTING_NOT_FOUND');
    const before = field.show(values[field.id]);
    const after = showReading(field, reading, deps.clock.now().toISOString().slice(0, 10));
    // Of a dated field the newest version stands last.
    if (field.dated === true ? before.split('; ').at(-1) === after : before === after) return;
    const { value, from } = reading;
    const change = { id: place.id, field: field.id, value, from, by: actor.identityId };
    await KINDS[place.target].write(tx, deps, change);
    await recordAudit(tx, {
      at: deps.clock.now(),
      actorId: actor.identityId,
      actorKind: actor.identityId === null ? 'cli' : 'staff',
      action: 'settings.change',
      subject: subjectOf(place, companyId),
      companyId,
      details: { setting: `${place.target}.${field.id}`, before, after },
    });
  });
}

function belongs({ everyCompanyOnly }: SettingField, companyId: number | null): boolean {
  return everyCompanyOnly !== true || companyId === null;
}

function subjectOf({ target, id }: SettingPlace, companyId: number | null): string {
  if (target === 'provider' || target === 'money') return `provider:${id}`;
  return target === 'building' ? `building:${id}` : `company:${companyId ?? 0}`;
}

const CLEARED: Extract<FieldReading, { ok: true }> = { ok: true, value: null };

/**
 * Companies, or providers or houses of theirs, that the actor may change, by name. @throws DomainError NOT_ALLOWED
 */
export async function listSettingPlaces(
  deps: Deps,
  options: {
    readonly actor: SettingsActor;
    readonly target: Exclude<FieldTarget, 'rule' | 'money' | 'agent'>;
    readonly page: number;
    readonly size: number;
  },
): Promise<{ readonly items: readonly { id: number; name: string }[]; readonly total: number }> {
  const companies = companiesFor(options.actor.grants, 'settings.edit', deps.clock.now());
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  const paging = { skip: options.page * options.size, take: options.size };
  const byName = {
    orderBy: [{ name: 'asc' as const }, { id: 'asc' as const }],
    select: { id: true, name: true },
  };
  if (options.target === 'company') {
    const where = companies === 'all' ? {} : { id: { in: [...companies] } };
    const items = await deps.db.company.findMany({ where, ...byName, ...paging });
    return { items, total: await deps.db.company.count({ where }) };
  }
  const where = companies === 'all' ? {} : { companyId: { in: [...companies] } };
  if (options.target === 'provider') {
    const items = await deps.db.provider.findMany({ where, ...byName, ...paging });
    return { items, total: await deps.db.provider.count({ where }) };
  }
  const rows = await deps.db.building.findMany({
    where,
    orderBy: [{ address: 'asc' }, { id: 'asc' }],
    select: { id: true, address: true },
    ...paging,
  });
  const items = rows.map(({ id, address }) => ({ id, name: address }));
  return { items, total: await deps.db.building.count({ where }) };
}

async function load(
  db: Deps['db'] | Tx,
  deps: Pick<Deps, 'clock'>,
  { actor, place }: { readonly actor: SettingsActor; readonly place: SettingPlace },
): Promise<LoadedPlace> {
  const now = deps.clock.now();
  if (!can(actor.grants, 'settings.edit', {}, now)) throw new DomainError('NOT_ALLOWED');
  const loaded = await KINDS[place.target].load(db, place.id, dayOfChange(deps));
  if (loaded === null || !can(actor.grants, 'settings.edit', { companyId: loaded.companyId }, now)) {
    throw new DomainError('SETTING_NOT_FOUND');
  }
  return loaded;
}
