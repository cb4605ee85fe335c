import { z } from 'zod';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { newestSetting, saveSetting } from '../staff/company-settings.ts';
import { recordAudit } from '../staff/record-audit.ts';
import type { SettingsActor } from './change-setting.ts';

/** Row of `Setting`: what residents cannot use now. `loadPerson` reads it with the person. */
export const CLOSED_FEATURES_SETTING = 'features.closed';

/** What can be closed for maintenance, by the names features have everywhere. What was begun may end. */
export const CLOSABLE_FEATURES = ['payments', 'bills', 'meters', 'tickets', 'accounts'] as const;
export type ClosableFeature = (typeof CLOSABLE_FEATURES)[number];

export function isClosableFeature(text: string): text is ClosableFeature {
  return CLOSABLE_FEATURES.some((feature) => feature === text);
}

const schema = z.array(z.enum(CLOSABLE_FEATURES)).catch([]);

/** @throws DomainError NOT_ALLOWED */
export async function closedFeatures(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly actor: SettingsActor },
): Promise<readonly ClosableFeature[]> {
  requireRight(deps, options.actor);
  return schema.parse(await newestSetting(deps.db, CLOSED_FEATURES_SETTING, null));
}

/** Close a feature for residents or open it; the wanted state is named, so twice is once. @throws DomainError NOT_ALLOWED */
export async function closeFeature(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly actor: SettingsActor; readonly feature: ClosableFeature; readonly closed: boolean },
): Promise<void> {
  const { actor, feature, closed } = options;
  requireRight(deps, actor);
  await inTransaction(deps.db, async (tx) => {
    const before = schema.parse(await newestSetting(tx, CLOSED_FEATURES_SETTING, null));
    if (before.includes(feature) === closed) return;
    const value = closed ? [...before, feature] : before.filter((known) => known !== feature);
    await saveSetting(
      tx,
      { key: CLOSED_FEATURES_SETTING, companyId: null, value, by: actor.identityId },
      deps,
    );
    await recordAudit(tx, {
      at: deps.clock.now(),
      actorId: actor.identityId,
      actorKind: actor.identityId === null ? 'cli' : 'staff',
      action: 'settings.change',
      subject: 'company:0',
      details: {
        setting: `features.${feature}`,
        before: !closed ? 'closed' : 'open',
        after: closed ? 'closed' : 'open',
      },
    });
  });
}

function requireRight(deps: Pick<ServiceDeps, 'clock'>, { grants }: SettingsActor): void {
  if (!can(grants, 'features.toggle', { companyId: null }, deps.clock.now()))
    throw new DomainError('NOT_ALLOWED');
}
