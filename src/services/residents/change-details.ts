import { z } from 'zod';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft, loadDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import type { OwnChange } from './change-contacts.ts';

export const NAME_FORM = 'profile-name';
export const DETAIL_FORM = 'profile-detail';

/** What a person may add about themselves; nothing here is asked for. */
export const PROFILE_DETAILS = [
  'home_phone',
  'living_address',
  'postal_address',
  'birth_date',
  'sex',
] as const;
export type ProfileDetail = (typeof PROFILE_DETAILS)[number];

export function isProfileDetail(text: string): text is ProfileDetail {
  return PROFILE_DETAILS.some((detail) => detail === text);
}

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

const nameSchema = z.object({
  firstName: z.string().min(1),
  lastName: z.string().min(1),
  patronymic: z.string().nullable(),
});

/** How the person is called. Proofs given before stay. @throws DomainError DRAFT_EXPIRED, RESIDENT_NOT_FOUND */
export async function changeName(deps: Deps, options: OwnChange): Promise<{ readonly firstName: string }> {
  const name = await change(deps, options, NAME_FORM, 'profile.name', nameSchema, (data) => data);
  return { firstName: name.firstName };
}

const detailSchema = z.discriminatedUnion('field', [
  z.object({ field: z.literal('home_phone'), value: z.string().nullable() }),
  z.object({ field: z.literal('living_address'), value: z.string().nullable() }),
  z.object({ field: z.literal('postal_address'), value: z.string().nullable() }),
  z.object({ field: z.literal('birth_date'), value: z.iso.date().nullable() }),
  z.object({ field: z.literal('sex'), value: z.enum(['female', 'male']).nullable() }),
]);

/** One detail of the profile; null takes it away. @throws DomainError DRAFT_EXPIRED, RESIDENT_NOT_FOUND */
export async function changeDetail(deps: Deps, options: OwnChange): Promise<void> {
  await change(deps, options, DETAIL_FORM, 'profile.detail', detailSchema, (detail) => {
    switch (detail.field) {
      case 'home_phone':
        return { homePhone: detail.value };
      case 'living_address':
        return { livingAddress: detail.value };
      case 'postal_address':
        return { postalAddress: detail.value };
      case 'birth_date':
        return { birthDate: detail.value === null ? null : new Date(`${detail.value}T00:00:00Z`) };
      case 'sex':
        return { sex: detail.value };
    }
  });
}

async function change<T extends object>(
  deps: Deps,
  { residentId, identityId, draftId }: OwnChange,
  kind: string,
  action: string,
  schema: z.ZodType<T>,
  columns: (data: T) => object,
): Promise<T> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const draft = await loadDraft(tx, { draftId, identityId, kind, now });
    const parsed = schema.safeParse(draft.data);
    if (!parsed.success) throw new DomainError('DRAFT_EXPIRED');
    if (draft.completed) return parsed.data;
    const { count } = await tx.resident.updateMany({
      where: { id: residentId, deletedAt: null },
      data: columns(parsed.data),
    });
    if (count === 0) throw new DomainError('RESIDENT_NOT_FOUND');
    await completeDraft(tx, { draftId, now });
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'resident',
      action,
      subject: `resident:${residentId}`,
      ...('field' in parsed.data ? { details: { field: String(parsed.data.field) } } : {}),
    });
    return parsed.data;
  });
}
