import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import {
  grantRole,
  type RoleActor,
  type RoleChange,
  revokeRole,
} from '../../../src/services/staff/change-role.ts';
import { checkHealth } from '../../../src/services/staff/check-health.ts';
import { grantsOf } from '../../../src/services/staff/grants-of.ts';
import { AUDIT_PER_PAGE, listAudit } from '../../../src/services/staff/list-audit.ts';
import { listRoles } from '../../../src/services/staff/list-roles.ts';
import { recordAudit } from '../../../src/services/staff/record-audit.ts';
import { askSecondPerson, confirmRoleRequest } from '../../../src/services/staff/role-request.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';

let database: Database;
let make: Fixtures;
let now: Date;
let wakeups: string[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  now = new Date('2026-11-16T09:00:00Z');
  wakeups = [];
  make = createFixtures(database.prisma, () => now);
});

const CONFIGURED = 77;
function deps() {
  return {
    db: database.prisma,
    clock: { now: () => now },
    installation: {
      timezone: 'Europe/Moscow',
      defaultLocale: 'ru',
      adminTelegramIds: [CONFIGURED],
      botUsername: 'domovoy_test_bot',
      embedded: true,
    },
    notify: (topic: string) => void wakeups.push(topic),
  } as const;
}

const CLI: RoleActor = { kind: 'cli' };
const TARGET = 123_456_789;

async function actorOf(identityId: number): Promise<RoleActor> {
  return { kind: 'staff', identityId, grants: await grantsOf(deps(), { identityId }) };
}

async function administrator(companyId: number | null = null) {
  const person = await make.staff('administrator', companyId);
  return { ...person, actor: await actorOf(person.identityId) };
}

const change = (actor: RoleActor, over: Partial<RoleChange> = {}): RoleChange => ({
  actor,
  telegramId: TARGET,
  role: 'manager',
  company: null,
  ...over,
});

async function rolesOf(telegramId: number): Promise<string[]> {
  const rows = await database.prisma.staffRole.findMany({
    where: { identity: { telegramId: BigInt(telegramId) }, revokedAt: null },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ role }) => role);
}

