import type { Database } from '../../../src/database/client.ts';
import type { RoleGrant, StaffRole } from '../../../src/domain/roles.ts';
import type { ServiceDeps } from '../../../src/services/deps.ts';
import { createKeyedHashes } from '../../../src/services/keyed-hashes.ts';
import { NO_DOCUMENTS } from '../../support/documents.ts';
import { createFixtures } from '../../support/fixtures.ts';

export const NOW = new Date('2026-11-16T09:00:00Z');

/** One of everything that a company may have. Its words stand in no other company. */
export interface CompanyThings {
  readonly word: string;
  readonly companyId: number;
  readonly slug: string;
  readonly providerId: number;
  readonly accountId: number;
  readonly number: string;
  readonly residentId: number;
  readonly linkId: number;
  readonly objectedLinkId: number;
  readonly requestId: number;
  readonly billId: number;
  readonly paymentId: number;
  readonly meterId: number;
  readonly spareMeterId: number;
  readonly readingId: number;
  readonly ticketId: number;
  readonly announcementId: number;
  readonly importId: number;
  readonly paymentExportId: number;
  readonly readingExportId: number;
  readonly reconciliationId: number;
  readonly reconciliationRowId: number;
  readonly buildingId: number;
  readonly draftId: number;
}

/** Somebody who calls a use case. */
export interface Caller {
  readonly name: string;
  readonly identityId: number;
  readonly telegramId: number;
  readonly grants: readonly RoleGrant[];
}

export interface Town {
  readonly deps: ServiceDeps;
  readonly mine: CompanyThings;
  readonly theirs: CompanyThings;
  readonly callers: readonly Caller[];
}

