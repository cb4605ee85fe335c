import { z } from 'zod';
import { isLocale, type Locale } from '../../domain/locale.ts';
import type { RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { CLOSED_FEATURES_SETTING } from '../settings/maintenance.ts';

/** A Telegram identity that has accepted the texts, or a staff member, with all that every update needs. */
export interface Person {
  readonly identityId: number;
  readonly telegramId: number;
  readonly locale: Locale;
  readonly resident: {
    readonly id: number;
    readonly firstName: string;
    readonly lastName: string;
    readonly blockedAt: Date | null;
    /** has an account in the list, also a suspended one */
    readonly linked: boolean;
  } | null;
  /** Whether the versions now in force are accepted and not withdrawn. */
  readonly accepted: { readonly terms: boolean; readonly consent: boolean };
  readonly grants: readonly RoleGrant[];
  /** Has a role, and neither a name for colleagues nor one as a resident. */
  readonly nameless: boolean;
  readonly startCompanyId: number | null;
  readonly signedOut: boolean;
  /** Marked when the bot was blocked; any update from the person clears it. */
  readonly unreachable: boolean;
  readonly lastSeenAt: Date | null;
  /** The visit before this one; null when this is the first. */
  readonly previousVisitAt: Date | null;
}

export interface DialogueRow {
  readonly identityId: number;
  readonly state: unknown;
  readonly recentUpdateIds: readonly number[];
  /** null: known without a row, which the first write makes. */
  readonly version: number | null;
}

export interface LoadedPerson {
  /** null: nobody we keep anything about. */
  readonly person: Person | null;
  readonly dialogue: DialogueRow | null;
  /** Document ids of the terms and the consent in force; null when none is published. */
  readonly currentDocuments: { readonly terms: number | null; readonly consent: number | null };
  /** Features that are closed for maintenance. */
  readonly closed: readonly string[];
}

const rowSchema = z.object({
  identityId: z.number().nullable(),
  locale: z.string().nullable(),
  startCompanyId: z.number().nullable(),
  signedOutAt: z.coerce.date().nullable(),
  unreachableAt: z.coerce.date().nullable(),
  lastSeenAt: z.coerce.date().nullable(),
  previousVisitAt: z.coerce.date().nullable(),
  residentId: z.number().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  blockedAt: z.coerce.date().nullable(),
  linked: z.boolean(),
  state: z.unknown(),
  recentUpdateIds: z.array(z.coerce.number()).nullable(),
  version: z.number().nullable(),
  closed: z.array(z.string()).nullable().catch([]),
  termsId: z.number().nullable(),
  consentId: z.number().nullable(),
  acceptedIds: z.array(z.number()).nullable(),
  roles: z
    .array(
      z.object({
        id: z.number(),
        role: z.enum(['manager', 'operator', 'administrator']),
        companyId: z.number().nullable(),
        expiresAt: z.coerce.date().nullable(),
        named: z.boolean(),
      }),
    )
    .nullable(),
});

/**
 * Everything an update needs about its sender in one statement: identity, resident, staff roles, acceptances,
 * dialogue, and the texts in force. An identity whose resident was deleted counts as unknown.
 */
export async function loadPerson(
  deps: Pick<ServiceDeps, 'db' | 'installation'>,
  options: { telegramId: number },
): Promise<LoadedPerson> {
  const rows: unknown[] = await deps.db.$queryRaw`
    SELECT i."id" AS "identityId", i."locale", i."startCompanyId", i."signedOutAt", i."unreachableAt", i."lastSeenAt",
           i."previousVisitAt",
           r."id" AS "residentId", r."firstName", r."lastName", r."blockedAt",
           EXISTS (SELECT 1 FROM "AccountLink" l WHERE l."residentId" = r."id" AND l."status" <> 'revoked') AS "linked",
           d."state", d."recentUpdateIds"::text[] AS "recentUpdateIds", d."version",
           c."termsId", c."consentId",
           (SELECT t."value" FROM "Setting" t WHERE t."key" = ${CLOSED_FEATURES_SETTING} AND t."companyId" IS NULL
             ORDER BY t."effectiveFrom" DESC, t."id" DESC LIMIT 1) AS "closed",
           (SELECT array_agg(a."documentId") FROM "Acceptance" a
             WHERE a."identityId" = i."id" AND a."withdrawnAt" IS NULL
               AND a."documentId" IN (c."termsId", c."consentId")) AS "acceptedIds",
           (SELECT json_agg(json_build_object('id', s."id", 'role', s."role", 'companyId', s."companyId",
                                              'expiresAt', s."expiresAt", 'named', s."displayName" IS NOT NULL))
              FROM "StaffRole" s WHERE s."identityId" = i."id" AND s."revokedAt" IS NULL) AS "roles"
      FROM (SELECT
              (SELECT "id" FROM "TextDocument" WHERE "kind" = 'terms' AND "slug" = 'main' AND "companyId" IS NULL
                AND "publishedAt" IS NOT NULL ORDER BY "version" DESC LIMIT 1) AS "termsId",
              (SELECT "id" FROM "TextDocument" WHERE "kind" = 'consent' AND "slug" = 'main' AND "companyId" IS NULL
                AND "publishedAt" IS NOT NULL ORDER BY "version" DESC LIMIT 1) AS "consentId") c
      LEFT JOIN "TelegramIdentity" i ON i."telegramId" = ${BigInt(options.telegramId)}
      LEFT JOIN "Resident" r ON r."id" = i."residentId" AND r."deletedAt" IS NULL AND i."signedOutAt" IS NULL
      LEFT JOIN "Dialogue" d ON d."identityId" = i."id"`;
  const row = rowSchema.parse(rows[0]);
  const currentDocuments = { terms: row.termsId, consent: row.consentId };
  const closed = row.closed ?? [];
  const configured = deps.installation.adminTelegramIds.includes(options.telegramId);
  if (row.identityId === null) return { person: null, dialogue: null, currentDocuments, closed };

  const accepted = new Set(row.acceptedIds ?? []);
  const grants: RoleGrant[] = (row.roles ?? []).map(({ id, role, companyId, expiresAt }) => ({
    id,
    role,
    companyId,
    expiresAt,
  }));
  if (configured) grants.push({ id: null, role: 'administrator', companyId: null, expiresAt: null });
  const person: Person = {
    identityId: row.identityId,
    telegramId: options.telegramId,
    locale: isLocale(row.locale) ? row.locale : deps.installation.defaultLocale,
    resident:
      row.residentId === null || row.firstName === null || row.lastName === null
        ? null
        : {
            id: row.residentId,
            firstName: row.firstName,
            lastName: row.lastName,
            blockedAt: row.blockedAt,
            linked: row.linked,
          },
    accepted: {
      terms: row.termsId !== null && accepted.has(row.termsId),
      consent: row.consentId !== null && accepted.has(row.consentId),
    },
    grants,
    nameless: row.residentId === null && (row.roles ?? []).some(({ named }) => !named),
    startCompanyId: row.startCompanyId,
    signedOut: row.signedOutAt !== null,
    unreachable: row.unreachableAt !== null,
    lastSeenAt: row.lastSeenAt,
    previousVisitAt: row.previousVisitAt,
  };
  const dialogue = {
    identityId: row.identityId,
    state: row.state ?? {},
    recentUpdateIds: row.recentUpdateIds ?? [],
    version: row.version,
  };
  return { person, dialogue, currentDocuments, closed };
}
