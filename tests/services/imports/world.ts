import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../../src/database/client.ts';
import { DEMO_CATALOG } from '../../../src/demo/catalog.ts';
import { projectRoot } from '../../../src/domain/project-root.ts';
import { CONFIGURED_ADMINISTRATOR } from '../../../src/domain/roles.ts';
import { encodeText, type TextEncoding } from '../../../src/formats/encoding.ts';
import { saveCatalog } from '../../../src/services/companies/save-catalog.ts';
import type { ServiceDeps } from '../../../src/services/deps.ts';
import {
  type ApplyOptions,
  type ApplyResult,
  applyImport,
} from '../../../src/services/imports/apply-import.ts';
import type { ImportPlan } from '../../../src/services/imports/import-plan.ts';
import { type ImportFile, planImport } from '../../../src/services/imports/plan-import.ts';
import { rollBackImport } from '../../../src/services/imports/roll-back-import.ts';
import { createFixtures } from '../../support/fixtures.ts';

export const NOON = new Date('2026-11-16T09:00:00.000Z');
const ACTOR = { actorId: null, actorKind: 'cli' } as const;

/** A register of the samples: 40 accounts of two companies, October 2026. */
export function sample(name: string): Buffer {
  return readFileSync(join(projectRoot(), 'tests', 'fixtures', 'registers', name));
}
export const SAMPLES = {
  table: 'accruals-table.csv',
  register7: 'accruals-register-7.txt',
  pipe: '7700000022_40702810012345678912_001_1026.txt',
} as const;

type Cells = Readonly<Record<string, string>>;

/** A table as an accountant would export it: a header from the keys of the first row. */
export function table(rows: readonly Cells[], encoding: TextEncoding = 'utf-8-bom'): Buffer {
  const header = Object.keys(rows[0] ?? {});
  const lines = [header, ...rows.map((row) => header.map((title) => row[title] ?? ''))];
  return encodeText(lines.map((cells) => `${cells.join(';')}\r\n`).join(''), encoding);
}

/** One row of one service; what a test is about is passed in. */
export function row(over: Cells = {}): Cells {
  return {
    'Лицевой счет': '4200000001',
    Поставщик: 'Смарт Запад (ЖКУ)',
    ФИО: 'Иванов Иван Иванович',
    Адрес: 'г. Москва, ул. Спортивная, 12к2',
    Квартира: '7',
    Период: '10.2026',
    'Дата счета': '05.11.2026',
    Услуга: 'Отопление',
    'Итого к оплате': '1000,00',
    ...over,
  };
}

/** Import services over one database with the demo's catalogue; the clock stands still until a test moves it. */
export async function createImportWorld(database: Database, over: { readonly embedded?: boolean } = {}) {
  let now = NOON;
  const { prisma: db } = database;
  const deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'> = {
    db,
    clock: { now: () => now },
    installation: {
      timezone: 'Europe/Moscow',
      defaultLocale: 'ru',
      adminTelegramIds: [],
      botUsername: 'domovoy_test_bot',
      embedded: over.embedded ?? true,
    },
  };
  await saveCatalog(deps, { catalog: DEMO_CATALOG });
  const providers = new Map((await db.provider.findMany()).map(({ code, id }) => [code, id]));

  function plan(bytes: Uint8Array, file: Partial<ImportFile> = {}): Promise<ImportPlan> {
    return planImport(deps, { bytes, fileName: 'october.csv', companies: 'all', ...file });
  }

  function apply(planned: ImportPlan, options: Partial<ApplyOptions> = {}): Promise<ApplyResult> {
    return applyImport(deps, { plan: planned, createAccounts: true, actor: ACTOR, ...options });
  }

  return {
    deps,
    database,
    make: createFixtures(db, () => now),
    plan,
    apply,
    load: async (bytes: Uint8Array, file: Partial<ImportFile> = {}): Promise<ApplyResult> =>
      apply(await plan(bytes, file)),
    rollBack: (batchId: number) =>
      rollBackImport(deps, { batchId, grants: [CONFIGURED_ADMINISTRATOR], actor: ACTOR }),
    providerId(code: string): number {
      const id = providers.get(code);
      if (id === undefined) throw new Error(`no provider ${code} in the catalogue`);
      return id;
    },
    setNow(at: string): void {
      now = new Date(at);
    },
    /** Rows of every table that an import may write; also those nobody sees. */
    async counts() {
      const [accounts, bills, versions, lines, batches] = await Promise.all([
        db.account.count(),
        db.bill.count(),
        db.billVersion.count(),
        db.billLine.count(),
        db.importBatch.count(),
      ]);
      return { accounts, bills, versions, lines, batches };
    },
    /** What people see: sums that stand now, as `number period total`. */
    async standing(): Promise<string[]> {
      const rows = await db.$queryRaw<{ text: string }[]>`
        SELECT a."number" || ' ' || b."period" || ' ' || v."total" AS "text"
          FROM "Bill" b JOIN "Account" a ON a."id" = b."accountId" AND a."publishedAt" IS NOT NULL
          JOIN "BillVersion" v ON v."id" = b."currentVersionId"
         ORDER BY 1`;
      return rows.map(({ text }) => text);
    },
  };
}
export type ImportWorld = Awaited<ReturnType<typeof createImportWorld>>;
