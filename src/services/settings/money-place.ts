import type { DbOrTx, Tx } from '../../database/client.ts';
import type { CommissionRule } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { PAYMENT_METHODS, type PaymentMethod } from '../../domain/payments.ts';
import { COMMISSION_PREFIX, commissionValue } from './commission-field.ts';
import { dayOfChange, type PlaceChange, type PlaceKind } from './place-kind.ts';

const COLUMNS = { inn: 'inn', 'service-code': 'serviceCode' } as const;
/** Parts of the requisites that are typed one by one; `bank` takes the three numbers together. */
const REQUISITES = { payee: 'name', 'bank-name': 'bankName', kpp: 'kpp' } as const;

function isColumn(id: string): id is keyof typeof COLUMNS {
  return Object.hasOwn(COLUMNS, id);
}

function isRequisite(id: string): id is keyof typeof REQUISITES {
  return Object.hasOwn(REQUISITES, id);
}

/** Where money of a provider goes and what a payment costs; `id` is the provider's. */
export const moneyPlace: PlaceKind = {
  async load(db, id) {
    const row = await db.provider.findUnique({ where: { id } });
    if (row === null) return null;
    const { bic, personalAcc, correspAcc, ...requisites } = Object(row.requisites);
    const commissions = await newestCommissions(db, id);
    const values = {
      ...Object.fromEntries(Object.entries(COLUMNS).map(([field, column]) => [field, row[column]])),
      ...Object.fromEntries(Object.entries(REQUISITES).map(([field, key]) => [field, requisites[key]])),
      bank: { bic, personalAcc, correspAcc },
      ...Object.fromEntries(
        PAYMENT_METHODS.map((method) => [`${COMMISSION_PREFIX}${method}`, commissions.get(method) ?? null]),
      ),
    };
    return { name: row.name, companyId: row.companyId, values };
  },
  async write(tx, deps, change) {
    const { id, field, value } = change;
    const method = PAYMENT_METHODS.find((known) => field === `${COMMISSION_PREFIX}${known}`);
    if (method !== undefined) {
      await writeCommission(tx, dayOfChange(deps), method, change);
    } else if (isColumn(field)) {
      await tx.provider.update({ where: { id }, data: { [COLUMNS[field]]: value } });
    } else {
      const part = isRequisite(field)
        ? { [REQUISITES[field]]: value ?? '' }
        : field === 'bank'
          ? Object(value)
          : null;
      if (part === null) throw new DomainError('SETTING_NOT_FOUND');
      const { requisites } = await tx.provider.findUniqueOrThrow({
        where: { id },
        select: { requisites: true },
      });
      await tx.provider.update({ where: { id }, data: { requisites: { ...Object(requisites), ...part } } });
    }
  },
};

async function newestCommissions(
  db: DbOrTx,
  providerId: number,
): Promise<Map<PaymentMethod, CommissionRule>> {
  const rows = await db.commissionRule.findMany({ where: { providerId }, orderBy: { effectiveFrom: 'asc' } });
  return new Map(rows.map((row) => [row.method, row]));
}

/** From today on; what was agreed for earlier days stays, and what was to begin later falls away. */
async function writeCommission(
  tx: Tx,
  effectiveFrom: Date,
  method: PaymentMethod,
  { id: providerId, value }: PlaceChange,
): Promise<void> {
  const rule = commissionValue(value);
  if (rule === null) throw new DomainError('SETTING_WRONG');
  await tx.commissionRule.deleteMany({ where: { providerId, method, effectiveFrom: { gt: effectiveFrom } } });
  const key = { providerId, method, effectiveFrom };
  await tx.commissionRule.upsert({
    where: { providerId_method_effectiveFrom: key },
    create: { ...key, ...rule },
    update: rule,
  });
}
