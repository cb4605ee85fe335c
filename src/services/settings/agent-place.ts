import type { DbOrTx } from '../../database/client.ts';
import type { AgentRole } from '../../database/generated/enums.ts';
import { DomainError } from '../../domain/errors.ts';
import { AGENT_ROLES, type AgentPart, readAgentWho, splitAgentField } from './agent-field.ts';
import { dayOfChange, type PlaceKind } from './place-kind.ts';

/**
 * Who takes and who transfers the money, as receipts print it: a company's own, or those of every company (id 0). A
 * change counts from today; payments begun before and receipts made keep what was frozen into them.
 */
export const agentPlace: PlaceKind = {
  async load(db, id, today) {
    const companyId = id === 0 ? null : id;
    const company =
      companyId === null ? null : await db.company.findUnique({ where: { id }, select: { name: true } });
    if (companyId !== null && company === null) return null;
    const values: Record<string, unknown> = {};
    for (const [name, role] of Object.entries(AGENT_ROLES)) {
      const row = await inForce(db, { companyId, role, on: today });
      if (row === null) continue;
      values[name] = { inn: row.inn, name: row.name };
      for (const part of ['licence', 'address', 'phones'] as const) values[`${name}-${part}`] = row[part];
    }
    return { name: company?.name ?? null, companyId, values };
  },
  async write(tx, deps, { id, field, value }) {
    const companyId = id === 0 ? null : id;
    const { role, part } = splitAgentField(field) ?? {};
    if (role === undefined || part === undefined) throw new DomainError('SETTING_NOT_FOUND');
    const validFrom = dayOfChange(deps);
    const now = await inForce(tx, { companyId, role, on: validFrom });
    const who = part === 'who' ? readAgentWho(value) : now;
    // A licence of nobody: name and ИНН come first.
    if (who === null) throw new DomainError('AGENT_MISSING');
    // Another firm has its own licence and address.
    const { licence, address, phones } = now?.inn === who.inn ? now : NOTHING;
    const data = { name: who.name, inn: who.inn, licence, address, phones, ...changed(part, value) };
    if (now?.validFrom.getTime() === validFrom.getTime()) {
      await tx.paymentAgent.update({ where: { id: now.id }, data });
    } else {
      await tx.paymentAgent.create({ data: { companyId, role, validFrom, ...data } });
    }
  },
};

const NOTHING = { licence: null, address: '', phones: [] };

function changed(
  part: AgentPart,
  value: unknown,
): { licence?: string | null; address?: string; phones?: string[] } {
  const text = typeof value === 'string' ? value : null;
  if (part === 'licence') return { licence: text };
  if (part === 'address') return { address: text ?? '' };
  return part === 'phones' ? { phones: textsOf(value) } : {};
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** The newest row that counts on a day; what is planned for later stays planned. */
function inForce(
  db: DbOrTx,
  of: { readonly companyId: number | null; readonly role: AgentRole; readonly on: Date },
) {
  return db.paymentAgent.findFirst({
    where: { companyId: of.companyId, role: of.role, validFrom: { lte: of.on } },
    orderBy: { validFrom: 'desc' },
  });
}
