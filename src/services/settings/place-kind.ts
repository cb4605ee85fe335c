import type { DbOrTx, Tx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
import type { BillingDate } from '../../domain/period.ts';
import type { ServiceDeps } from '../deps.ts';

/** What a field belongs to; rules are rows of `Setting` with a day of effect. */
export const FIELD_TARGETS = ['company', 'provider', 'money', 'building', 'rule', 'agent'] as const;
export type FieldTarget = (typeof FIELD_TARGETS)[number];

/** What is changed: a company, a provider, its money, a house, the rules or the payment agents of a company (id 0: of every one). */
export interface SettingPlace {
  readonly target: FieldTarget;
  readonly id: number;
}

export interface LoadedPlace {
  /** null: rules of every company */
  readonly name: string | null;
  readonly companyId: number | null;
  /** By field id, as the field's `read` gives them. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface PlaceChange {
  readonly id: number;
  readonly field: string;
  /** null: emptied */
  readonly value: Prisma.InputJsonValue | null;
  /** the day from which it holds, where one was typed */
  readonly from?: BillingDate | undefined;
  /** Identity of who changes it; null = the terminal. */
  readonly by: number | null;
}

/** How the fields of one kind of place are kept. Rights are checked before. */
export interface PlaceKind {
  /** null: there is none. @param today what counts today is shown, where days matter */
  load(db: DbOrTx, id: number, today: Date): Promise<LoadedPlace | null>;
  /** @throws DomainError SETTING_NOT_FOUND (no such field), and what the kind itself forbids */
  write(tx: Tx, deps: Pick<ServiceDeps, 'clock'>, change: PlaceChange): Promise<void>;
}

/** The day from which a change made now counts. */
export function dayOfChange(deps: Pick<ServiceDeps, 'clock'>): Date {
  return new Date(`${deps.clock.now().toISOString().slice(0, 10)}T00:00:00Z`);
}
