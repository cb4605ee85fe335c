import type { Db } from '../../src/database/client.ts';
import type { Prisma } from '../../src/database/generated/client.ts';

/**
 * Small builders of rows for tests: every field has a believable default, what a test is about is passed in.
 * Written straight into the tables, so that a test of one use case does not rest on the others.
 */
export type Fixtures = ReturnType<typeof createFixtures>;

type Overrides<T> = Partial<T>;

/** A line of a bill in kopecks; `total` is what is to be paid for it. */
export interface LineInput extends Omit<Prisma.BillLineCreateManyVersionInput, 'position'> {
  readonly position?: number;
}

export interface BillInput {
  readonly accountId: number;
  /** `2026-10` */
  readonly period?: string;
  readonly type?: string;
  /** kopecks; default: the sum of the lines that are not sublines */
  readonly total?: number;
  readonly lines?: readonly LineInput[];
  /** the moment up to which the company's figures know payments */
  readonly asOf?: Date;
  readonly billDate?: Date;
  /** false: only staged, nobody sees it */
  readonly published?: boolean;
  readonly comment?: string | null;
  readonly version?: Overrides<Prisma.BillVersionUncheckedCreateInput>;
}

export interface PaymentInput {
  readonly residentId?: number | null;
  readonly identityId?: number | null;
  readonly status?: Prisma.PaymentUncheckedCreateInput['status'];
  readonly method?: Prisma.PaymentUncheckedCreateInput['method'];
  readonly accountId: number;
  readonly billId?: number | null;
  readonly billVersionId?: number | null;
  /** kopecks, of the only item */
  readonly amount: number;
  readonly commission?: number;
  readonly refunded?: number;
  /** moment of success */
  readonly at?: Date;
  readonly exportBatchId?: number | null;
  readonly payment?: Overrides<Prisma.PaymentUncheckedCreateInput>;
}

/** The bill of the first seed: five lines, 12 221,81 ₽. */
export const SMART_ZAPAD_LINES: readonly LineInput[] = [
  { service: 'Отопление', total: 305_081 },
  { service: 'Тех.обсл. и содержание жилого дома и прилег.терр.', total: 747_530 },
  { service: 'Пропускной режим и обслуживание средств охраны', total: 92_005 },
  { service: 'Услуги комендантской службы', total: 59_623 },
  { service: 'Консьержная служба', total: 17_942 },
];

