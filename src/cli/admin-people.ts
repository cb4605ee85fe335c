import { stdin } from 'node:process';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseBillingDate } from '../domain/period.ts';
import { normalizePhone } from '../domain/phone.ts';
import { CONFIGURED_ADMINISTRATOR } from '../domain/roles.ts';
import { blockByStaff, unblockByStaff } from '../services/people/block-resident.ts';
import { changeOwner } from '../services/people/change-owner.ts';
import { checkCodeWord, VERIFIED_MINUTES } from '../services/people/code-word-check.ts';
import { findPeople, PEOPLE_PER_PAGE } from '../services/people/find-people.ts';
import { issuePin } from '../services/people/issue-pin.ts';
import { setLinkFrozen } from '../services/people/links.ts';
import type { PeopleActor } from '../services/people/scope.ts';
import { showAccountToStaff } from '../services/people/show-account.ts';
import { showPerson } from '../services/people/show-person.ts';
import type { ExportCall } from './admin-exports.ts';
import { EXIT, type ExitCode, UsageError } from './program.ts';

const ACTOR: PeopleActor = { identityId: null, grants: [CONFIGURED_ADMINISTRATOR] };
/** Nothing is sent from a terminal: the bot's own process finds what waits. */
const notify = (): void => undefined;

/** Commands about people, by name: the same services as the contact centre's screens. */
export const PEOPLE_COMMANDS: Readonly<Record<string, (call: ExportCall) => Promise<ExitCode>>> = {
  'people find': find,
  'people show': show,
  'people account': account,
  'people block': block,
  'people unblock': unblock,
  'people freeze': (call) => freeze(call, true),
  'people unfreeze': (call) => freeze(call, false),
  'people owner': owner,
  'people pin': pin,
  'people word': word,
};

async function find({
  services,
  terminal: { tr, say, complain },
  args,
  page,
}: ExportCall): Promise<ExitCode> {
  const list = await findPeople(services, { actor: ACTOR, query: args.join(' '), page });
  if (list.total === 0) say(tr.plain('people-results-empty'));
  for (const { kind, id, title, detail, flat } of list.rows) {
    const place = [detail ?? '', ...(flat === null ? [] : [tr.plain('people-flat', { flat })])];
    say(`${kind === 'person' ? '👤' : '🏠'} ${id}  ${title}  ${place.filter(Boolean).join(', ')}`.trimEnd());
  }
  const pages = Math.ceil(list.total / PEOPLE_PER_PAGE);
  if (pages > 1) complain(tr.plain('cli-page', { page: String(list.page + 1), pages: String(pages) }));
  return EXIT.ok;
}

async function show(call: ExportCall): Promise<ExitCode> {
  const { services, terminal } = call;
  const { tr, say } = terminal;
  const card = await showPerson(services, { actor: ACTOR, residentId: idOf(call) });
  say(`${card.lastName} ${card.firstName}  ${card.phone ?? '—'}`);
  if (card.blockedAt !== null) {
    const at = tr.dateTime(card.blockedAt, services.installation.timezone);
    say(
      tr.plain(card.blockedBy === 'staff' ? 'people-blocked-staff' : 'people-blocked-self', {
        at,
        reason: card.blockReason ?? '—',
      }),
    );
  }
  for (const { linkId, number, provider, status, level } of card.links ?? []) {
    const state = tr.plainOr(
      `people-link-${status === 'frozen' ? 'frozen' : level}`,
      {},
      'people-link-basic',
    );
    say(`    ${linkId}  ${number}  ${provider}  ${state}`);
  }
  return EXIT.ok;
}

async function account(call: ExportCall): Promise<ExitCode> {
  const { tr, say } = call.terminal;
  const card = await showAccountToStaff(call.services, { actor: ACTOR, accountId: idOf(call) });
  say(
    `${card.number}  ${card.providerName}  ${card.address ?? '—'}  ${card.flat ?? '—'}  ${card.payerName ?? '—'}`,
  );
  for (const { linkId, name, status, level } of card.holders) {
    const state = tr.plainOr(
      `people-link-${status === 'frozen' ? 'frozen' : level}`,
      {},
      'people-link-basic',
    );
    say(`    ${linkId}  ${name}  ${state}`);
  }
  return EXIT.ok;
}

