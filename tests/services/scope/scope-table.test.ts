import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { isDomainError } from '../../../src/domain/errors.ts';
import { projectRoot } from '../../../src/domain/project-root.ts';
import { can } from '../../../src/domain/roles.ts';
import { openTestDatabase } from '../../support/database.ts';
import { SCOPE_TABLE, type ScopeRow } from './table.ts';
import { buildTown, NOW, type Town } from './two-companies.ts';

let database: Database;
let town: Town;
beforeAll(async () => {
  database = await openTestDatabase();
  town = await buildTown(database);
});
afterAll(() => database.close());

/** "You may not" and "there is no such thing", which must be one for things of others. */
const REFUSED = /^NOT_ALLOWED$|NOT_FOUND$|NOT_SERVED$|_GONE$|_NOT_YOURS|IMPORT_NOT_YOURS/;

/** What became of a call: an answer as text, or the code of the refusal. */
async function outcomeOf(row: ScopeRow, caller: Town['callers'][number]) {
  try {
    const answer = await row.call(town.deps, caller, town.mine);
    const text =
      JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
    return { refused: null, text };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { refused: error.code, text: '' };
  }
}

describe.each(SCOPE_TABLE)('$name', (row) => {
  it('is for the roles that cover the company, and for nobody else', async () => {
    const wrong: string[] = [];
    // Whoever may not comes first: what others change must not hide that they could have.
    const callers = [...town.callers].reverse();
    for (const caller of callers) {
      const { grants } = caller;
      const scope =
        row.kind === 'installation'
          ? { companyId: null }
          : row.kind === 'list'
            ? {}
            : { companyId: town.mine.companyId };
      const may = can(grants, row.action, scope, NOW);
      const { refused, text } = await outcomeOf(row, caller);
      const denied = refused !== null && REFUSED.test(refused);
      if (row.kind !== 'list' && may === denied) wrong.push(`${caller.name}: ${refused ?? 'answered'}`);
      // A list may be empty instead of refused.
      if (row.kind === 'list' && may && denied) wrong.push(`${caller.name}: ${refused}`);
      const covers = (companyId: number): boolean => can(grants, row.action, { companyId }, NOW);
      if (!covers(town.mine.companyId) && /alpha/.test(text))
        wrong.push(`${caller.name} sees alpha: ${text.slice(0, 200)}`);
      if (!covers(town.theirs.companyId) && /bravo/.test(text))
        wrong.push(`${caller.name} sees bravo: ${text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** What takes an actor and is no use case of the staff by itself. */
const NOT_IN_TABLE: Readonly<Record<string, string>> = {
  accountForReadings: 'the check behind openReadingForm, which is in the table',
  accountOfDeed: 'the check behind addMeter and its like, which are in the table',
  meterOfDeed: 'the check behind editMeter and its like',
  checkEntries: 'a step of that form',
  submitReadings: 'the end of that form',
  readingHistory: 'a resident’s own',
  compareYears: 'a resident’s own',
  exportHistory: 'a resident’s own',
  listWindowProviders: 'either of two rights: entering readings or extending windows',
  showWindows: 'either of two rights, as above',
  suspendMoved: 'a step of publishing an import and of taking it back',
  cutHistory: 'a step of publishing an import',
  verifiedUntil: 'part of the staff’s card of a person',
  requireRecognised: 'a check inside other use cases',
  requireResident: 'a check inside other use cases',
  asStaff: 'a check inside other use cases',
  editMessage: 'either side’s own words; who lost the role: tests/stories/tickets-attacks.test.ts',
};

describe('the table', () => {
  it('has every use case of the staff: functions of services that take who acts', () => {
    const root = join(projectRoot(), 'src', 'services');
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => {
        const source = readFileSync(join(root, path), 'utf8');
        return [...source.matchAll(/export async function (\w+)\(([\s\S]*?)\n?\): /g)]
          .filter(([, , parameters = '']) =>
            /\b(?:actor|grants|staff)\s*:|change: RoleChange/.test(parameters),
          )
          .map(([, name = '']) => name);
      });
    const rows = new Set(SCOPE_TABLE.map(({ name }) => name));
    const missing = found.filter((name) => !rows.has(name));
    expect(found.length).toBeGreaterThan(80);
    expect(missing.sort()).toEqual(Object.keys(NOT_IN_TABLE).sort());
  });
});
