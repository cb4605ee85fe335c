import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';
import { localizedSchema } from '../texts/localized-schema.ts';
import { typeSchema } from './ticket-types.ts';

const phoneSchema = z.object({ name: localizedSchema, phone: z.string() });
export type EmergencyPhones = readonly z.infer<typeof phoneSchema>[];

const schema = z.object({
  types: z.array(typeSchema),
  phones: z.array(z.array(phoneSchema).catch([])),
  accounts: z.number(),
});

export interface NewTicketFacts {
  readonly types: z.infer<typeof schema>['types'];
  /** of the companies of the resident's accounts */
  readonly phones: EmergencyPhones;
  readonly accounts: number;
}

const MOST_PHONES = 6;

/** Types in force, emergency phones and the number of accounts: all that stands before a new ticket; one statement. */
export async function newTicketFacts(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly residentId: number },
): Promise<NewTicketFacts> {
  const links = visibleLinks({ residentId: options.residentId, linkId: null, now: deps.clock.now() });
  const rows: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH links AS (${links})
    SELECT (SELECT count(*)::int FROM links) AS "accounts",
           (SELECT COALESCE(json_agg(row_to_json(y) ORDER BY y."parentId" NULLS FIRST, y."position", y."id"), '[]'::json)
              FROM (SELECT "id", "code", "parentId", "name", "keywords", "deadlineHours", "workingDays", "emergency",
                           "fields", "position" FROM "TicketType" WHERE "active") y) AS "types",
           (SELECT COALESCE(json_agg(c."emergencyPhones" ORDER BY c."id"), '[]'::json) FROM "Company" c
             WHERE c."id" IN (SELECT p."companyId" FROM links l
                                JOIN "Account" a ON a."id" = l."accountId"
                                JOIN "Provider" p ON p."id" = a."providerId")) AS "phones"`);
  const { types, phones, accounts } = schema.parse(rows[0]);
  const distinct = phones
    .flat()
    .filter(({ phone }, index, all) => all.findIndex((other) => other.phone === phone) === index);
  return { types, accounts, phones: distinct.slice(0, MOST_PHONES) };
}
