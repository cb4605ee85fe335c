import { z } from 'zod';
import { dateIn } from '../domain/clock-zone.ts';
import { type BillingDate, parseBillingDate } from '../domain/period.ts';
import { saveCatalog } from '../services/companies/save-catalog.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { applyImport } from '../services/imports/apply-import.ts';
import { planImport } from '../services/imports/plan-import.ts';
import { grantRole } from '../services/staff/change-role.ts';
import { ensureTextDocuments } from '../services/texts/ensure-text-documents.ts';
import { ensureTicketTypes } from '../services/tickets/ticket-types.ts';
import { DEMO_CATALOG } from './catalog.ts';
import { clockAt, type DemoDeps, noonOf } from './demo-clock.ts';
import { seedIvan } from './ivan.ts';
import { seedMeters } from './meters.ts';
import { acceptTexts, DEMO_PEOPLE, DEMO_ROLES } from './people.ts';
import { demoRegisters } from './registers.ts';
import { connectDemoGroup } from './staff-group.ts';

/** Row of `Installation`: the day the demo is told from, and whether all of it is there. */
export const DEMO_DATA_MARK = 'demo-data';
const markSchema = z.object({ today: z.string(), done: z.boolean() });

/**
 * Fill a database with the demo: catalogue, half a year of bills, people with roles, a resident with a history.
 * Everything goes through the services, as if companies and people had done it. The second call changes nothing; one
 * that was interrupted is finished by the next.
 * @returns false when the demo was there already
 */
export async function seedDemo(deps: DemoDeps): Promise<boolean> {
  const { today, done } = await readMark(deps);
  if (done) return false;
  await writeMark(deps, { today, done: false });
  await ensureTextDocuments(deps);
  await ensureTicketTypes(deps);
  await saveCatalog(deps, { catalog: DEMO_CATALOG });
  await loadRegisters(deps, today);
  await seedStaff(deps);
  await seedMeters(deps, { today, administratorId: await acceptTexts(deps, DEMO_PEOPLE.administrator) });
  await seedIvan(deps, today);
  await writeMark(deps, { today, done: true });
  return true;
}

type Mark = { readonly today: BillingDate; readonly done: boolean };

async function readMark(deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>): Promise<Mark> {
  const row = await deps.db.installation.findUnique({ where: { key: DEMO_DATA_MARK } });
  const known = markSchema.safeParse(row?.value);
  const today = known.success ? parseBillingDate(known.data.today) : null;
  if (known.success && today !== null) return { today, done: known.data.done };
  return { today: dateIn(deps.clock.now(), deps.installation.timezone), done: false };
}

async function writeMark(deps: Pick<ServiceDeps, 'db'>, value: Mark): Promise<void> {
  await deps.db.installation.upsert({
    where: { key: DEMO_DATA_MARK },
    create: { key: DEMO_DATA_MARK, value },
    update: { value },
  });
}

/** Each file comes on the day of its newest bill: later payments are not in its figures. */
async function loadRegisters(deps: DemoDeps, today: BillingDate): Promise<void> {
  for (const { fileName, bytes, date } of demoRegisters(today)) {
    const then = clockAt(deps, noonOf(date, deps.installation.timezone));
    const plan = await planImport(then, { bytes, fileName, companies: 'all' });
    if (plan.errors.length > 0)
      throw new Error(`demo register ${fileName}: ${JSON.stringify(plan.errors[0])}`);
    await applyImport(then, {
      plan,
      createAccounts: true,
      actor: { actorId: null, actorKind: 'system' },
    });
  }
}

/** Staff need no registration, but the bot speaks only to those who accepted its texts. */
async function seedStaff(deps: DemoDeps): Promise<void> {
  for (const { person, role, company } of DEMO_ROLES) {
    await acceptTexts(deps, person);
    await grantRole(deps, { actor: { kind: 'cli' }, telegramId: person.id, role, company });
  }
  const identityId = await acceptTexts(deps, DEMO_PEOPLE.administrator);
  await connectDemoGroup(deps, identityId);
}
