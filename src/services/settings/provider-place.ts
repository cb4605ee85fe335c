import type { Prisma, Provider } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { dayOfChange, type PlaceChange, type PlaceKind } from './place-kind.ts';

const COLUMNS = {
  title: 'name',
  'short-title': 'shortName',
  'basic-level': 'basicLevel',
  'issues-bills': 'issuesBills',
  'uses-exports': 'usesExports',
  active: 'active',
} as const;
const PROOFS = ['surname_flat', 'pin', 'phone', 'bill_qr'] as const;

function isColumn(id: string): id is keyof typeof COLUMNS {
  return Object.hasOwn(COLUMNS, id);
}

function proofField(proof: (typeof PROOFS)[number]): string {
  return `proof-${proof.replace('_', '-')}`;
}

export const providerPlace: PlaceKind = {
  async load(db, id) {
    const row = await db.provider.findUnique({ where: { id } });
    if (row === null) return null;
    const notice = Object(row.notice);
    const values = {
      ...Object.fromEntries(Object.entries(COLUMNS).map(([field, column]) => [field, row[column]])),
      aliases: row.aliases,
      number: { pattern: row.numberPattern, example: row.numberExample },
      'notice-ru': notice.ru,
      'notice-en': notice.en,
      ...Object.fromEntries(PROOFS.map((proof) => [proofField(proof), row.proofs.includes(proof)])),
    };
    return { name: row.name, companyId: row.companyId, values };
  },
  async write(tx, deps, change) {
    const row = await tx.provider.findUniqueOrThrow({ where: { id: change.id } });
    await tx.provider.update({ where: { id: change.id }, data: patchOf(row, change, dayOfChange(deps)) });
  },
};

/** @throws DomainError PROVIDER_NEEDS_PROOF, SETTING_NOT_FOUND */
function patchOf(row: Provider, { field, value }: PlaceChange, today: Date): Prisma.ProviderUpdateInput {
  // Without any way to prove and without the basic level nobody could link an account.
  if (field === 'basic-level' && value === false && row.proofs.length === 0) {
    throw new DomainError('PROVIDER_NEEDS_PROOF');
  }
  if (isColumn(field)) return { [COLUMNS[field]]: value };
  if (field === 'aliases') return { aliases: Array.isArray(value) ? value.map(String) : [] };
  if (field === 'number') {
    const { pattern, example } = Object(value);
    return { numberPattern: String(pattern), numberExample: String(example) };
  }
  if (field === 'notice-ru' || field === 'notice-en') {
    const language = field === 'notice-ru' ? 'ru' : 'en';
    const { [language]: _, ...others } = Object(row.notice);
    return { notice: value === null ? others : { ...others, [language]: value }, noticeSince: today };
  }
  const proof = PROOFS.find((known) => proofField(known) === field);
  if (proof === undefined) throw new DomainError('SETTING_NOT_FOUND');
  const proofs = row.proofs.filter((known) => known !== proof);
  if (value === true) proofs.push(proof);
  if (proofs.length === 0 && !row.basicLevel) throw new DomainError('PROVIDER_NEEDS_PROOF');
  return { proofs };
}
