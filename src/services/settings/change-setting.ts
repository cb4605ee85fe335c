import type { Tx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { newestSetting, saveSetting } from '../staff/company-settings.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { type FieldTarget, fieldsOf, type SettingField, settingField } from './fields.ts';

/** `identityId` null = the terminal. */
export interface SettingsActor {
  readonly identityId: number | null;
  readonly grants: readonly RoleGrant[];
}

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

/** What is changed: a company, a provider, or a rule of a company (id 0: of every company). */
export interface SettingPlace {
  readonly target: FieldTarget;
  readonly id: number;
}

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
    fields: fieldsOf(place.target).map((field) => ({ field, shown: field.show(values[field.id]) })),
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
    const before = field.show(values[field.id]);
    const after = reading.value === null ? '' : field.show(reading.value);
    if (before === after) return;
    await write(tx, deps, { ...options, field, value: reading.value });
    await recordAudit(tx, {
      at: deps.clock.now(),
      actorId: actor.identityId,
      actorKind: actor.identityId === null ? 'cli' : 'staff',
      action: 'settings.change',
      subject: place.target === 'provider' ? `provider:${place.id}` : `company:${companyId ?? 0}`,
      companyId,
      details: { setting: `${place.target}.${field.id}`, before, after },
    });
  });
}

const CLEARED = { ok: true, value: null } as const;

/** Companies and providers of theirs that the actor may change, by name. @throws DomainError NOT_ALLOWED */
export async function listSettingPlaces(
  deps: Deps,
  options: {
    readonly actor: SettingsActor;
    readonly target: 'company' | 'provider';
    readonly page: number;
    readonly size: number;
  },
): Promise<{ readonly items: readonly { id: number; name: string }[]; readonly total: number }> {
  const companies = companiesFor(options.actor.grants, 'settings.edit', deps.clock.now());
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  const { page, size } = options;
  const paging = { skip: page * size, take: size, select: { id: true, name: true } };
  if (options.target === 'company') {
    const where = companies === 'all' ? {} : { id: { in: [...companies] } };
    const items = await deps.db.company.findMany({
      where,
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      ...paging,
    });
    return { items, total: await deps.db.company.count({ where }) };
  }
  const where = companies === 'all' ? {} : { companyId: { in: [...companies] } };
  const items = await deps.db.provider.findMany({
    where,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    ...paging,
  });
  return { items, total: await deps.db.provider.count({ where }) };
}

interface Loaded {
  readonly name: string | null;
  readonly companyId: number | null;
  readonly values: Readonly<Record<string, unknown>>;
}

async function load(
  db: Deps['db'] | Tx,
  deps: Pick<Deps, 'clock'>,
  { actor, place }: { readonly actor: SettingsActor; readonly place: SettingPlace },
): Promise<Loaded> {
  const now = deps.clock.now();
  if (!can(actor.grants, 'settings.edit', {}, now)) throw new DomainError('NOT_ALLOWED');
  const loaded = await LOADERS[place.target](db, place.id);
  if (loaded === null || !can(actor.grants, 'settings.edit', { companyId: loaded.companyId }, now)) {
    throw new DomainError('SETTING_NOT_FOUND');
  }
  return loaded;
}

const LOADERS: Readonly<Record<FieldTarget, (db: Deps['db'] | Tx, id: number) => Promise<Loaded | null>>> = {
  async company(db, id) {
    const row = await db.company.findUnique({ where: { id } });
    if (row === null) return null;
    const { name, shortName, contactPhone, contactEmail, website, officeAddress, contactHours, timezone } =
      row;
    const values = {
      name,
      'short-name': shortName,
      phone: contactPhone,
      email: contactEmail,
      website,
      address: officeAddress,
      hours: contactHours,
      timezone,
    };
    return { name, companyId: id, values };
  },
  async provider(db, id) {
    const row = await db.provider.findUnique({ where: { id } });
    if (row === null) return null;
    const notice = Object(row.notice);
    const values = {
      title: row.name,
      'short-title': row.shortName,
      aliases: row.aliases,
      number: { pattern: row.numberPattern, example: row.numberExample },
      'notice-ru': notice.ru,
      'notice-en': notice.en,
      'basic-level': row.basicLevel,
      ...Object.fromEntries(PROOFS.map((proof) => [proofField(proof), row.proofs.includes(proof)])),
      'issues-bills': row.issuesBills,
      'uses-exports': row.usesExports,
      active: row.active,
    };
    return { name: row.name, companyId: row.companyId, values };
  },
  async rule(db, id) {
    const companyId = id === 0 ? null : id;
    const company =
      companyId === null ? null : await db.company.findUnique({ where: { id }, select: { name: true } });
    if (companyId !== null && company === null) return null;
    const values: Record<string, unknown> = {};
    for (const field of fieldsOf('rule')) values[field.id] = await newestSetting(db, field.id, companyId);
    return { name: company?.name ?? null, companyId, values };
  },
};

