import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { FISCAL_SETTING, fiscalSchema, fiscalSettings, VAT_CODES } from './fiscal-settings.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

export interface CompanyVat {
  readonly companyId: number;
  readonly name: string;
  /** as the gateway numbers them, 1 = none */
  readonly vatCode: number;
}

/** VAT in fiscal receipts of the companies whose settings the person may change. */
export async function listVat(
  deps: Deps,
  options: { readonly grants: readonly RoleGrant[] },
): Promise<CompanyVat[]> {
  const now = deps.clock.now();
  const covered = companiesFor(options.grants, 'settings.edit', now);
  if (covered !== 'all' && covered.length === 0) throw new DomainError('NOT_ALLOWED');
  const companies = await deps.db.company.findMany({
    where: { active: true, ...(covered === 'all' ? {} : { id: { in: [...covered] } }) },
    orderBy: { id: 'asc' },
    take: 20,
  });
  const today = dateIn(now, deps.installation.timezone);
  const rows: CompanyVat[] = [];
  for (const { id, shortName } of companies) {
    const { vatCode } = await fiscalSettings(deps.db, { companyId: id, today });
    rows.push({ companyId: id, name: shortName, vatCode });
  }
  return rows;
}

/**
 * Set a company's VAT in fiscal receipts from today on; receipts of payments made before keep theirs. Twice is once.
 * @throws DomainError NOT_ALLOWED, VAT_UNKNOWN
 */
export async function setVat(
  deps: Deps,
  options: {
    readonly companyId: number;
    readonly vatCode: number;
    readonly by: { readonly identityId: number; readonly grants: readonly RoleGrant[] };
  },
): Promise<void> {
  const { companyId, by } = options;
  const now = deps.clock.now();
  if (!can(by.grants, 'settings.edit', { companyId }, now)) throw new DomainError('NOT_ALLOWED');
  const vatCode = VAT_CODES.find((code) => code === options.vatCode);
  if (vatCode === undefined) throw new DomainError('VAT_UNKNOWN');
  const today = dateIn(now, deps.installation.timezone);
  const effectiveFrom = new Date(`${today}T00:00:00Z`);
  await inTransaction(deps.db, async (tx) => {
    const before = await fiscalSettings(tx, { companyId, today });
    if (before.vatCode === vatCode) return;
    const value = fiscalSchema.parse({ ...before, vatCode });
    const known = await tx.setting.findFirst({
      where: { key: FISCAL_SETTING, companyId, effectiveFrom },
      select: { id: true },
    });
    const changed = { value, changedById: by.identityId, changedAt: now };
    if (known !== null) await tx.setting.update({ where: { id: known.id }, data: changed });
    else await tx.setting.create({ data: { key: FISCAL_SETTING, companyId, effectiveFrom, ...changed } });
    await recordAudit(tx, {
      at: now,
      actorId: by.identityId,
      actorKind: 'staff',
      action: 'settings.vat',
      subject: `company:${companyId}`,
      companyId,
      details: { before: before.vatCode, after: vatCode },
    });
  });
}