/** Two companies that have the same things, and everybody who may ask about the first. */
export async function buildTown(database: Database): Promise<Town> {
  const db = database.prisma;
  const make = createFixtures(db, () => NOW);

  async function companyOf(word: string, digit: number): Promise<CompanyThings> {
    const company = await make.company({
      slug: `${word}-co`,
      name: `${word} name`,
      shortName: `${word} short`,
    });
    const provider = await make.provider({
      companyId: company.id,
      code: `${word}-provider`,
      name: `${word} provider`,
      shortName: `${word} short`,
      proofs: ['surname_flat', 'pin'],
      usesExports: true,
    });
    const building = await db.building.create({
      data: { companyId: company.id, address: `${word} street`, key: word },
    });
    const unit = await db.unit.create({ data: { buildingId: building.id, number: '7' } });
    const number = String(digit).repeat(10);
    const account = await make.account({
      providerId: provider.id,
      number,
      unitId: unit.id,
      payerName: `${word} payer`,
      address: `${word} street`,
    });
    const resident = await make.resident({
      firstName: word,
      lastName: `${word} surname`,
      phone: `+7916000000${digit}`,
    });
    const link = await make.link({ residentId: resident.residentId, accountId: account.id });
    const stranger = await make.resident({ firstName: word, lastName: `${word} stranger` });
    const objected = await make.link({
      residentId: stranger.residentId,
      accountId: account.id,
      status: 'frozen',
      frozenAt: NOW,
      objectedById: link.id,
    });
    const draft = () =>
      db.draft.create({
        data: {
          identityId: resident.identityId,
          kind: `${word}-draft`,
          createdAt: NOW,
          expiresAt: new Date('2027-01-01'),
        },
      });
    const request = await db.accessRequest.create({
      data: {
        residentId: stranger.residentId,
        providerId: provider.id,
        number,
        accountId: account.id,
        draftId: (await draft()).id,
        data: { name: word, address: word, flat: '7', contact: '' },
      },
    });
    const bill = await make.bill({ accountId: account.id, total: 100_00 });
    await db.importBatch.update({
      where: { id: bill.batchId },
      data: { companyId: company.id, fileName: `${word}.csv` },
    });
    const payment = await make.payment({
      accountId: account.id,
      residentId: resident.residentId,
      identityId: resident.identityId,
      amount: 100_00,
    });
    await db.paymentItem.updateMany({
      where: { paymentId: payment.id },
      data: {
        snapshot: {
          wholeSum: false,
          leftAtConfirmation: null,
          commissionBasisPoints: 0,
          zone: 'Europe/Moscow',
          provider: { name: `${word} provider`, inn: null },
          company: null,
          numberLabel: 'account',
          address: `${word} street`,
          flat: null,
          bill: null,
        },
      },
    });
    const meter = await db.meter.create({
      data: { accountId: account.id, resource: 'cold_water', serial: `${word} serial` },
    });
    const spareMeter = await db.meter.create({
      data: { accountId: account.id, resource: 'hot_water', serial: `${word} spare` },
    });
    const reading = await db.reading.create({
      data: {
        number: `${word}-reading`,
        meterId: meter.id,
        period: '2026-10',
        values: [10],
        takenAt: new Date('2026-10-20T09:00:00Z'),
        submittedAt: new Date('2026-10-20T09:00:00Z'),
        source: 'import',
        status: 'exported',
        key: `${word}-reading`,
      },
    });
    const ticket = await db.ticket.create({
      data: {
        number: `${word}-1`,
        companyId: company.id,
        residentId: resident.residentId,
        identityId: resident.identityId,
        accountId: account.id,
        text: `${word} words`,
        createdAt: NOW,
      },
    });
    const announcement = await db.announcement.create({
      data: {
        companyId: company.id,
        kind: 'common',
        content: { ru: `${word} news` },
        audience: {},
        authorId: resident.identityId,
        createdAt: NOW,
      },
    });
    const paymentExport = await make.exportBatch({ providerId: provider.id });
    const readingExport = await db.exportBatch.create({
      data: { kind: 'readings', providerId: provider.id, fromAt: NOW, untilAt: NOW, createdAt: NOW },
    });
    const reconciliation = await db.reconciliation.create({
      data: {
        source: 'gateway',
        fileName: `${word}.csv`,
        companyId: company.id,
        fromAt: NOW,
        untilAt: NOW,
        createdAt: NOW,
        rows: { create: { outcome: 'missing_here', externalId: `${word}-ext` } },
      },
      include: { rows: true },
    });
    await db.auditEntry.create({
      data: {
        at: NOW,
        actorKind: 'system',
        action: 'account.link',
        subject: `account:${account.id}`,
        companyId: company.id,
        details: { word },
      },
    });
    return {
      word,
      companyId: company.id,
      slug: company.slug,
      providerId: provider.id,
      accountId: account.id,
      number,
      residentId: resident.residentId,
      linkId: link.id,
      objectedLinkId: objected.id,
      requestId: request.id,
      billId: bill.billId,
      paymentId: payment.id,
      meterId: meter.id,
      spareMeterId: spareMeter.id,
      readingId: reading.id,
      ticketId: ticket.id,
      announcementId: announcement.id,
      importId: bill.batchId,
      paymentExportId: paymentExport.id,
      readingExportId: readingExport.id,
      reconciliationId: reconciliation.id,
      reconciliationRowId: reconciliation.rows[0]?.id ?? 0,
      buildingId: building.id,
      draftId: (await draft()).id,
    };
  }

  await db.ticketType.create({ data: { code: 'tap', name: { ru: 'Кран', en: 'Tap' } } });
  const mine = await companyOf('alpha', 1);
  const theirs = await companyOf('bravo', 2);
  const callers: Caller[] = [];
  const caller = async (name: string, role: StaffRole | null, companyId: number | null, expiresAt?: Date) => {
    const telegramId = 900_000 + callers.length;
    const identity = await db.telegramIdentity.create({ data: { telegramId: BigInt(telegramId) } });
    const grants: RoleGrant[] = [];
    if (role !== null) {
      const row = await db.staffRole.create({
        data: { identityId: identity.id, role, companyId, expiresAt: expiresAt ?? null },
      });
      grants.push({ id: row.id, role, companyId, expiresAt: expiresAt ?? null });
    }
    callers.push({ name, identityId: identity.id, telegramId, grants });
  };
  await caller('administrator of everything', 'administrator', null);
  for (const [whose, companyId] of [
    ['alpha', mine.companyId],
    ['bravo', theirs.companyId],
  ] as const) {
    for (const role of ['manager', 'operator', 'administrator'] as const) {
      await caller(`${role} of ${whose}`, role, companyId);
    }
  }
  await caller(
    'administrator of alpha until yesterday',
    'administrator',
    mine.companyId,
    new Date('2026-11-15'),
  );
  await caller('resident', null, null);

  return {
    mine,
    theirs,
    callers,
    deps: {
      db,
      clock: { now: () => NOW },
      installation: {
        timezone: 'Europe/Moscow',
        defaultLocale: 'ru',
        adminTelegramIds: [],
        botUsername: 'domovoy_test_bot',
        embedded: true,
      },
      hashes: createKeyedHashes('secret', 'salt'),
      sms: null,
      email: null,
      documents: {
        ...NO_DOCUMENTS,
        qrPicture: async () => new Uint8Array(),
        renderPdf: async () => new Uint8Array(),
      },
      gateway: null,
      notify: () => undefined,
    },
  };
}
