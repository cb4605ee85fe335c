import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { type CertificatePaper, certificatePaper } from '../../documents/history/certificate-paper.ts';
import { type CertificateSpan, spanDays } from '../../domain/certificates.ts';
import { dateIn, endOfDay, startOfDay } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { kopecks } from '../../domain/money.ts';
import type { Translator } from '../../texts/texts.ts';
import { kopecksColumn } from '../bills/columns.ts';
import { leftToPay } from '../bills/left-to-pay.ts';
import type { MadeFile } from '../bills/make-bill-pdf.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'documents'>;

/** More lines than anybody pays in a year. */
const MOST_ROWS = 500;

const headSchema = z.object({
  accountId: z.number(),
  level: z.enum(['basic', 'full']),
  accountNumber: z.string(),
  address: z.string().nullable(),
  providerName: z.string(),
  providerInn: z.string().nullable(),
  companyName: z.string().nullable(),
  companyPhone: z.string().nullable(),
  zone: z.string(),
});

/**
 * The account of a certificate. One statement.
 * @throws DomainError LINK_NOT_FOUND, FULL_LEVEL_NEEDED
 */
async function loadHead(
  deps: Deps,
  options: { readonly residentId: number; readonly linkId: number },
): Promise<z.infer<typeof headSchema>> {
  const links = visibleLinks({ ...options, now: deps.clock.now() });
  const rows: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    SELECT a."id" AS "accountId", l."level", a."number" AS "accountNumber", a."address", r."name" AS "providerName",
           r."inn" AS "providerInn", c."name" AS "companyName", c."contactPhone" AS "companyPhone",
           COALESCE(g."timezone", c."timezone", ${deps.installation.timezone}) AS "zone"
      FROM (${links}) l
      JOIN "Account" a ON a."id" = l."accountId"
      JOIN "Provider" r ON r."id" = a."providerId"
      LEFT JOIN "Company" c ON c."id" = r."companyId"
      LEFT JOIN "Unit" u ON u."id" = a."unitId"
      LEFT JOIN "Building" g ON g."id" = u."buildingId"`);
  if (rows[0] === undefined) throw new DomainError('LINK_NOT_FOUND');
  const head = headSchema.parse(rows[0]);
  if (head.level === 'basic') throw new DomainError('FULL_LEVEL_NEEDED');
  return head;
}

const rowSchema = z.object({ at: z.coerce.date(), amount: kopecksColumn, channel: z.string().nullable() });

/**
 * Certificate of payments: everything paid into the account in the span, whoever paid it wherever, less what was given
 * back. The same facts give the same paper. Two statements.
 * @throws DomainError LINK_NOT_FOUND, FULL_LEVEL_NEEDED, CERTIFICATE_EMPTY, DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function makePaymentsCertificate(
  deps: Deps,
  options: {
    readonly residentId: number;
    readonly linkId: number;
    readonly span: CertificateSpan;
    readonly tr: Translator;
  },
): Promise<MadeFile> {
  const { residentId, linkId, tr } = options;
  const head = await loadHead(deps, options);
  const now = deps.clock.now();
  const { from, to } = spanDays(options.span, dateIn(now, head.zone));
  const [first, last] = [startOfDay(from, head.zone), endOfDay(to, head.zone)];
  const links = visibleLinks({ residentId, linkId, now });
  const rows: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH links AS (${links}),
    found AS (
      SELECT p."succeededAt" AS "at", i."amount" - LEAST(i."refunded", i."amount") AS "amount", NULL AS "channel",
             i."id" AS "order", l."validFrom", p."residentId"
        FROM links l
        JOIN "PaymentItem" i ON i."accountId" = l."accountId"
        JOIN "Payment" p
          ON p."id" = i."paymentId" AND p."status" IN ('succeeded', 'partially_refunded', 'refunded')
      UNION ALL
      SELECT m."paidAt", m."amount", m."channel", m."id", l."validFrom", NULL
        FROM links l
        JOIN "ImportedPayment" m ON m."accountId" = l."accountId" AND m."publishedAt" IS NOT NULL
       WHERE NOT EXISTS (
               SELECT 1 FROM "PaymentItem" i JOIN "Payment" p ON p."id" = i."paymentId"
                WHERE i."paymentId" = m."paymentId" AND i."accountId" = m."accountId"
                  AND p."status" IN ('succeeded', 'partially_refunded', 'refunded'))
    )
    SELECT "at", "amount", "channel" FROM found
     WHERE "at" >= ${first} AND "at" < ${last} AND "amount" <> 0
       AND ("validFrom" IS NULL OR "residentId" = ${residentId} OR "at" >= "validFrom")
     ORDER BY "at", "order" LIMIT ${MOST_ROWS}::int`);
  const payments = z.array(rowSchema).parse(rows);
  if (payments.length === 0) {
    throw new DomainError('CERTIFICATE_EMPTY', {
      from: tr.date(from, head.zone),
      to: tr.date(to, head.zone),
    });
  }
  const total = kopecks(payments.reduce((sum, { amount }) => sum + amount, 0));
  return made(deps, { ...head, date: now, facts: { kind: 'payments', from, to, payments, total } }, tr);
}

/**
 * Certificate that nothing is owed by the newest bill and the payments known since. Two statements.
 * @throws DomainError LINK_NOT_FOUND, FULL_LEVEL_NEEDED, CERTIFICATE_NO_BILL, CERTIFICATE_DEBT { sum },
 *   DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function makeNoDebtCertificate(
  deps: Deps,
  options: { readonly residentId: number; readonly linkId: number; readonly tr: Translator },
): Promise<MadeFile> {
  const { tr } = options;
  const head = await loadHead(deps, options);
  const owed = (await leftToPay(deps, { accountIds: [head.accountId] })).get(head.accountId);
  if (owed === undefined) throw new DomainError('CERTIFICATE_NO_BILL');
  if (owed.left > 0) throw new DomainError('CERTIFICATE_DEBT', { sum: tr.money(owed.left) });
  const { period, left } = owed;
  return made(deps, { ...head, date: deps.clock.now(), facts: { kind: 'no-debt', period, left } }, tr);
}

async function made(deps: Deps, paper: CertificatePaper, tr: Translator): Promise<MadeFile> {
  return {
    bytes: await deps.documents.renderPdf(certificatePaper(paper, tr)),
    fileName: tr.plain('document-certificate-file', {
      number: paper.accountNumber.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 40),
      day: dateIn(paper.date, paper.zone),
    }),
  };
}
