import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { firstLetters } from '../../domain/first-letters.ts';
import type { ServiceDeps } from '../deps.ts';
import type { WantedItem } from './payables.ts';
import { itemSnapshotSchema } from './snapshots.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

export const TEMPLATES_PER_PAGE = 6;
const MOST = 50;

/** What is paid again of an operation; of one without a snapshot, its numbers and sums. */
const paidSchema = itemSnapshotSchema
  .pick({ leftAtConfirmation: true, fields: true })
  .extend({ leftAtConfirmation: itemSnapshotSchema.shape.leftAtConfirmation.default(null) });
const fieldsSchema = z.record(z.string(), z.string());

/** A payment somebody makes again and again. */
export interface TemplateRow {
  readonly id: number;
  readonly name: string;
  readonly providerName: string;
  readonly accountNumber: string;
  /** kopecks; null = what is left to pay then */
  readonly amount: number | null;
}

/** A page of one's templates, newest last; beyond the end shows the last page. */
export async function listTemplates(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number; readonly page: number },
): Promise<{ readonly rows: readonly TemplateRow[]; readonly page: number; readonly total: number }> {
  const where = { residentId: options.residentId, deletedAt: null };
  const total = await deps.db.paymentTemplate.count({ where });
  const page = Math.min(options.page, Math.max(0, Math.ceil(total / TEMPLATES_PER_PAGE) - 1));
  const rows = await deps.db.paymentTemplate.findMany({
    where,
    include: { provider: { select: { name: true } } },
    orderBy: { id: 'asc' },
    skip: page * TEMPLATES_PER_PAGE,
    take: TEMPLATES_PER_PAGE,
  });
  return { page, total, rows: rows.map(toRow) };
}

type Found = {
  readonly id: number;
  readonly name: string;
  readonly accountNumber: string;
  readonly amount: number | null;
  readonly provider: { readonly name: string };
};

function toRow({ id, name, accountNumber, amount, provider }: Found): TemplateRow {
  return { id, name, accountNumber, amount, providerName: provider.name };
}

/** @throws DomainError TEMPLATE_NOT_FOUND when it is not theirs or was deleted */
export async function showTemplate(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number; readonly templateId: number },
): Promise<TemplateRow> {
  return toRow(await find(deps, options));
}

async function find(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number; readonly templateId: number },
) {
  const row = await deps.db.paymentTemplate.findFirst({
    where: { id: options.templateId, residentId: options.residentId, deletedAt: null },
    include: { provider: { select: { name: true } } },
  });
  if (row === null) throw new DomainError('TEMPLATE_NOT_FOUND');
  return row;
}

/**
 * What the template pays now: the newest bill of an account that is linked, else the number itself.
 * @throws DomainError TEMPLATE_NOT_FOUND
 */
export async function templateItem(
  deps: Deps,
  options: { readonly residentId: number; readonly templateId: number },
): Promise<WantedItem> {
  const row = await find(deps, options);
  return itemOf(deps, {
    residentId: options.residentId,
    providerId: row.providerId,
    number: row.accountNumber,
    fields: fieldsSchema.parse(row.fields),
    amount: row.amount,
  });
}

async function itemOf(
  deps: Deps,
  wanted: {
    readonly residentId: number;
    readonly providerId: number;
    readonly number: string;
    readonly fields: Readonly<Record<string, string>>;
    readonly amount: number | null;
  },
): Promise<WantedItem> {
  const { residentId, providerId, number, fields, amount } = wanted;
  const account = await deps.db.account.findFirst({
    where: { providerId, number, links: { some: { residentId, status: 'active' } } },
    select: { bills: { where: { currentVersionId: { not: null } }, orderBy: { period: 'desc' }, take: 1 } },
  });
  const billId = account?.bills[0]?.id;
  return billId === undefined
    ? { kind: 'number', providerId, number, fields: { ...fields }, amount }
    : { kind: 'bill', billId, amount };
}

/**
 * Keep one's own operation as a template; from one that paid several things come several. Saving twice is once.
 * @throws DomainError PAYMENT_NOT_FOUND, TEMPLATES_FULL
 */
export async function saveTemplates(
  deps: Deps,
  options: { readonly residentId: number; readonly paymentId: number },
): Promise<{ readonly saved: number }> {
  const { residentId, paymentId } = options;
  const payment = await deps.db.payment.findFirst({
    where: { id: paymentId, residentId },
    include: { items: { include: { provider: true } } },
  });
  if (payment === null) throw new DomainError('PAYMENT_NOT_FOUND');
  const kept = await deps.db.paymentTemplate.findMany({ where: { residentId, deletedAt: null } });
  let saved = 0;
  for (const item of payment.items) {
    const same = kept.some(
      ({ providerId, accountNumber }) =>
        providerId === item.providerId && accountNumber === item.accountNumber,
    );
    if (same) continue;
    if (kept.length + saved >= MOST) throw new DomainError('TEMPLATES_FULL', { limit: MOST });
    const snapshot = paidSchema.parse(item.snapshot);
    const owed = snapshot.leftAtConfirmation !== null;
    await deps.db.paymentTemplate.create({
      data: {
        residentId,
        providerId: item.providerId,
        name: firstLetters(`${item.provider.shortName}, ${item.accountNumber}`, MAX_TEMPLATE_NAME),
        accountNumber: item.accountNumber,
        fields: snapshot.fields,
        // Where bills come the template pays what is owed then; elsewhere the same sum.
        amount: owed ? null : item.amount,
        createdAt: deps.clock.now(),
      },
    });
    saved += 1;
  }
  return { saved };
}

export const MAX_TEMPLATE_NAME = 40;

/** @throws DomainError TEMPLATE_NOT_FOUND */
export async function renameTemplate(
  deps: Deps,
  options: { readonly residentId: number; readonly templateId: number; readonly name: string },
): Promise<void> {
  const { count } = await deps.db.paymentTemplate.updateMany({
    where: { id: options.templateId, residentId: options.residentId, deletedAt: null },
    data: { name: options.name },
  });
  if (count === 0) throw new DomainError('TEMPLATE_NOT_FOUND');
}

/** Twice is once. */
export async function deleteTemplate(
  deps: Deps,
  options: { readonly residentId: number; readonly templateId: number },
): Promise<void> {
  await deps.db.paymentTemplate.updateMany({
    where: { id: options.templateId, residentId: options.residentId, deletedAt: null },
    data: { deletedAt: deps.clock.now() },
  });
}

/**
 * What would pay the same as an operation of one's own: its numbers with what is owed on them now, or the same sums.
 * @throws DomainError PAYMENT_NOT_FOUND
 */
export async function repeatItems(
  deps: Deps,
  options: { readonly residentId: number; readonly paymentId: number },
): Promise<WantedItem[]> {
  const { residentId, paymentId } = options;
  const payment = await deps.db.payment.findFirst({
    where: { id: paymentId, residentId },
    include: { items: { orderBy: { id: 'asc' } } },
  });
  if (payment === null) throw new DomainError('PAYMENT_NOT_FOUND');
  const items: WantedItem[] = [];
  for (const item of payment.items) {
    const { fields } = paidSchema.parse(item.snapshot);
    items.push(
      await itemOf(deps, {
        residentId,
        providerId: item.providerId,
        number: item.accountNumber,
        fields,
        amount: item.amount,
      }),
    );
  }
  return items;
}
