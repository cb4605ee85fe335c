/** Roles that staff may hold. A resident is nobody's grant: whoever registered is one. */
export const STAFF_ROLES = ['manager', 'operator', 'administrator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/**
 * Everything staff can do, and which roles may. An administrator may do everything; the table still names the
 * role, because tests walk it and the help screen prints it.
 * Managers speak to houses and work the queue; operators help one person at a time on the phone.
 */
export const STAFF_ACTIONS = {
  'residents.find': ['operator', 'administrator'],
  'residents.view': ['operator', 'administrator'],
  'residents.block': ['operator', 'administrator'],
  'residents.unblock': ['operator', 'administrator'],
  'residents.recover': ['operator', 'administrator'],
  'accounts.change-owner': ['operator', 'administrator'],
  'pins.issue': ['operator', 'administrator'],
  'requests.review': ['operator', 'administrator'],
  'readings.enter': ['operator', 'administrator'],
  'meters.edit': ['operator', 'administrator'],
  'certificates.issue': ['operator', 'administrator'],
  'payments.view': ['operator', 'administrator'],
  'payments.refund': ['administrator'],
  'payments.reconcile': ['administrator'],
  'tickets.view': ['manager', 'operator', 'administrator'],
  'tickets.work': ['manager', 'operator', 'administrator'],
  'tickets.assign': ['manager', 'administrator'],
  'announcements.send': ['manager', 'administrator'],
  'announcements.approve': ['manager', 'administrator'],
  'deliveries.resend': ['manager', 'administrator'],
  'windows.extend': ['manager', 'administrator'],
  'windows.edit': ['administrator'],
  'bills.import': ['administrator'],
  'accounts.import': ['administrator'],
  'meters.import': ['administrator'],
  'payments.import': ['administrator'],
  'imports.roll-back': ['administrator'],
  'exports.create': ['administrator'],
  'settings.edit': ['administrator'],
  'texts.edit': ['administrator'],
  'features.toggle': ['administrator'],
  'roles.grant': ['administrator'],
  'roles.revoke': ['administrator'],
  'statistics.view': ['administrator'],
  'health.view': ['administrator'],
  'audit.view': ['administrator'],
} as const satisfies Record<string, readonly StaffRole[]>;
export type StaffAction = keyof typeof STAFF_ACTIONS;

/** A role somebody holds. `id` null: from ADMIN_IDS of the environment, so the bot cannot revoke it. */
export interface RoleGrant {
  readonly id: number | null;
  readonly role: StaffRole;
  /** null = every company of the installation. */
  readonly companyId: number | null;
  /** null = until revoked. */
  readonly expiresAt: Date | null;
}

/**
 * What an action touches. `companyId` a number: one company's data; null: what belongs to the installation
 * (terms, features), which only a grant for every company covers; absent: "anywhere at all", for menus only.
 */
export interface ActionScope {
  readonly companyId?: number | null;
}

/** Grants in force: an expired role is no role from its very instant. */
export function activeGrants(grants: readonly RoleGrant[], now: Date): readonly RoleGrant[] {
  return grants.filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > now.getTime());
}

/** The grant that every administrator named in ADMIN_IDS has, whatever the database says. */
export const CONFIGURED_ADMINISTRATOR: RoleGrant = {
  id: null,
  role: 'administrator',
  companyId: null,
  expiresAt: null,
};

/** Whether these grants cover the action in the scope now. Blocked or deleted people must come without grants. */
export function can(
  grants: readonly RoleGrant[],
  action: StaffAction,
  scope: ActionScope,
  now: Date,
): boolean {
  return activeGrants(grants, now).some(
    ({ role, companyId }) =>
      allowsRole(action, role) &&
      (scope.companyId === undefined || companyId === null || companyId === scope.companyId),
  );
}

/** Companies for which the action is covered: for WHERE clauses of lists. An empty list means none. */
export function companiesFor(
  grants: readonly RoleGrant[],
  action: StaffAction,
  now: Date,
): 'all' | readonly number[] {
  const covering = activeGrants(grants, now).filter(({ role }) => allowsRole(action, role));
  const companies = new Set<number>();
  for (const { companyId } of covering) {
    if (companyId === null) return 'all';
    companies.add(companyId);
  }
  return [...companies].sort((a, b) => a - b);
}

function allowsRole(action: StaffAction, role: StaffRole): boolean {
  const roles: readonly StaffRole[] = STAFF_ACTIONS[action];
  return roles.includes(role);
}

/** A person with the grants they hold, as the rule about administrators needs them. */
export interface GrantHolder {
  readonly identityId: number;
  readonly grants: readonly RoleGrant[];
}

/** Giving or taking the administrator's role, as proposed by one administrator and maybe confirmed by another. */
export interface AdministratorChange {
  readonly kind: 'grant' | 'revoke';
  readonly actorId: number;
  /** Who agreed besides the actor; null = nobody yet. */
  readonly confirmedById: number | null;
  /** Who gets or loses the role. */
  readonly targetId: number;
  /** Company of the role; null = every company. */
  readonly companyId: number | null;
  /** For a revocation: the row that goes, null when it comes from ADMIN_IDS. */
  readonly grantId?: number | null;
  /** Everybody with grants. */
  readonly holders: readonly GrantHolder[];
}

export const ADMINISTRATOR_CHANGE_VERDICTS = [
  'allowed',
  'second-person-needed',
  'ROLE_NOT_YOURS_TO_CHANGE',
  'ROLE_CONFIGURED',
  'ROLE_LAST_ADMINISTRATOR',
] as const;
export type AdministratorChangeVerdict = (typeof ADMINISTRATOR_CHANGE_VERDICTS)[number];

/**
 * Two persons for the administrator's role: one stolen phone must neither make administrators nor remove them.
 * - who proposes (and who confirms) must be an administrator of that scope; nobody confirms their own proposal,
 *   and the target does not confirm what is done to them;
 * - while somebody else of that scope could confirm, one of them must; the only administrator may act alone,
 *   or a small company could never appoint a second one;
 * - giving up one's own role needs no second person;
 * - roles from ADMIN_IDS are changed in the environment only;
 * - the last administrator of a scope stays.
 */
export function judgeAdministratorChange(change: AdministratorChange, now: Date): AdministratorChangeVerdict {
  const administers = (grants: readonly RoleGrant[]) =>
    can(grants, 'roles.grant', { companyId: change.companyId }, now);
  const administrators = change.holders.filter(({ grants }) => administers(grants));
  const isAdministrator = (id: number) => administrators.some(({ identityId }) => identityId === id);

  if (!isAdministrator(change.actorId)) return 'ROLE_NOT_YOURS_TO_CHANGE';
  if (change.kind === 'revoke') {
    if (change.grantId === null) return 'ROLE_CONFIGURED';
    const remain = change.holders.some(({ identityId, grants }) =>
      administers(identityId === change.targetId ? grants.filter(({ id }) => id !== change.grantId) : grants),
    );
    if (!remain) return 'ROLE_LAST_ADMINISTRATOR';
    if (change.actorId === change.targetId) return 'allowed';
  }
  const mayConfirm = administrators.filter(
    ({ identityId }) => identityId !== change.actorId && identityId !== change.targetId,
  );
  if (mayConfirm.length === 0) return 'allowed';
  return mayConfirm.some(({ identityId }) => identityId === change.confirmedById)
    ? 'allowed'
    : 'second-person-needed';
}
