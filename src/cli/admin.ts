import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { endOfDay } from '../domain/clock-zone.ts';
import { DomainError } from '../domain/errors.ts';
import { parseBillingDate } from '../domain/period.ts';
import { parseRoleCommand } from '../domain/role-command.ts';
import { CONFIGURED_ADMINISTRATOR } from '../domain/roles.ts';
import { catalogSchema, saveCatalog } from '../services/companies/save-catalog.ts';
import { IMPORTS_PER_PAGE, listImports } from '../services/imports/list-imports.ts';
import { rollBackImport } from '../services/imports/roll-back-import.ts';
import { auditActor, auditSentence } from '../services/staff/audit-sentence.ts';
import { grantRole, revokeRole } from '../services/staff/change-role.ts';
import { checkHealth } from '../services/staff/check-health.ts';
import {
  AUDIT_GROUPS,
  AUDIT_PER_PAGE,
  AUDIT_SPANS,
  isAuditGroup,
  listAudit,
} from '../services/staff/list-audit.ts';
import { listRoles } from '../services/staff/list-roles.ts';
import { showStatistics } from '../services/statistics/show-statistics.ts';
import { statisticsLines } from '../services/statistics/statistics-lines.ts';
import { isStatsSpan } from '../services/statistics/stats-period.ts';
import { htmlToPlain } from '../texts/html.ts';
import { EXPORT_COMMANDS, type ExportCall } from './admin-exports.ts';
import { METER_COMMANDS } from './admin-meters.ts';
import { PEOPLE_COMMANDS } from './admin-people.ts';
import { READING_COMMANDS } from './admin-readings.ts';
import { SETTINGS_COMMANDS } from './admin-settings.ts';
import { type CliServices, openServices } from './open-services.ts';
import { EXIT, type ExitCode, runProgram, sayPage, type Terminal, UsageError } from './program.ts';

interface Call extends ExportCall {
  readonly services: CliServices;
  readonly terminal: Terminal;
  /** What stands after the command's own words. */
  readonly args: readonly string[];
  readonly page: number;
  /** `2026-12-31`, the last day of a role */
  readonly until: string | null;
}

/** Whoever has the terminal has the database: no role stands above it. */
const GRANTS = [CONFIGURED_ADMINISTRATOR];

const COMMANDS: Readonly<Record<string, (call: Call) => Promise<ExitCode>>> = {
  grant: (call) => changeRole(call, 'grant'),
  revoke: (call) => changeRole(call, 'revoke'),
  roles,
  'imports list': importsList,
  'imports rollback': importsRollBack,
  audit,
  stats,
  health,
  catalog,
  ...EXPORT_COMMANDS,
  ...READING_COMMANDS,
  ...METER_COMMANDS,
  ...PEOPLE_COMMANDS,
  ...SETTINGS_COMMANDS,
};

/** Commands of two words begin with these. */
const GROUPS: ReadonlySet<string> = new Set([
  'imports',
  'export',
  'readings',
  'meters',
  'people',
  'settings',
]);

async function changeRole(call: Call, kind: 'grant' | 'revoke'): Promise<ExitCode> {
  const { services, terminal, args } = call;
  const { tr, say } = terminal;
  const command = parseRoleCommand(args.join(' '));
  if (command === null) throw new UsageError(tr.plain('cli-admin-wrong-role'));
  const expiresAt = kind === 'grant' ? expiryOf(call) : null;
  const change = { actor: { kind: 'cli' }, ...command, expiresAt } as const;
  if (kind === 'grant') await grantRole(services, change);
  else await revokeRole(services, change);
  say(
    htmlToPlain(
      tr.html(kind === 'grant' ? 'staff-role-granted' : 'staff-role-revoked', {
        id: String(command.telegramId),
        role: tr.plainOr(`staff-role-${command.role}`, {}, 'staff-role-manager'),
        company: command.company ?? tr.plain('staff-every-company'),
      }),
    ),
  );
  return EXIT.ok;
}

