import type { DbOrTx } from '../../database/client.ts';

export interface AuditRecord {
  readonly at: Date;
  /** Identity of who acted; null for the system and the command line. */
  readonly actorId: number | null;
  readonly actorKind: 'resident' | 'staff' | 'system' | 'cli';
  /** `account.link`, `role.grant`, `import.publish` … */
  readonly action: string;
  /** `account:12`, `identity:5` … */
  readonly subject: string;
  readonly companyId?: number | null;
  /** No names, phones or numbers: ids and values of settings. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Write the journal, in the transaction of what it tells. */
export async function recordAudit(db: DbOrTx, entry: AuditRecord): Promise<void> {
  await db.auditEntry.create({
    data: {
      at: entry.at,
      actorId: entry.actorId,
      actorKind: entry.actorKind,
      action: entry.action,
      subject: entry.subject,
      companyId: entry.companyId ?? null,
      details: { ...entry.details },
    },
  });
}
