import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/database/client.ts';
import { inTransaction } from '../../src/database/in-transaction.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { kopecks } from '../../src/domain/money.ts';
import { handleGatewayNotification } from '../../src/services/payments/handle-gateway-notification.ts';
import { openGatewayPayment } from '../../src/services/payments/open-gateway-payment.ts';
import { draftPayment } from '../../src/services/payments/quote-payment.ts';
import { startPayment } from '../../src/services/payments/start-payment.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { createMemoryGateway } from '../../tests/services/payments/gateway-world.ts';

export interface Payer {
  readonly residentId: number;
  readonly identityId: number;
  readonly telegramId: number;
  readonly billId: number;
}

/** Paying as handlers and the webhook drive it. */
export interface Till {
  readonly payers: readonly Payer[];
  /** One operation to its end. */
  pay(payer: Payer): Promise<void>;
  /** The least an operation has to write, by hand: what there is to compare with. */
  bareRows(payer: Payer): Promise<void>;
  /** What each step of one operation costs. */
  statements(): Promise<{ readonly step: string; readonly count: number }[]>;
}

const OFFERS = [{ method: 'yookassa', limits: { min: kopecks(100), max: kopecks(70_000_000) } }] as const;
/** A sum of one's own: the same bill can be paid again and again. */
const AMOUNT = 10_000;

/** A till over a town's database. */
export async function createTill(database: Database): Promise<Till> {
  const db = database.prisma;
  const shop = createMemoryGateway();
  const tr = createTexts().for('ru');
  const deps = {
    db,
    clock: systemClock,
    installation: {
      timezone: 'Europe/Moscow',
      defaultLocale: 'ru',
      adminTelegramIds: [],
      botUsername: 'bench_bot',
      embedded: database.kind === 'embedded',
    },
    gateway: shop.gateway,
    notify: () => undefined,
  } as const;

  const identities = await db.telegramIdentity.findMany({
    where: { residentId: { not: null } },
    select: { id: true, telegramId: true, residentId: true },
  });
  const payers: Payer[] = [];
  for (const { id, telegramId, residentId } of identities) {
    const bill = await db.bill.findFirst({
      where: {
        account: { links: { some: { residentId: residentId ?? 0 } } },
        currentVersionId: { not: null },
      },
      orderBy: [{ accountId: 'asc' }, { period: 'desc' }],
      select: { id: true },
    });
    if (bill === null || residentId === null) continue;
    payers.push({ residentId, identityId: id, telegramId: Number(telegramId), billId: bill.id });
  }

  const draft = (payer: Payer) =>
    draftPayment(deps, {
      ...payer,
      items: [{ kind: 'bill', billId: payer.billId, amount: AMOUNT }],
      method: 'yookassa',
      offers: OFFERS,
    });
  const start = async (payer: Payer, draftId: number) => {
    const started = await startPayment(deps, { ...payer, draftId, payAnyway: true, locale: 'ru' });
    if (started.kind === 'held') throw new Error('told to pay anyway');
    return started.payment;
  };
  const open = (paymentId: number) => openGatewayPayment(deps, { paymentId, tr, messageId: null });
  const settle = async (gatewayId: string) => {
    shop.end(gatewayId, 'succeeded');
    const body = { type: 'notification', event: 'payment.succeeded', object: { id: gatewayId } };
    await handleGatewayNotification(deps, body);
  };

  return {
    payers,
    async pay(payer) {
      const { draftId } = await draft(payer);
      const { id } = await start(payer, draftId);
      const { gatewayPaymentId } = await open(id);
      await settle(gatewayPaymentId ?? '');
    },
    async bareRows(payer) {
      const now = systemClock.now();
      await inTransaction(db, async (tx) => {
        const { id: draftId } = await tx.draft.create({
          data: { identityId: payer.identityId, kind: 'bench', createdAt: now, expiresAt: now },
          select: { id: true },
        });
        const {
          providerId,
          number,
          id: accountId,
        } = await tx.account.findFirstOrThrow({
          where: { bills: { some: { id: payer.billId } } },
        });
        await tx.payment.create({
          data: {
            number: `bench-${draftId}`,
            status: 'succeeded',
            method: 'yookassa',
            amount: AMOUNT,
            total: AMOUNT,
            draftId,
            idempotenceKey: randomUUID(),
            createdAt: now,
            succeededAt: now,
            finishedAt: now,
            items: { create: { providerId, accountId, accountNumber: number, amount: AMOUNT } },
          },
        });
      });
    },
    async statements() {
      const [payer] = payers;
      if (payer === undefined) throw new Error('the town is empty');
      const counted: { step: string; count: number }[] = [];
      const count = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
        const { result, statements } = await database.countStatements(work);
        counted.push({ step, count: statements.length });
        return result;
      };
      const { draftId } = await count('confirm screen', () => draft(payer));
      const { id } = await count('payment', () => start(payer, draftId));
      const { gatewayPaymentId } = await count('request to the gateway', () => open(id));
      await count('notification', () => settle(gatewayPaymentId ?? ''));
      return counted;
    },
  };
}