const PROOFS = ['surname_flat', 'pin', 'phone', 'bill_qr'] as const;

function proofField(proof: (typeof PROOFS)[number]): string {
  return `proof-${proof.replace('_', '-')}`;
}

async function write(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  change: {
    readonly actor: SettingsActor;
    readonly place: SettingPlace;
    readonly field: SettingField;
    readonly value: Prisma.InputJsonValue | null;
  },
): Promise<void> {
  const { place, field, value } = change;
  if (place.target === 'rule') {
    if (value === null) throw new DomainError('SETTING_WRONG');
    const companyId = place.id === 0 ? null : place.id;
    await saveSetting(tx, { key: field.id, companyId, value, by: change.actor.identityId }, deps);
    return;
  }
  if (place.target === 'company') {
    const column = COMPANY_COLUMNS[field.id];
    if (column === undefined) throw new DomainError('SETTING_NOT_FOUND');
    await tx.company.update({
      where: { id: place.id },
      data: { [column]: value ?? (column === 'contactHours' ? [] : null) },
    });
    return;
  }
  await tx.provider.update({ where: { id: place.id }, data: await providerPatch(tx, deps, change) });
}

const COMPANY_COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  'short-name': 'shortName',
  phone: 'contactPhone',
  email: 'contactEmail',
  website: 'website',
  address: 'officeAddress',
  hours: 'contactHours',
  timezone: 'timezone',
};

const PROVIDER_COLUMNS: Readonly<Record<string, string>> = {
  title: 'name',
  'short-title': 'shortName',
  'basic-level': 'basicLevel',
  'issues-bills': 'issuesBills',
  'uses-exports': 'usesExports',
  active: 'active',
};

async function providerPatch(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { place, field, value }: Parameters<typeof write>[2],
): Promise<Prisma.ProviderUpdateInput> {
  const row = await tx.provider.findUniqueOrThrow({ where: { id: place.id } });
  const column = PROVIDER_COLUMNS[field.id];
  if (field.id === 'basic-level' && value === false && row.proofs.length === 0) {
    throw new DomainError('PROVIDER_NEEDS_PROOF');
  }
  if (column !== undefined) return { [column]: value };
  if (field.id === 'aliases') return { aliases: Array.isArray(value) ? value.map(String) : [] };
  if (field.id === 'number') {
    const { pattern, example } = Object(value);
    return { numberPattern: String(pattern), numberExample: String(example) };
  }
  if (field.id === 'notice-ru' || field.id === 'notice-en') {
    const language = field.id === 'notice-ru' ? 'ru' : 'en';
    const { [language]: _, ...others } = Object(row.notice);
    const notice = value === null ? others : { ...others, [language]: value };
    return { notice, noticeSince: new Date(`${deps.clock.now().toISOString().slice(0, 10)}T00:00:00Z`) };
  }
  const proof = PROOFS.find((known) => proofField(known) === field.id);
  if (proof === undefined) throw new DomainError('SETTING_NOT_FOUND');
  const proofs = row.proofs.filter((known) => known !== proof);
  if (value === true) proofs.push(proof);
  // Without any way to prove and without the basic level nobody could link an account.
  if (proofs.length === 0 && !row.basicLevel) throw new DomainError('PROVIDER_NEEDS_PROOF');
  return { proofs };
}