describe('giving and taking a role', () => {
  it('works for somebody who has not opened the bot yet, once', async () => {
    const boss = await administrator();
    expect(await grantRole(deps(), change(boss.actor))).toMatchObject({ kind: 'done', changed: true });
    expect(await grantRole(deps(), change(boss.actor))).toMatchObject({ kind: 'done', changed: false });
    expect(await rolesOf(TARGET)).toEqual(['manager']);
    expect(await database.prisma.auditEntry.findMany({ select: { action: true, actorId: true } })).toEqual([
      { action: 'role.grant', actorId: boss.identityId },
    ]);
    expect(await revokeRole(deps(), change(boss.actor))).toMatchObject({ kind: 'done', changed: true });
    await expect(revokeRole(deps(), change(boss.actor))).rejects.toMatchObject({ code: 'ROLE_NOT_HELD' });
    expect(await rolesOf(TARGET)).toEqual([]);
  });

  it('twice at once is one role', async () => {
    const boss = await administrator();
    await Promise.all([1, 2, 3].map(() => grantRole(deps(), change(boss.actor))));
    expect(await rolesOf(TARGET)).toEqual(['manager']);
  });

  it('a new expiry is taken over; an expired role is none', async () => {
    await grantRole(deps(), change(CLI, { expiresAt: new Date('2026-11-17T00:00:00Z') }));
    const later = new Date('2026-12-01T00:00:00Z');
    expect(await grantRole(deps(), change(CLI, { expiresAt: later }))).toMatchObject({ changed: true });
    const [row] = await database.prisma.staffRole.findMany();
    expect(row?.expiresAt).toEqual(later);
    const listed = async () =>
      (await listRoles(deps(), { grants: await adminGrants() })).map(({ role }) => role);
    expect(await listed()).toContain('manager');
    now = later;
    expect(await listed()).not.toContain('manager');
  });

  it.each(['manager', 'operator'] as const)('a %s may not, and learns nothing', async (role) => {
    const person = await make.staff(role);
    const actor = await actorOf(person.identityId);
    for (const act of [grantRole, revokeRole]) {
      for (const over of [
        {},
        { company: 'nowhere' },
        { telegramId: CONFIGURED, role: 'administrator' as const },
      ]) {
        await expect(act(deps(), change(actor, over))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      }
    }
    expect(await rolesOf(TARGET)).toEqual([]);
  });

  it('an administrator of one company changes roles of that company only', async () => {
    const own = await make.company();
    const other = await make.company();
    const boss = await administrator(own.id);
    expect(await grantRole(deps(), change(boss.actor, { company: own.slug }))).toMatchObject({
      kind: 'done',
    });
    await expect(grantRole(deps(), change(boss.actor, { company: other.slug }))).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await expect(grantRole(deps(), change(boss.actor))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const rows = await listRoles(deps(), { grants: boss.actor.kind === 'staff' ? boss.actor.grants : [] });
    expect(rows.map(({ role, company }) => [role, company])).toEqual([
      ['manager', own.shortName],
      ['administrator', own.shortName],
    ]);
  });

  it('a company that is not there', async () => {
    await expect(grantRole(deps(), change(CLI, { company: 'nowhere' }))).rejects.toMatchObject({
      code: 'COMPANY_NOT_FOUND',
      details: { slug: 'nowhere' },
    });
    expect(await database.prisma.telegramIdentity.count()).toBe(0);
  });

  it('an administrator from the settings stays', async () => {
    const boss = await administrator();
    await expect(
      revokeRole(deps(), change(boss.actor, { telegramId: CONFIGURED, role: 'administrator' })),
    ).rejects.toMatchObject({ code: 'ROLE_CONFIGURED' });
  });
});

async function adminGrants() {
  const { identityId } = await make.staff('administrator');
  return grantsOf(deps(), { identityId });
}

describe('the administrator’s role takes two', () => {
  const promote = { role: 'administrator' } as const;

  /** Ask and find the draft of the request. */
  async function request(
    asking: { identityId: number; actor: RoleActor },
    kind: 'grant' | 'revoke',
    telegramId = TARGET,
  ) {
    const act = kind === 'grant' ? grantRole : revokeRole;
    const result = await act(deps(), change(asking.actor, { ...promote, telegramId }));
    if (result.kind !== 'second-person-needed') throw new Error('one person was enough');
    await askSecondPerson(deps(), {
      identityId: asking.identityId,
      request: { kind, telegramId, role: 'administrator', company: null },
      askIdentityIds: result.askIdentityIds,
    });
    const draft = await database.prisma.draft.findFirstOrThrow({ orderBy: { id: 'desc' } });
    return { draftId: draft.id, asked: result.askIdentityIds };
  }

  it('nothing changes before another administrator agrees, and nobody’s identity is made', async () => {
    const boss = await administrator();
    const other = await administrator();
    const before = await database.prisma.telegramIdentity.count();
    const { draftId, asked } = await request(boss, 'grant');
    expect(asked).toEqual([other.identityId]);
    expect(await database.prisma.telegramIdentity.count()).toBe(before);
    const deliveries = await database.prisma.delivery.findMany();
    expect(deliveries.map(({ kind, identityId, status }) => [kind, identityId, status])).toEqual([
      ['staff.role-request', other.identityId, 'queued'],
    ]);
    expect(wakeups).toEqual(['deliveries']);

    expect(await confirmRoleRequest(deps(), { draftId, identityId: other.identityId })).toMatchObject({
      kind: 'done',
      changed: true,
    });
    expect(await rolesOf(TARGET)).toEqual(['administrator']);
    expect(await confirmRoleRequest(deps(), { draftId, identityId: other.identityId })).toMatchObject({
      changed: false,
    });
  });

  it('nobody agrees with themselves, nobody without the role agrees, and a day is long enough', async () => {
    const boss = await administrator();
    await administrator();
    const manager = await make.staff('manager');
    const stranger = await make.staff('administrator', (await make.company()).id);
    const { draftId } = await request(boss, 'grant');
    const agree = (identityId: number) => confirmRoleRequest(deps(), { draftId, identityId });
    await expect(agree(boss.identityId)).rejects.toMatchObject({ code: 'ROLE_CONFIRM_OWN' });
    await expect(agree(manager.identityId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(agree(stranger.identityId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    now = new Date(now.getTime() + 24 * 3_600_000);
    const other = await administrator();
    await expect(agree(other.identityId)).rejects.toMatchObject({ code: 'DRAFT_EXPIRED' });
    expect(await rolesOf(TARGET)).toEqual([]);
  });

  it('who asked must still be an administrator when the other one agrees', async () => {
    const boss = await administrator();
    const other = await administrator();
    const { draftId } = await request(boss, 'grant');
    await database.prisma.staffRole.update({ where: { id: boss.grantId }, data: { revokedAt: now } });
    await expect(confirmRoleRequest(deps(), { draftId, identityId: other.identityId })).rejects.toMatchObject(
      {
        code: 'NOT_ALLOWED',
      },
    );
    expect(await rolesOf(TARGET)).toEqual([]);
  });

  it('the only administrator may appoint the second one alone', async () => {
    const boss = await administrator();
    expect(await grantRole(deps(), change(boss.actor, promote))).toMatchObject({
      kind: 'done',
      changed: true,
    });
  });

  it('two administrators who give up their roles at once: one of them stays', async () => {
    const [a, b] = [await administrator(), await administrator()];
    const results = await Promise.allSettled([
      revokeRole(deps(), change(a.actor, { ...promote, telegramId: a.telegramId })),
      revokeRole(deps(), change(b.actor, { ...promote, telegramId: b.telegramId })),
    ]);
    const left = [...(await rolesOf(a.telegramId)), ...(await rolesOf(b.telegramId))];
    expect(left).toEqual(['administrator']);
    const [refused] = results.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'ROLE_LAST_ADMINISTRATOR' } });
  });
});

describe('the journal', () => {
  it('is newest first, by pages, within the companies of the reader', async () => {
    const own = await make.company();
    const other = await make.company();
    for (let n = 1; n <= AUDIT_PER_PAGE + 1; n += 1) {
      await recordAudit(database.prisma, {
        at: now,
        actorId: null,
        actorKind: 'cli',
        action: `own.${n}`,
        subject: 'x',
        companyId: own.id,
      });
    }
    await recordAudit(database.prisma, {
      at: now,
      actorId: null,
      actorKind: 'cli',
      action: 'other',
      subject: 'x',
      companyId: other.id,
    });
    const boss = await administrator(own.id);
    const grants = boss.actor.kind === 'staff' ? boss.actor.grants : [];
    const first = await listAudit(deps(), { grants, page: 0 });
    expect(first.total).toBe(AUDIT_PER_PAGE + 1);
    expect(first.rows[0]?.action).toBe(`own.${AUDIT_PER_PAGE + 1}`);
    const last = await listAudit(deps(), { grants, page: 7 });
    expect(last).toMatchObject({ page: 1, rows: [{ action: 'own.1' }] });
    expect((await listAudit(deps(), { grants: await adminGrants(), page: 0 })).total).toBe(
      AUDIT_PER_PAGE + 2,
    );
  });

  it('is closed to everybody else', async () => {
    const { identityId } = await make.staff('operator');
    const grants = await grantsOf(deps(), { identityId });
    await expect(listAudit(deps(), { grants, page: 0 })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(listRoles(deps(), { grants })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('health', () => {
  it('counts what is there and what needs a person, in one statement', async () => {
    await make.resident();
    await make.account();
    await make.account({ publishedAt: null });
    await make.importBatch({ status: 'staging' });
    const { result, statements } = await database.countStatements(() => checkHealth(deps()));
    expect(result).toMatchObject({
      residents: 1,
      accounts: 1,
      importsOpen: 1,
      deliveriesWaiting: 0,
      tasksFailed: 0,
    });
    expect(statements).toHaveLength(1);
  });
});
