import type { Database } from '../../src/database/client.ts';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';
import type { ServiceDeps } from '../../src/services/deps.ts';
import { applyImport } from '../../src/services/imports/apply-import.ts';
import { planImport } from '../../src/services/imports/plan-import.ts';
import { inOwnDatabase } from '../support/own-database.ts';
import { atLeast, type Section, type SectionResult } from '../support/section.ts';
import { median } from '../support/statistics.ts';
import { copyInto } from './copy.ts';

const LINES = 14;
/** DESIGN's measure; smaller by default, because a run should end. `BENCH_IMPORT_ACCOUNTS=100000` is the whole. */
const ACCOUNTS = Number(process.env.BENCH_IMPORT_ACCOUNTS ?? 10_000);
const FIRST_NUMBER = 4_000_000_000;
const LIMITS = { bytes: 1024 * 1024 * 1024, rows: 20_000_000 } as const;
const NOW = new Date('2026-11-16T09:00:00.000Z');

interface Round {
  readonly rowsPerSecond: number;
  /** What the database has grown by, indexes too. */
  readonly bytes: number;
  readonly readSeconds: number;
}

/** A register from bytes to what people see, against a bare COPY of the same rows into the same tables. */
export const imports: Section = {
  name: 'import',
  what: `import of ${ACCOUNTS} accounts × ${LINES} lines against bare COPY (BENCH_IMPORT_ACCOUNTS)`,
  async run(context): Promise<SectionResult> {
    const register = writeRegister();
    const rows = ACCOUNTS * (LINES + 3);
    const ours: Round[] = [];
    const floor: number[] = [];
    for (let turn = 1; turn <= Math.min(context.rounds, 3); turn += 1) {
      context.progress(`round ${turn}: import`);
      ours.push(
        await inOwnDatabase(context.services, 'import', (database) =>
          measureImport(database, register, rows),
        ),
      );
      context.progress(`round ${turn}: bare COPY`);
      floor.push(await inOwnDatabase(context.services, 'import', (database) => measureCopy(database, rows)));
    }
    const speed = median(ours.map(({ rowsPerSecond }) => rowsPerSecond));
    const bare = median(floor);
    return {
      figures: [
        {
          name: 'import / bare COPY',
          value: speed / bare,
          unit: '× rows/s',
          must: atLeast(0.3),
          goal: atLeast(0.5),
        },
        { name: 'import', value: speed, unit: 'rows/s' },
        { name: 'bare COPY', value: bare, unit: 'rows/s' },
        {
          name: `database by account with a bill of ${LINES} lines, indexes too`,
          value: median(ours.map(({ bytes }) => bytes)) / ACCOUNTS / 1024,
          unit: 'KB',
        },
        {
          name: 'of it reading and dry run',
          value: median(ours.map(({ readSeconds }) => readSeconds)),
          unit: 's',
        },
      ],
      tables: [],
      notes: [
        `${ACCOUNTS} accounts, a bill of ${LINES} lines each, ${Math.round(register.length / 1024)} KB of CSV; rows are those of Account, Bill, BillVersion and BillLine`,
        'import: reading the file, dry run, staging in chunks, publishing; COPY: the same rows, ready-made, four statements',
        `${context.services.databaseUrl === null ? 'embedded database' : 'PostgreSQL'}, an empty database per run, in turn`,
      ],
    };
  },
};

function servicesOver(database: Database): Pick<ServiceDeps, 'db' | 'clock' | 'installation'> {
  return {
    db: database.prisma,
    clock: { now: () => NOW },
    installation: {
      timezone: 'Europe/Moscow',
      defaultLocale: 'ru',
      adminTelegramIds: [],
      botUsername: 'domovoy_bench_bot',
      // The limit of the embedded database is not what is measured.
      embedded: false,
    },
  };
}

async function measureImport(database: Database, bytes: Uint8Array, rows: number): Promise<Round> {
  const deps = servicesOver(database);
  await saveCatalog(deps, { catalog: DEMO_CATALOG });
  const empty = await bytesOf(database);
  const began = performance.now();
  const plan = await planImport(deps, { bytes, fileName: 'bench.csv', companies: 'all', limits: LIMITS });
  const read = performance.now();
  if (plan.bills.length !== ACCOUNTS) throw new Error(`${plan.bills.length} bills were read`);
  await applyImport(deps, { plan, createAccounts: true, actor: { actorId: null, actorKind: 'cli' } });
  const done = performance.now();
  return {
    rowsPerSecond: rows / ((done - began) / 1000),
    bytes: (await bytesOf(database)) - empty,
    readSeconds: (read - began) / 1000,
  };
}

async function bytesOf({ prisma }: Database): Promise<number> {
  const [row] = await prisma.$queryRaw<{ bytes: number }[]>`
    SELECT pg_database_size(current_database())::float8 AS "bytes"`;
  return row?.bytes ?? Number.NaN;
}

async function measureCopy(database: Database, rows: number): Promise<number> {
  const deps = servicesOver(database);
  await saveCatalog(deps, { catalog: DEMO_CATALOG });
  const provider = await database.prisma.provider.findUniqueOrThrow({ where: { code: 'smart-zapad-zhku' } });
  const batch = await database.prisma.importBatch.create({
    data: {
      kind: 'bills',
      fileName: 'x',
      fileSha256: 'x',
      format: 'table',
      encoding: 'utf-8',
      createdAt: NOW,
    },
  });
  const at = NOW.toISOString();
  const each = (line: (id: number) => string): string =>
    Array.from({ length: ACCOUNTS }, (_, index) => line(index + 1)).join('');
  const tables: readonly (readonly [string, string])[] = [
    [
      'COPY "Account" ("id", "providerId", "number", "address", "flat", "publishedAt")',
      each((id) => `${id}\t${provider.id}\t${FIRST_NUMBER + id}\tул. Ленина, ${id % 50}\t${id}\t${at}\n`),
    ],
    [
      'COPY "Bill" ("id", "accountId", "type", "period")',
      each((id) => `${id}\t${id}\tВыставленный счет\t2026-10\n`),
    ],
    [
      'COPY "BillVersion" ("id", "billId", "batchId", "billDate", "total", "asOf", "address", "flat", "publishedAt")',
      each(
        (id) =>
          `${id}\t${id}\t${batch.id}\t2026-11-05\t140000\t${at}\tул. Ленина, ${id % 50}\t${id}\t${at}\n`,
      ),
    ],
    [
      'COPY "BillLine" ("versionId", "position", "service", "volume", "tariff", "accrued", "total")',
      each((id) =>
        Array.from(
          { length: LINES },
          (_, position) => `${id}\t${position}\tУслуга ${position}\t1.5\t66.67\t10000\t10000\n`,
        ).join(''),
      ),
    ],
  ];
  const began = performance.now();
  for (const [statement, text] of tables) await copyInto(database, statement, text);
  return rows / ((performance.now() - began) / 1000);
}

/** As accounting programs write it: one row per service. */
function writeRegister(): Buffer {
  const parts = [
    'Лицевой счет;Поставщик;Адрес;Квартира;Период;Дата счета;Услуга;Объем;Тариф;Начислено;Итого к оплате\r\n',
  ];
  for (let id = 1; id <= ACCOUNTS; id += 1) {
    const head = `${FIRST_NUMBER + id};Смарт Запад (ЖКУ);ул. Ленина, ${id % 50};${id};10.2026;05.11.2026`;
    for (let position = 0; position < LINES; position += 1) {
      parts.push(`${head};Услуга ${position};1,5;66,67;100,00;100,00\r\n`);
    }
  }
  return Buffer.from(parts.join(''), 'utf8');
}