async function block(call: ExportCall): Promise<ExitCode> {
  const [, ...words] = call.args;
  const residentId = idOf({ ...call, args: call.args.slice(0, 1) });
  await blockByStaff(
    { ...call.services, notify },
    { actor: ACTOR, residentId, reason: words.join(' ') || 'request' },
  );
  call.terminal.say(call.terminal.tr.plain('cli-people-blocked', { id: String(residentId) }));
  return EXIT.ok;
}

/** Whoever has the terminal has seen the papers. */
async function unblock(call: ExportCall): Promise<ExitCode> {
  const residentId = idOf(call);
  await unblockByStaff({ ...call.services, notify }, { actor: ACTOR, residentId, how: 'office' });
  call.terminal.say(call.terminal.tr.plain('cli-people-unblocked', { id: String(residentId) }));
  return EXIT.ok;
}

async function freeze(call: ExportCall, frozen: boolean): Promise<ExitCode> {
  await setLinkFrozen({ ...call.services, notify }, { actor: ACTOR, linkId: idOf(call), frozen });
  call.terminal.say(call.terminal.tr.plain(frozen ? 'people-frozen' : 'people-unfrozen'));
  return EXIT.ok;
}

/** `people owner ACCOUNT 2026-10-15 Surname Name [--phone …]` */
async function owner(call: ExportCall): Promise<ExitCode> {
  const { services, terminal, args, options } = call;
  const { tr, say } = terminal;
  const accountId = idOf({ ...call, args: args.slice(0, 1) });
  const since = parseBillingDate(args[1] ?? '');
  const payerName = args.slice(2).join(' ');
  const phone = options.phone === null ? null : normalizePhone(options.phone);
  if (since === null || payerName === '' || phone?.ok === false) {
    throw new UsageError(tr.plain('cli-people-owner'));
  }
  const { suspended } = await changeOwner(
    { ...services, notify },
    { actor: ACTOR, accountId, since, payerName, phone: phone?.phone ?? null, draftId: null },
  );
  say(tr.plain('cli-people-owner-changed', { count: String(suspended) }));
  return EXIT.ok;
}

/** `people pin ACCOUNT [RESIDENT]`: told once; whoever has the terminal has seen the papers. */
async function pin(call: ExportCall): Promise<ExitCode> {
  const { services, terminal, args } = call;
  const accountId = idOf({ ...call, args: args.slice(0, 1) });
  const residentId = args.length < 2 ? null : idOf({ ...call, args: args.slice(1) });
  const deps = withHashes(call);
  const { lastCodeId } = await showAccountToStaff(services, { actor: ACTOR, accountId });
  const made = await issuePin(deps, {
    actor: ACTOR,
    accountId,
    residentId,
    how: 'office',
    afterCodeId: lastCodeId,
  });
  terminal.say(
    terminal.tr.plain('cli-people-pin', {
      pin: made.pin,
      number: made.number,
      until: terminal.tr.dateTime(made.expiresAt, services.installation.timezone),
    }),
  );
  return EXIT.ok;
}

/** `people word RESIDENT`: the said word comes by the standard input, so no list of commands keeps it. */
async function word(call: ExportCall): Promise<ExitCode> {
  const { tr, say, complain } = call.terminal;
  const residentId = idOf(call);
  const deps = withHashes(call);
  complain(tr.plain('cli-people-say-word'));
  const said = await readSecret();
  await checkCodeWord(deps, { actor: ACTOR, residentId, said });
  say(tr.plain('cli-people-word-right', { minutes: String(VERIFIED_MINUTES) }));
  return EXIT.ok;
}

function withHashes({ services, terminal }: ExportCall) {
  const { hashes } = services;
  if (hashes === null) throw new UsageError(terminal.tr.plain('cli-people-token'));
  return { ...services, hashes };
}

/** One line, not shown while it is typed. */
async function readSecret(): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}

function idOf({ args, terminal }: Pick<ExportCall, 'args' | 'terminal'>): number {
  if (args.length !== 1 || !/^[1-9]\d{0,8}$/.test(args[0] ?? '')) {
    throw new UsageError(terminal.tr.plain('cli-people-number'));
  }
  return Number(args[0]);
}
