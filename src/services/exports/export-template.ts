import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  DEFAULT_REGISTER_TEMPLATE,
  REGISTER_COLUMNS,
  REGISTER_ENCODINGS,
  type RegisterTemplate,
} from '../../formats/payment-register.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { type ExportActor, exportProvider } from './export-scope.ts';

export type { RegisterTemplate };
export { DEFAULT_REGISTER_TEMPLATE, REGISTER_COLUMNS, REGISTER_ENCODINGS };

const MOST_COLUMNS = 30;

export const templateSchema = z.object({
  columns: z.array(z.enum(REGISTER_COLUMNS)).min(1).max(MOST_COLUMNS),
  delimiter: z.enum([';', '|', '\t']),
  decimal: z.enum([',', '.']),
  encoding: z.enum(REGISTER_ENCODINGS),
  trailer: z.boolean(),
});

/** The provider's template, else the bank's usual one. */
export async function registerTemplate(db: DbOrTx, providerId: number): Promise<RegisterTemplate> {
  const row = await db.exportTemplate.findUnique({
    where: { providerId_kind: { providerId, kind: 'payments' } },
  });
  const parsed = templateSchema.safeParse(row?.template);
  return parsed.success ? parsed.data : DEFAULT_REGISTER_TEMPLATE;
}

/**
 * Change how a provider's register looks; files of former batches stay as they were.
 * @throws DomainError PROVIDER_NOT_FOUND, NOT_ALLOWED, EXPORT_COLUMNS_WRONG (no account or no sum in it)
 */
export async function saveRegisterTemplate(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: {
    readonly actor: ExportActor;
    readonly providerId: number;
    readonly patch: Partial<RegisterTemplate>;
  },
): Promise<RegisterTemplate> {
  const { actor, providerId } = options;
  const { companyId } = await exportProvider(deps, actor, providerId);
  const template = { ...(await registerTemplate(deps.db, providerId)), ...options.patch };
  const { columns } = template;
  if (!columns.includes('account') || !columns.includes('amount'))
    throw new DomainError('EXPORT_COLUMNS_WRONG');
  const now = deps.clock.now();
  const stored = { template: { ...template, columns: [...columns] }, updatedAt: now };
  await deps.db.exportTemplate.upsert({
    where: { providerId_kind: { providerId, kind: 'payments' } },
    create: { providerId, kind: 'payments', ...stored },
    update: stored,
  });
  await recordAudit(deps.db, {
    at: now,
    actorId: actor.identityId,
    actorKind: actor.identityId === null ? 'cli' : 'staff',
    action: 'export.template',
    subject: `provider:${providerId}`,
    companyId,
    details: { columns: columns.join(' '), encoding: template.encoding },
  });
  return template;
}

/** Columns as typed: words of the list, parted by spaces, commas or `;`. null when one is not known. */
export function readColumns(text: string): RegisterTemplate['columns'] | null {
  const words = text
    .toLowerCase()
    .split(/[\s,;|]+/)
    .filter((word) => word !== '');
  const parsed = templateSchema.shape.columns.safeParse(words);
  return parsed.success ? parsed.data : null;
}
