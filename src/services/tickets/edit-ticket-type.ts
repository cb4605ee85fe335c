import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import type { StaffMember } from './access.ts';
import { type TicketField, TYPE_COLUMNS, typeSchema } from './ticket-types.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

const rowSchema = typeSchema.extend({ active: z.boolean() });
export type EditedType = z.infer<typeof rowSchema>;

/** A button holds no more. */
export const MAX_TYPE_NAME = 40;

/** Who may change the types: they are the installation's, so a role for every company. */
export function mayEditTypes(deps: Pick<ServiceDeps, 'clock'>, staff: StaffMember): boolean {
  return can(staff.grants, 'settings.edit', { companyId: null }, deps.clock.now());
}

function allow(deps: Deps, staff: StaffMember): void {
  if (!mayEditTypes(deps, staff)) throw new DomainError('NOT_ALLOWED');
}

/** Types below one (0 = the top), switched off ones too. @throws DomainError NOT_ALLOWED */
export async function listTypesToEdit(
  deps: Deps,
  options: { readonly staff: StaffMember; readonly parentId: number },
): Promise<readonly EditedType[]> {
  allow(deps, options.staff);
  const rows = await deps.db.ticketType.findMany({
    where: { parentId: options.parentId === 0 ? null : options.parentId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { ...TYPE_COLUMNS, active: true },
  });
  return z.array(rowSchema).parse(rows);
}

/** @throws DomainError NOT_ALLOWED, TICKET_TYPE_GONE */
export async function typeToEdit(
  deps: Deps,
  options: { readonly staff: StaffMember; readonly typeId: number },
): Promise<EditedType> {
  allow(deps, options.staff);
  const row = await deps.db.ticketType.findUnique({
    where: { id: options.typeId },
    select: { ...TYPE_COLUMNS, active: true },
  });
  if (row === null) throw new DomainError('TICKET_TYPE_GONE');
  return rowSchema.parse(row);
}

/** What of a type changes; target values, so that twice is once. */
export interface TypeChange {
  readonly name?: { readonly ru: string; readonly en: string };
  /** hours on the clock, or working days, or (both null) no deadline */
  readonly deadline?: { readonly hours: number | null; readonly days: number | null };
  readonly emergency?: boolean;
  readonly active?: boolean;
  /** phrases by which free text is matched */
  readonly keywords?: readonly string[];
}

/** Questions of one type; more would scare people off. */
export const MAX_TYPE_FIELDS = 5;

/**
 * One question more for a type, or (null) that question no more; one form adds once. Answers given before stay with
 * their tickets.
 * @throws DomainError NOT_ALLOWED, TICKET_TYPE_GONE, TICKET_TYPE_FIELDS { max }
 */
export async function changeTypeField(
  deps: Deps,
  options: {
    readonly staff: StaffMember;
    readonly typeId: number;
    readonly key: string;
    readonly field: Omit<TicketField, 'key'> | null;
  },
): Promise<void> {
  const { staff, typeId, key, field } = options;
  allow(deps, staff);
  await inTransaction(deps.db, async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "TicketType" WHERE "id" = ${typeId} FOR UPDATE`;
    const row = await tx.ticketType.findUnique({ where: { id: typeId }, select: TYPE_COLUMNS });
    if (row === null) throw new DomainError('TICKET_TYPE_GONE');
    const { fields } = typeSchema.parse(row);
    const known = fields.some((one) => one.key === key);
    if (known === (field !== null)) return;
    if (field !== null && fields.length >= MAX_TYPE_FIELDS)
      throw new DomainError('TICKET_TYPE_FIELDS', { max: MAX_TYPE_FIELDS });
    const changed = field === null ? fields.filter((one) => one.key !== key) : [...fields, { key, ...field }];
    await tx.ticketType.update({ where: { id: typeId }, data: { fields: changed } });
    await recordAudit(tx, {
      at: deps.clock.now(),
      actorId: staff.identityId,
      actorKind: 'staff',
      action: 'tickets.type',
      subject: `type:${typeId}`,
      details: { field: key, asked: field !== null },
    });
  });
}

/**
 * Change a type. Tickets that are open keep the deadline they were given.
 * @throws DomainError NOT_ALLOWED, TICKET_TYPE_GONE
 */
export async function changeTicketType(
  deps: Deps,
  options: { readonly staff: StaffMember; readonly typeId: number; readonly change: TypeChange },
): Promise<void> {
  const { staff, typeId, change } = options;
  allow(deps, staff);
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.ticketType.updateMany({ where: { id: typeId }, data: dataOf(change) });
    if (count === 0) throw new DomainError('TICKET_TYPE_GONE');
    await record(tx, deps, staff, typeId, change);
  });
}

/**
 * Put a type on a place among its siblings, from 0; others keep their order. The place is the wanted one, so twice is once.
 * @throws DomainError NOT_ALLOWED, TICKET_TYPE_GONE
 */
export async function moveTicketType(
  deps: Deps,
  options: { readonly staff: StaffMember; readonly typeId: number; readonly place: number },
): Promise<void> {
  const { staff, typeId, place } = options;
  allow(deps, staff);
  await inTransaction(deps.db, async (tx) => {
    const siblings = await tx.$queryRaw<{ id: number; position: number }[]>`
      SELECT "id", "position" FROM "TicketType"
       WHERE "parentId" IS NOT DISTINCT FROM (SELECT "parentId" FROM "TicketType" WHERE "id" = ${typeId})
       ORDER BY "position", "id" FOR UPDATE`;
    const from = siblings.findIndex(({ id }) => id === typeId);
    const moved = siblings[from];
    if (moved === undefined) throw new DomainError('TICKET_TYPE_GONE');
    const order = siblings.filter(({ id }) => id !== typeId);
    const to = Math.min(Math.max(place, 0), order.length);
    order.splice(to, 0, moved);
    for (const [position, row] of order.entries()) {
      if (row.position !== position)
        await tx.ticketType.update({ where: { id: row.id }, data: { position } });
    }
    if (to !== from) {
      await recordAudit(tx, {
        at: deps.clock.now(),
        actorId: staff.identityId,
        actorKind: 'staff',
        action: 'tickets.type',
        subject: `type:${typeId}`,
        details: { place: to + 1 },
      });
    }
  });
}

/**
 * A new type below another one (0 = at the top), switched on, without a deadline. One form makes one type.
 * @throws DomainError NOT_ALLOWED, TICKET_TYPE_GONE
 */
export async function addTicketType(
  deps: Deps,
  options: {
    readonly staff: StaffMember;
    readonly parentId: number;
    readonly name: { readonly ru: string; readonly en: string };
    readonly draftId: number;
  },
): Promise<number> {
  const { staff, parentId, name, draftId } = options;
  allow(deps, staff);
  return inTransaction(deps.db, async (tx) => {
    const code = `own-${draftId}`;
    const known = await tx.ticketType.findUnique({ where: { code }, select: { id: true } });
    if (known !== null) return known.id;
    const parent =
      parentId === 0 ? null : await tx.ticketType.findFirst({ where: { id: parentId, parentId: null } });
    if (parentId !== 0 && parent === null) throw new DomainError('TICKET_TYPE_GONE');
    const { id } = await tx.ticketType.create({
      data: {
        code,
        parentId: parent?.id ?? null,
        name,
        emergency: parent?.emergency ?? false,
        position: await tx.ticketType.count({ where: { parentId: parent?.id ?? null } }),
      },
      select: { id: true },
    });
    await completeDraft(tx, { draftId, now: deps.clock.now() });
    await record(tx, deps, staff, id, { name });
    return id;
  });
}

function dataOf({ name, deadline, emergency, active, keywords }: TypeChange) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(deadline === undefined ? {} : { deadlineHours: deadline.hours, workingDays: deadline.days }),
    ...(emergency === undefined ? {} : { emergency }),
    ...(active === undefined ? {} : { active }),
    ...(keywords === undefined ? {} : { keywords: [...keywords] }),
  };
}

async function record(
  tx: Tx,
  deps: Deps,
  staff: StaffMember,
  typeId: number,
  change: TypeChange,
): Promise<void> {
  const { name, deadline, emergency, active, keywords } = change;
  await recordAudit(tx, {
    at: deps.clock.now(),
    actorId: staff.identityId,
    actorKind: 'staff',
    action: 'tickets.type',
    subject: `type:${typeId}`,
    details: {
      ...(name === undefined ? {} : { ru: name.ru, en: name.en }),
      ...(deadline === undefined ? {} : { hours: deadline.hours, days: deadline.days }),
      ...(emergency === undefined ? {} : { emergency }),
      ...(active === undefined ? {} : { active }),
      ...(keywords === undefined ? {} : { keywords: keywords.join(', ') }),
    },
  });
}