/** The role lasts to the end of its last day. */
function expiryOf({ until, services, terminal }: Call): Date | null {
  if (until === null) return null;
  const date = parseBillingDate(until);
  const expiresAt = date === null ? null : endOfDay(date, services.installation.timezone);
  if (expiresAt === null || expiresAt <= services.clock.now()) {
    throw new UsageError(terminal.tr.plain('cli-wrong-until', { value: until }));
  }
  return expiresAt;
}

async function roles({ services, terminal: { tr, say } }: Call): Promise<ExitCode> {
  const zone = services.installation.timezone;
  const rows = await listRoles(services, { grants: GRANTS });
  if (rows.length === 0) say(tr.plain('staff-roles-empty'));
  for (const row of rows) {
    const parts = [
      String(row.telegramId),
      tr.plainOr(`staff-role-${row.role}`, {}, 'staff-role-manager'),
      row.company ?? tr.plain('staff-every-company'),
      ...(row.until === null ? [] : [tr.plain('staff-role-until', { date: tr.date(row.until, zone) })]),
      ...(row.configured ? [tr.plain('staff-role-configured')] : []),
    ];
    say(parts.join('  '));
  }
  return EXIT.ok;
}

async function importsList({ services, terminal, page }: Call): Promise<ExitCode> {
  const { tr, say } = terminal;
  const list = await listImports(services, { grants: GRANTS, page });
  if (list.rows.length === 0) say(tr.plain('imports-empty'));
  for (const row of list.rows) {
    const status = tr.plainOr(`imports-status-${row.status}`, {}, 'imports-status-failed');
    const at = tr.dateTime(row.createdAt, services.installation.timezone);
    const head = tr.plain('cli-admin-import', { id: String(row.id), at, status, file: row.fileName });
    const sums = row.providers.map(({ name, bills, sum }) =>
      tr.plain('imports-plan-provider', { name, bills, sum: tr.money(sum) }),
    );
    say([head, ...sums.map((line) => `    ${line.replaceAll(/\s*\n\s*/g, ' ')}`)].join('\n'));
  }
  sayPage(terminal, list, IMPORTS_PER_PAGE);
  return EXIT.ok;
}

async function importsRollBack({ services, terminal: { tr, say }, args }: Call): Promise<ExitCode> {
  const batchId = Number(args[0]);
  if (args.length !== 1 || !Number.isSafeInteger(batchId) || batchId <= 0 || batchId > 2_147_483_647) {
    throw new UsageError(tr.plain('cli-admin-wrong-import'));
  }
  const { bills } = await rollBackImport(services, {
    batchId,
    grants: GRANTS,
    actor: { actorId: null, actorKind: 'cli' },
  });
  say(tr.plain('cli-admin-rolled-back', { batch: String(batchId), bills: String(bills) }));
  return EXIT.ok;
}

async function audit({ services, terminal, page, args }: Call): Promise<ExitCode> {
  const { tr, say } = terminal;
  const [group = 'all', days = '0'] = args;
  const span = AUDIT_SPANS.find((known) => String(known) === days);
  if (!isAuditGroup(group) || span === undefined || args.length > 2) {
    throw new UsageError(
      tr.plain('cli-admin-audit-filter', { groups: Object.keys(AUDIT_GROUPS).join(', ') }),
    );
  }
  const list = await listAudit(services, { grants: GRANTS, filter: { group, days: span }, page });
  if (list.rows.length === 0) say(tr.plain('staff-audit-empty'));
  for (const row of list.rows) {
    const at = tr.dateTime(row.at, services.installation.timezone);
    say(`${at}  ${auditActor(row, tr)}  ${auditSentence(row, tr)}`);
  }
  sayPage(terminal, list, AUDIT_PER_PAGE);
  return EXIT.ok;
}

