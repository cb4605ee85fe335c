import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { PROFILE_DETAILS, type ProfileDetail } from './change-details.ts';

/** What a resident sees of their own data. */
export interface Profile {
  readonly firstName: string;
  readonly lastName: string;
  readonly patronymic: string | null;
  /** E.164 */
  readonly phone: string | null;
  readonly phoneConfirmed: boolean;
  readonly email: string | null;
  readonly emailConfirmed: boolean;
  readonly codeWordSet: boolean;
  /** own name or provider's of the default account */
  readonly defaultAccount: string | null;
  /** as stored; `birth_date` is an ISO day */
  readonly details: Readonly<Record<ProfileDetail, string | null>>;
  readonly registeredAt: Date;
}

/**
 * The resident's own data, by their own id.
 * @throws DomainError RESIDENT_NOT_FOUND when the resident was deleted meanwhile
 */
export async function showProfile(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number },
): Promise<Profile> {
  const row = await deps.db.resident.findFirst({
    where: { id: options.residentId, deletedAt: null },
    select: {
      firstName: true,
      lastName: true,
      patronymic: true,
      phone: true,
      phoneConfirmedAt: true,
      email: true,
      emailConfirmedAt: true,
      codeWordHash: true,
      homePhone: true,
      livingAddress: true,
      postalAddress: true,
      birthDate: true,
      sex: true,
      registeredAt: true,
      defaultLink: {
        select: {
          name: true,
          status: true,
          account: { select: { number: true, provider: { select: { name: true } } } },
        },
      },
    },
  });
  if (row === null) throw new DomainError('RESIDENT_NOT_FOUND');
  const { defaultLink: link } = row;
  return {
    firstName: row.firstName,
    lastName: row.lastName,
    patronymic: row.patronymic,
    phone: row.phone,
    phoneConfirmed: row.phoneConfirmedAt !== null,
    email: row.email,
    emailConfirmed: row.emailConfirmedAt !== null,
    codeWordSet: row.codeWordHash !== null,
    defaultAccount:
      link?.status === 'active'
        ? `${link.name ?? link.account.provider.name} · ${link.account.number}`
        : null,
    details: {
      home_phone: row.homePhone,
      living_address: row.livingAddress,
      postal_address: row.postalAddress,
      birth_date: row.birthDate === null ? null : row.birthDate.toISOString().slice(0, 10),
      sex: row.sex,
    },
    registeredAt: row.registeredAt,
  };
}

/** How many of the details are filled. */
export function filledDetails({ details }: Profile): number {
  return PROFILE_DETAILS.filter((detail) => details[detail] !== null).length;
}
