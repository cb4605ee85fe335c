import { describe, expect, it } from 'vitest';
import {
  type AdministratorChange,
  activeGrants,
  CONFIGURED_ADMINISTRATOR,
  can,
  companiesFor,
  type GrantHolder,
  judgeAdministratorChange,
  type RoleGrant,
  STAFF_ACTIONS,
  STAFF_ROLES,
  type StaffAction,
  type StaffRole,
} from '../../src/domain/roles.ts';
import { minutesLater, T0 } from './payment-fields.ts';

let nextId = 1;
function grant(role: StaffRole, companyId: number | null = null, expiresAt: Date | null = null): RoleGrant {
  return { id: nextId++, role, companyId, expiresAt };
}
const ACTIONS = Object.keys(STAFF_ACTIONS) as StaffAction[];

/** The table a second time, by role: what each may do besides the administrator, who may do everything. */
const MANAGER = [
  'tickets.view',
  'tickets.work',
  'tickets.assign',
  'announcements.send',
  'announcements.approve',
  'deliveries.resend',
  'windows.extend',
];
const OPERATOR = [
  'residents.find',
  'residents.view',
  'residents.block',
  'residents.unblock',
  'residents.recover',
  'accounts.change-owner',
  'pins.issue',
  'requests.review',
  'readings.enter',
  'meters.edit',
  'certificates.issue',
  'payments.view',
  'tickets.view',
  'tickets.work',
];

describe('what roles may do', () => {
  for (const role of STAFF_ROLES) {
    for (const action of ACTIONS) {
      const expected = role === 'administrator' || (role === 'manager' ? MANAGER : OPERATOR).includes(action);
      it(`${role} ${expected ? 'may' : 'may not'} ${action}`, () => {
        expect(can([grant(role)], action, { companyId: 1 }, T0)).toBe(expected);
        expect(can([grant(role, 1)], action, { companyId: 1 }, T0)).toBe(expected);
        expect(can([grant(role, 2)], action, { companyId: 1 }, T0)).toBe(false);
        expect(can([], action, {}, T0)).toBe(false);
      });
    }
  }

  it('what belongs to the installation needs a grant for every company', () => {
    expect(can([grant('administrator', 1)], 'texts.edit', { companyId: null }, T0)).toBe(false);
    expect(can([grant('administrator')], 'texts.edit', { companyId: null }, T0)).toBe(true);
    expect(can([grant('administrator', 1)], 'texts.edit', {}, T0)).toBe(true);
  });

  it('a role ends at its very instant', () => {
    const until = minutesLater(T0, 10);
    const grants = [grant('operator', 1, until)];
    expect(can(grants, 'residents.find', { companyId: 1 }, new Date(until.getTime() - 1))).toBe(true);
    expect(can(grants, 'residents.find', { companyId: 1 }, until)).toBe(false);
    expect(activeGrants(grants, until)).toEqual([]);
  });

  it('lists are cut to the companies of the roles that cover the action', () => {
    const grants = [
      grant('manager', 3),
      grant('operator', 1),
      grant('operator', 2, T0),
      grant('operator', 5),
    ];
    expect(companiesFor(grants, 'residents.find', T0)).toEqual([1, 5]);
    expect(companiesFor(grants, 'tickets.work', T0)).toEqual([1, 3, 5]);
    expect(companiesFor(grants, 'audit.view', T0)).toEqual([]);
    expect(companiesFor([...grants, CONFIGURED_ADMINISTRATOR], 'audit.view', T0)).toBe('all');
  });
});

describe('making and removing administrators', () => {
  const holder = (identityId: number, ...grants: RoleGrant[]): GrantHolder => ({ identityId, grants });
  const anna = holder(1, grant('administrator'));
  const boris = holder(2, grant('administrator'));
  const vera = holder(3, grant('administrator', 7));
  const config = holder(4, CONFIGURED_ADMINISTRATOR);
  const pavel = holder(5, grant('operator', 7));
  const judge = (over: Partial<AdministratorChange>) =>
    judgeAdministratorChange(
      {
        kind: 'grant',
        actorId: 1,
        confirmedById: null,
        targetId: 5,
        companyId: null,
        holders: [anna, boris, vera, config, pavel],
        ...over,
      },
      T0,
    );

  it('one proposes, another confirms', () => {
    expect(judge({})).toBe('second-person-needed');
    expect(judge({ confirmedById: 1 })).toBe('second-person-needed');
    expect(judge({ confirmedById: 5 })).toBe('second-person-needed');
    expect(judge({ confirmedById: 2 })).toBe('allowed');
  });

  it('an administrator of one company confirms there, not for every company', () => {
    expect(judge({ confirmedById: 3 })).toBe('second-person-needed');
    expect(judge({ confirmedById: 3, companyId: 7 })).toBe('allowed');
    expect(judge({ actorId: 3, companyId: 8 })).toBe('ROLE_NOT_YOURS_TO_CHANGE');
  });

  it('the only administrator may appoint a second one alone', () => {
    expect(judge({ holders: [anna, pavel] })).toBe('allowed');
    expect(judge({ holders: [anna, vera, pavel] })).toBe('allowed');
    expect(judge({ actorId: 5 })).toBe('ROLE_NOT_YOURS_TO_CHANGE');
  });

  it('nobody confirms what is done to them', () => {
    const revoke = { kind: 'revoke', targetId: 2, grantId: boris.grants[0]?.id ?? null } as const;
    expect(judge({ ...revoke, confirmedById: 2 })).toBe('second-person-needed');
    expect(judge({ ...revoke, confirmedById: 4 })).toBe('allowed');
    expect(judge({ ...revoke, holders: [anna, boris, pavel] })).toBe('allowed');
  });

  it('the last administrator stays, the one of the environment cannot be revoked', () => {
    const self = { kind: 'revoke', targetId: 1, grantId: anna.grants[0]?.id ?? null } as const;
    expect(judge({ ...self, holders: [anna, pavel] })).toBe('ROLE_LAST_ADMINISTRATOR');
    expect(judge({ ...self, holders: [anna, vera, pavel] })).toBe('ROLE_LAST_ADMINISTRATOR');
    expect(judge({ ...self })).toBe('allowed');
    expect(judge({ kind: 'revoke', targetId: 4, grantId: null, confirmedById: 2 })).toBe('ROLE_CONFIGURED');
  });

  it('an expired administrator neither acts, confirms, nor counts as the rest', () => {
    const expired = holder(6, grant('administrator', null, T0));
    expect(judge({ actorId: 6, holders: [anna, expired] })).toBe('ROLE_NOT_YOURS_TO_CHANGE');
    const self = { kind: 'revoke', targetId: 1, grantId: anna.grants[0]?.id ?? null } as const;
    expect(judge({ ...self, holders: [anna, expired] })).toBe('ROLE_LAST_ADMINISTRATOR');
  });
});