/** `stats quarter smart-zapad` */
async function stats({ services, terminal: { tr, say }, args }: Call): Promise<ExitCode> {
  const [span = 'month', slug] = args;
  if (!isStatsSpan(span) || args.length > 2) throw new UsageError(tr.plain('cli-admin-stats-span'));
  const company =
    slug === undefined
      ? null
      : await services.db.company.findUnique({ where: { slug }, select: { id: true } });
  if (slug !== undefined && company === null) throw new DomainError('COMPANY_NOT_FOUND', { slug });
  const statistics = await showStatistics(services, { grants: GRANTS, companyId: company?.id ?? null, span });
  for (const lines of statisticsLines(statistics, tr, services.installation.timezone))
    say(htmlToPlain(lines));
  return EXIT.ok;
}

async function health({ services, terminal: { tr, say } }: Call): Promise<ExitCode> {
  const found = await checkHealth(services);
  const kind = services.installation.embedded ? 'cli-health-embedded' : 'cli-health-postgres';
  say(tr.plain('cli-health-database', { kind: tr.plain(kind) }));
  say(
    tr.plain('cli-health', {
      residents: String(found.residents),
      accounts: String(found.accounts),
      waiting: String(found.deliveriesWaiting),
      attention: String(found.deliveriesNeedAttention),
      tasks: String(found.tasksWaiting),
      failed: String(found.tasksFailed),
      imports: String(found.importsOpen),
    }),
  );
  return EXIT.ok;
}

/** Companies, sections and providers from a JSON file; rows are found by their codes, nothing is removed. */
async function catalog({ services, terminal: { tr, say, complain }, args }: Call): Promise<ExitCode> {
  const [file] = args;
  if (file === undefined || args.length > 1) throw new UsageError(tr.plain('cli-admin-catalog-file'));
  const parsed = catalogSchema.safeParse(await readJson(file, tr));
  if (!parsed.success) {
    complain(tr.plain('cli-admin-catalog-wrong'));
    for (const { path, message } of parsed.error.issues) complain(`  ${path.join('.')}: ${message}`);
    return EXIT.refused;
  }
  await saveCatalog(services, { catalog: parsed.data });
  const { companies, categories, providers } = parsed.data;
  say(
    tr.plain('cli-admin-catalog-saved', {
      companies: String(companies.length),
      categories: String(categories.length),
      providers: String(providers.length),
    }),
  );
  return EXIT.ok;
}

async function readJson(file: string, tr: Terminal['tr']): Promise<unknown> {
  try {
    const json: unknown = JSON.parse(await readFile(file, 'utf8'));
    return json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(tr.plain('cli-import-unreadable', { file, reason }));
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        page: { type: 'string' },
        until: { type: 'string' },
        from: { type: 'string' },
        out: { type: 'string' },
        format: { type: 'string' },
        source: { type: 'string' },
        phone: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readPage(text: string | undefined, { tr }: Terminal): number {
  if (text === undefined) return 0;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(tr.plain('cli-wrong-page', { value: text }));
  return Number(text) - 1;
}

await runProgram({
  usage: (tr) => tr.plain('cli-admin-usage'),
  async run(config, terminal) {
    const { values, positionals } = parse(process.argv.slice(2));
    const words = GROUPS.has(positionals[0] ?? '') ? 2 : 1;
    const name = positionals.slice(0, words).join(' ');
    const command = COMMANDS[name];
    if (command === undefined) throw new UsageError(terminal.tr.plain('cli-admin-no-command', { name }));
    const page = readPage(values.page, terminal);
    const { services, close } = await openServices(config);
    try {
      return await command({
        services,
        terminal,
        page,
        args: positionals.slice(words),
        until: values.until ?? null,
        options: {
          from: values.from ?? null,
          until: values.until ?? null,
          out: values.out ?? null,
          format: values.format ?? null,
          source: values.source ?? null,
          phone: values.phone ?? null,
        },
      });
    } finally {
      await close();
    }
  },
});
