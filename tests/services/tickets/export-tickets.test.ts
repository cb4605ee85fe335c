import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import type { RoleGrant } from '../../../src/domain/roles.ts';
import { exportTickets, type TicketFile } from '../../../src/services/tickets/export-tickets.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';

const NOW = new Date('2026-11-16T09:00:00Z');
let database: Database;
let make: Fixtures;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await clean(database);
  make = createFixtures(database.prisma, () => NOW);
});
afterAll(() => database.close());

const deps = () => ({
  db: database.prisma,
  clock: { now: () => NOW },
  installation: {
    timezone: 'Europe/Moscow',
    defaultLocale: 'ru' as const,
    adminTelegramIds: [],
    botUsername: 'domovoy_test_bot',
    embedded: true,
  },
});
const tr = createTexts().for('ru');

async function manager(companyId: number) {
  const { identityId, grantId } = await make.staff('manager', companyId);
  const grants: RoleGrant[] = [{ id: grantId, role: 'manager', companyId, expiresAt: null }];
  return { identityId, grants };
}
const many = (companyId: number, prefix: string, count: number) =>
  database.prisma.ticket.createMany({
    data: Array.from({ length: count }, (_, n) => ({
      number: `${prefix}-${n + 1}`,
      companyId,
      text: 'Нет воды; "совсем"',
      createdAt: NOW,
    })),
  });
async function read(file: TicketFile): Promise<{ lines: string[]; largest: number }> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.chunks()) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return { lines: text.trimEnd().split('\r\n'), largest: Math.max(...chunks.map(({ length }) => length)) };
}

describe('the table of tickets', () => {
  it('has every ticket, newest first, page by page, beyond ten thousand too', async () => {
    const company = await make.company();
    const other = await make.company();
    await many(company.id, 'A', 10_050);
    await many(other.id, 'B', 3);
    const staff = await manager(company.id);
    const files = await exportTickets(deps(), { staff, tr });
    expect(files.map(({ rows }) => rows)).toEqual([10_050]);
    const [file] = files;
    if (file === undefined) throw new Error('no file');
    // Made while the file is read: neither there nor in anybody's way.
    const reading = read(file);
    await many(company.id, 'C', 1);
    const { lines, largest } = await reading;
    expect(lines).toHaveLength(10_051);
    expect(lines[1]).toMatch(/^A-10050;/);
    expect(lines.at(-1)).toMatch(/^A-1;/);
    expect(new Set(lines).size).toBe(10_051);
    // A page at a time, not the whole.
    expect(largest).toBeLessThan(200_000);
    // A lost connection asks for the file once more.
    expect((await read(file)).lines).toEqual(lines);
  });

  it('goes on in further files, each with its heading, and is one empty table when there is nothing', async () => {
    const company = await make.company();
    const staff = await manager(company.id);
    const [empty, ...none] = await exportTickets(deps(), { staff, tr });
    if (empty === undefined) throw new Error('no file');
    expect([empty.rows, none.length, (await read(empty)).lines.length]).toEqual([0, 0, 1]);
    await many(company.id, 'A', 25);
    const files = await exportTickets(deps(), { staff, tr, rowsPerFile: 10 });
    expect(files.map(({ rows }) => rows)).toEqual([10, 10, 5]);
    const tables = await Promise.all(files.map(read));
    expect(new Set(tables.map(({ lines }) => lines[0])).size).toBe(1);
    expect(tables.flatMap(({ lines }) => lines.slice(1)).map((line) => line.split(';')[0])).toEqual(
      Array.from({ length: 25 }, (_, n) => `A-${25 - n}`),
    );
  });
});