/** Builders over one database. `now` is the tests' clock. */
export function createFixtures(db: Db, now: () => Date) {
  let sequence = 0;
  const next = (): number => {
    sequence += 1;
    return sequence;
  };
  // Several builders may share one database.
  const salt = Math.random().toString(36).slice(2, 7);

  async function category(code = 'utilities') {
    return db.category.upsert({
      where: { code },
      create: { code, name: { ru: 'Коммунальные услуги', en: 'Utilities' } },
      update: {},
    });
  }

  async function company(over: Overrides<Prisma.CompanyUncheckedCreateInput> = {}) {
    const n = next();
    return db.company.create({
      data: {
        slug: `company-${salt}-${n}`,
        name: `ООО «Смарт Запад ${n}»`,
        shortName: 'Смарт Запад',
        contactPhone: '+78001003900',
        contactEmail: 'info@example.test',
        ...over,
      },
    });
  }

  async function provider(over: Overrides<Prisma.ProviderUncheckedCreateInput> = {}) {
    const n = next();
    const companyId = over.companyId === undefined ? (await company()).id : over.companyId;
    return db.provider.create({
      data: {
        code: `provider-${salt}-${n}`,
        categoryId: (await category()).id,
        name: 'Смарт Запад (ЖКУ)',
        shortName: 'Смарт Запад',
        inn: '7700000011',
        numberPattern: '^\\d{10}$',
        numberExample: '1234567890',
        ...over,
        companyId,
      },
    });
  }

  async function account(over: Overrides<Prisma.AccountUncheckedCreateInput> = {}) {
    const n = next();
    const providerId = over.providerId ?? (await provider()).id;
    return db.account.create({
      data: {
        number: String(4_100_000_000 + n),
        address: 'г. Москва, ул. Спортивная, д. 12к2',
        flat: String(n),
        payerName: 'Иванов Иван Иванович',
        area: '54.30',
        residentsCount: 2,
        publishedAt: now(),
        ...over,
        providerId,
      },
    });
  }

  /** A registered resident with the Telegram identity by which they came. */
  async function resident(
    over: Overrides<Prisma.ResidentUncheckedCreateInput> & {
      readonly telegramId?: number;
      readonly locale?: string;
    } = {},
  ) {
    const n = next();
    const {
      telegramId = 700_000_000 + Math.floor(Math.random() * 90_000_000) + n,
      locale = 'ru',
      ...fields
    } = over;
    const row = await db.resident.create({
      data: { firstName: 'Иван', lastName: 'Иванов', registeredAt: now(), ...fields },
    });
    const identity = await db.telegramIdentity.create({
      data: { telegramId: BigInt(telegramId), residentId: row.id, locale },
    });
    return { ...row, residentId: row.id, identityId: identity.id, telegramId };
  }

  /** A resident who may use the bot at once: the texts in force accepted, a dialogue opened. */
  async function registered(over: Parameters<typeof resident>[0] = {}) {
    const row = await resident(over);
    const documents = await db.textDocument.findMany({
      where: {
        kind: { in: ['terms', 'consent'] },
        slug: 'main',
        companyId: null,
        publishedAt: { not: null },
      },
    });
    await db.acceptance.createMany({
      data: documents.map(({ id, kind }) => ({
        identityId: row.identityId,
        kind: kind === 'terms' ? ('terms' as const) : ('consent' as const),
        documentId: id,
        acceptedAt: now(),
      })),
    });
    await db.dialogue.create({ data: { identityId: row.identityId } });
    return row;
  }

  /** An identity with a role; `companyId` null = every company. */
  async function staff(role: Prisma.StaffRoleUncheckedCreateInput['role'], companyId: number | null = null) {
    const n = next();
    const telegramId = 800_000_000 + Math.floor(Math.random() * 90_000_000) + n;
    const identity = await db.telegramIdentity.create({ data: { telegramId: BigInt(telegramId) } });
    const grant = await db.staffRole.create({ data: { identityId: identity.id, role, companyId } });
    return { identityId: identity.id, telegramId, grantId: grant.id };
  }

  async function link(
    over: Overrides<Prisma.AccountLinkUncheckedCreateInput> & {
      readonly residentId: number;
      readonly accountId: number;
    },
  ) {
    return db.accountLink.create({ data: { level: 'full', proof: 'surname_flat', ...over } });
  }

  async function importBatch(over: Overrides<Prisma.ImportBatchUncheckedCreateInput> = {}) {
    const n = next();
    return db.importBatch.create({
      data: {
        kind: 'bills',
        fileName: `bills-${n}.csv`,
        fileSha256: `${salt}-${n}`,
        format: 'table',
        encoding: 'utf-8',
        status: 'published',
        publishedAt: now(),
        createdAt: now(),
        ...over,
      },
    });
  }

  /**
   * A version of a bill. The newest published version of (account, type, period) becomes the current one,
   * as publishing an import does.
   */
  async function bill(input: BillInput) {
    const { accountId, period = '2026-10', type = 'Выставленный счет', published = true } = input;
    const lines = input.lines ?? [{ service: 'ЖКУ', total: input.total ?? 1_222_181 }];
    const total =
      input.total ?? lines.filter((line) => line.subline !== true).reduce((sum, line) => sum + line.total, 0);
    const batch = await importBatch();
    const key = await db.bill.upsert({
      where: { accountId_type_period: { accountId, type, period } },
      create: { accountId, type, period },
      update: {},
    });
    const version = await db.billVersion.create({
      data: {
        billId: key.id,
        batchId: batch.id,
        billDate: input.billDate ?? new Date(`${nextMonth(period)}-05T00:00:00Z`),
        total,
        asOf: input.asOf ?? new Date(`${nextMonth(period)}-01T00:00:00Z`),
        comment: input.comment ?? null,
        publishedAt: published ? now() : null,
        ...input.version,
        lines: { create: lines.map((line, position) => ({ position, ...line })) },
      },
    });
    if (published) await db.bill.update({ where: { id: key.id }, data: { currentVersionId: version.id } });
    return { ...key, billId: key.id, versionId: version.id, batchId: batch.id, total };
  }

  /** A payment of one item, in any state, as if the pay flow had made it. */
  async function payment(input: PaymentInput) {
    const n = next();
    const status = input.status ?? 'succeeded';
    const at = input.at ?? now();
    const commission = input.commission ?? 0;
    const owner = await db.account.findUniqueOrThrow({ where: { id: input.accountId } });
    const identityId =
      input.identityId ??
      (
        await db.telegramIdentity.create({
          data: { telegramId: BigInt(900_000_000_000 + Math.floor(Math.random() * 90_000_000_000)) },
        })
      ).id;
    const draft = await db.draft.create({
      data: { identityId, kind: 'payment', createdAt: at, expiresAt: at, completedAt: at },
    });
    return db.payment.create({
      data: {
        number: `F${salt}-${n}`,
        status,
        method: input.method ?? 'telegram',
        residentId: input.residentId ?? null,
        identityId: input.identityId ?? null,
        amount: input.amount,
        commission,
        total: input.amount + commission,
        refunded: input.refunded ?? 0,
        draftId: draft.id,
        idempotenceKey: `fixture-${salt}-${n}`,
        createdAt: at,
        ...momentsOf(status, at),
        ...input.payment,
        items: {
          create: {
            providerId: owner.providerId,
            accountId: owner.id,
            accountNumber: owner.number,
            billId: input.billId ?? null,
            billVersionId: input.billVersionId ?? null,
            amount: input.amount,
            commission,
            refunded: input.refunded ?? 0,
            exportBatchId: input.exportBatchId ?? null,
          },
        },
      },
      include: { items: true },
    });
  }

  /** Money given back; the payment's own columns are the caller's. */
  async function refund(input: { readonly paymentId: number; readonly amount: number; readonly at?: Date }) {
    const n = next();
    const at = input.at ?? now();
    const refund = await db.refund.create({
      data: {
        paymentId: input.paymentId,
        amount: input.amount,
        status: 'succeeded',
        reason: 'fixture',
        idempotenceKey: `fixture-refund-${salt}-${n}`,
        createdAt: at,
        finishedAt: at,
      },
    });
    // Of a payment of one item: the transfer is given back before the commission.
    const { items } = await db.payment.findUniqueOrThrow({
      where: { id: input.paymentId },
      include: { items: { include: { refunds: true } } },
    });
    for (const item of items) {
      const before = item.refunds.reduce((sum, part) => sum + part.amount, 0);
      const amount = Math.min(input.amount, item.amount - before);
      await db.refundItem.create({
        data: { refundId: refund.id, itemId: item.id, amount, commission: input.amount - amount },
      });
    }
    return refund;
  }

  /** A payment made elsewhere, told by a register. */
  async function importedPayment(input: {
    readonly accountId: number;
    readonly amount: number;
    readonly paidAt?: Date;
    readonly channel?: string;
    readonly paymentId?: number | null;
    readonly published?: boolean;
  }) {
    const n = next();
    const batch = await importBatch({ kind: 'payments' });
    return db.importedPayment.create({
      data: {
        accountId: input.accountId,
        batchId: batch.id,
        amount: input.amount,
        paidAt: input.paidAt ?? now(),
        channel: input.channel ?? 'Сбербанк',
        externalId: `ext-${salt}-${n}`,
        paymentId: input.paymentId ?? null,
        publishedAt: input.published === false ? null : now(),
      },
    });
  }

  /** A batch of payments told to the company; `closedAt` null = still open. */
  async function exportBatch(input: { readonly providerId: number; readonly closedAt?: Date | null }) {
    return db.exportBatch.create({
      data: {
        kind: 'payments',
        providerId: input.providerId,
        fromAt: new Date('2026-01-01T00:00:00Z'),
        untilAt: now(),
        createdAt: now(),
        closedAt: input.closedAt ?? null,
      },
    });
  }

  async function commissionRule(
    over: Overrides<Prisma.CommissionRuleUncheckedCreateInput> & { readonly providerId: number },
  ) {
    return db.commissionRule.create({
      data: {
        method: 'telegram',
        basisPoints: 100,
        effectiveFrom: new Date('2026-01-01T00:00:00Z'),
        ...over,
      },
    });
  }

  async function agent(over: Overrides<Prisma.PaymentAgentUncheckedCreateInput> = {}) {
    return db.paymentAgent.create({
      data: {
        role: 'payment_agent',
        name: 'ООО «А3»',
        inn: '7702726396',
        address: 'Москва, Б. Сухаревский пер., 19/2',
        phones: ['8-800-100-39-00'],
        validFrom: new Date('2017-01-01T00:00:00Z'),
        ...over,
      },
    });
  }

  return {
    category,
    company,
    provider,
    account,
    resident,
    registered,
    staff,
    link,
    importBatch,
    bill,
    payment,
    refund,
    importedPayment,
    exportBatch,
    commissionRule,
    agent,
  };
}

/** A state keeps the moment it was reached. */
function momentsOf(status: string, at: Date) {
  if (status === 'pending') return { pendingAt: at };
  if (status === 'authorized') return { pendingAt: at, authorizedAt: at };
  if (status === 'failed' || status === 'expired') return { finishedAt: at };
  return status === 'created' ? {} : { succeededAt: at, finishedAt: at };
}

function nextMonth(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number);
  const index = year * 12 + month;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
