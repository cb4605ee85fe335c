import { describe, expect, it } from 'vitest';
import { foldAddress } from '../../src/domain/address-key.ts';
import { CERTIFICATE_SPANS, spanDays } from '../../src/domain/certificates.ts';
import { addDays } from '../../src/domain/law-dates.ts';
import { parseBillingDate } from '../../src/domain/period.ts';
import { matchType, parsePhrases } from '../../src/domain/ticket-match.ts';
import {
  isLate,
  judgeTicket,
  markedForResident,
  parseDeadline,
  possibleActions,
  REOPEN_DAYS,
  TICKET_ACTIONS,
  TICKET_ROLES,
  TICKET_STATUSES,
  TICKET_TRANSITIONS,
  type TicketAction,
  type TicketRole,
  type TicketStatus,
  ticketDeadline,
} from '../../src/domain/tickets.ts';
import { afterWorkingDays, workingDaysOf } from '../../src/domain/working-days.ts';
import { messageParts } from '../../src/services/tickets/message-parts.ts';

const NOW = new Date('2026-11-16T09:00:00Z');
const ME = 5;

/** Written by hand, apart from the table it checks: action → from → to. */
const MOVES: Readonly<Record<TicketAction, string>> = {
  take: 'new>accepted accepted>accepted reopened>accepted',
  assign: 'new>accepted accepted>accepted in_progress>in_progress reopened>accepted',
  start: 'accepted>in_progress',
  done: 'accepted>done in_progress>done',
  reject: 'new>rejected accepted>rejected in_progress>rejected reopened>rejected',
  cancel: 'new>cancelled accepted>cancelled in_progress>cancelled reopened>cancelled',
  close: 'done>closed',
  reopen: 'done>reopened closed>reopened rejected>reopened',
  'auto-close': 'done>closed',
};
const ROLES: Readonly<Record<TicketAction, readonly TicketRole[]>> = {
  take: ['manager', 'operator', 'administrator'],
  assign: ['manager', 'administrator'],
  start: ['manager', 'operator', 'administrator'],
  done: ['manager', 'operator', 'administrator'],
  reject: ['manager', 'operator', 'administrator'],
  cancel: ['resident'],
  close: ['resident'],
  reopen: ['resident'],
  'auto-close': ['system'],
};

const every = TICKET_ACTIONS.flatMap((action) =>
  TICKET_STATUSES.flatMap((status) => TICKET_ROLES.map((role) => ({ action, status, role }))),
);

describe('transitions of a ticket', () => {
  it('has every action in the table', () => {
    expect([...TICKET_ACTIONS].sort()).toEqual(Object.keys(TICKET_TRANSITIONS).sort());
  });

  it.each(every)('$action of a $status ticket by $role', ({ action, status, role }) => {
    const verdict = judgeTicket(
      action,
      { status, assigneeId: null, endedAt: NOW },
      { role, identityId: ME },
      NOW,
    );
    const move = MOVES[action].split(' ').find((one) => one.startsWith(`${status}>`));
    if (!ROLES[action].includes(role)) expect(verdict).toEqual({ ok: false, code: 'TICKET_NOT_ALLOWED' });
    else if (move === undefined) expect(verdict).toEqual({ ok: false, code: 'TICKET_WRONG_STATE' });
    else expect(verdict).toEqual({ ok: true, to: move.split('>')[1] });
  });

  it.each<[TicketAction, TicketRole, boolean]>([
    ['take', 'operator', false],
    ['take', 'manager', false],
    ['start', 'operator', false],
    ['done', 'operator', false],
    ['reject', 'operator', false],
    ['start', 'manager', true],
    ['done', 'administrator', true],
    ['assign', 'manager', true],
  ])('%s of a ticket that somebody else holds, by %s: %s', (action, role, allowed) => {
    const status: TicketStatus = 'accepted';
    const verdict = judgeTicket(
      action,
      { status, assigneeId: 9, endedAt: null },
      { role, identityId: ME },
      NOW,
    );
    expect(verdict.ok).toBe(allowed);
    if (!verdict.ok) expect(verdict.code).toBe('TICKET_TAKEN');
  });

  it('can be returned for 14 days, not an instant longer', () => {
    const resident = { role: 'resident', identityId: ME } as const;
    const ended = { status: 'closed', assigneeId: null, endedAt: NOW } as const;
    const end = NOW.getTime() + REOPEN_DAYS * 86_400_000;
    expect(judgeTicket('reopen', ended, resident, new Date(end - 1)).ok).toBe(true);
    expect(judgeTicket('reopen', ended, resident, new Date(end))).toEqual({
      ok: false,
      code: 'TICKET_REOPEN_OVER',
    });
    expect(possibleActions(ended, resident, NOW)).toEqual(['reopen']);
  });
});

describe('deadlines', () => {
  const isWorking = workingDaysOf({ '2026-11-21': true, '2026-11-20': false });

  it.each([
    // Monday + 1 working day ends on Tuesday night in Moscow.
    ['2026-11-16T09:00:00Z', 1, '2026-11-17T21:00:00.000Z'],
    // Friday 20.11 is off and Saturday 21.11 works by the calendar.
    ['2026-11-19T09:00:00Z', 1, '2026-11-21T21:00:00.000Z'],
    // Late in the evening UTC it is Tuesday in Moscow already.
    ['2026-11-16T21:30:00Z', 1, '2026-11-18T21:00:00.000Z'],
    // New Year's holidays until 8 January 2027, then a weekend.
    ['2026-12-31T09:00:00Z', 1, '2027-01-11T21:00:00.000Z'],
  ])('%s plus %i working days is %s', (from, days, until) => {
    expect(afterWorkingDays(new Date(from), days, 'Europe/Moscow', isWorking).toISOString()).toBe(until);
  });

  it.each<[string, boolean]>([
    // ТК ст. 112 ч. 2: 8 March 2026 and 1 and 9 May 2027 are days off anyway.
    ['2026-03-09', false],
    ['2026-03-10', true],
    ['2026-05-11', false],
    ['2026-05-12', true],
    ['2027-05-03', false],
    ['2027-05-04', true],
    ['2027-05-10', false],
    ['2027-06-14', false],
    ['2026-11-04', false],
    ['2026-11-05', true],
    // New Year's days off are moved by a decree of the year: an exception of the calendar.
    ['2026-01-08', false],
    ['2026-01-09', true],
  ])('know %s: working %s', (day, working) => {
    expect(workingDaysOf()(parseBillingDate(day) ?? expect.fail(day))).toBe(working);
  });

  it('are the house’s: the same instant ends on another day in Vladivostok', () => {
    const at = new Date('2026-11-16T15:00:00Z');
    const moscow = ticketDeadline({ deadlineHours: null, workingDays: 1 }, at, 'Europe/Moscow', isWorking);
    const east = ticketDeadline({ deadlineHours: null, workingDays: 1 }, at, 'Asia/Vladivostok', isWorking);
    expect([moscow?.toISOString(), east?.toISOString()]).toEqual([
      '2026-11-17T21:00:00.000Z',
      '2026-11-18T14:00:00.000Z',
    ]);
  });

  it('in hours run on the clock, and none is none', () => {
    expect(ticketDeadline({ deadlineHours: 2, workingDays: 9 }, NOW, 'UTC', isWorking)?.toISOString()).toBe(
      '2026-11-16T11:00:00.000Z',
    );
    expect(ticketDeadline({ deadlineHours: null, workingDays: null }, NOW, 'UTC', isWorking)).toBeNull();
  });

  it.each<[TicketStatus, string | null, boolean]>([
    ['new', null, true],
    ['done', '2026-11-16T10:00:00Z', false],
    ['closed', '2026-11-16T12:00:00Z', true],
    ['rejected', null, false],
    ['cancelled', null, false],
  ])('late: %s, done %s → %s', (status, doneAt, late) => {
    const ticket = {
      status,
      deadlineAt: new Date('2026-11-16T11:00:00Z'),
      doneAt: doneAt === null ? null : new Date(doneAt),
    };
    expect(isLate(ticket, new Date('2026-11-17T00:00:00Z'))).toBe(late);
  });
});

describe('free words', () => {
  const types = [
    { id: 1, keywords: ['нет вод'] },
    { id: 2, keywords: ['горяч вод', 'hot water'] },
    { id: 3, keywords: ['лифт'] },
  ];

  it.each<[string, number | null]>([
    ['Нет ГОРЯЧЕЙ воды третий день!', 2],
    ['нет воды совсем', 1],
    ['There is no hot water', 2],
    ['лифт опять стоит', 3],
    ['здравствуйте', null],
    ['', null],
  ])('%s → %s', (text, id) => {
    expect(matchType(text, types)?.id ?? null).toBe(id);
  });

  it('are for the resident only with the marker', () => {
    expect(['! Завтра', '!!Всем\nзавтра', 'Завтра!', ' ! '].map(markedForResident)).toEqual([
      { text: 'Завтра', all: false },
      { text: 'Всем\nзавтра', all: true },
      null,
      { text: '', all: false },
    ]);
  });

  it('fold addresses of one house to one key', () => {
    expect(foldAddress('г. Москва, ул. Зелёная, д. 5')).toBe(foldAddress('МОСКВА Зеленая 5'));
    expect(foldAddress('ул. Зелёная, д. 5')).not.toBe(foldAddress('ул. Зелёная, д. 51'));
  });
});

describe('parts of a message', () => {
  const file = (kind: string, n: number) => ({ kind, fileId: `${kind}${n}` });

  it('puts pictures and videos into albums of ten, papers into their own, the rest alone', () => {
    const pictures = Array.from({ length: 12 }, (_, n) => file(n % 2 === 0 ? 'photo' : 'video', n));
    const parts = messageParts({
      text: 'слова',
      files: [...pictures, file('document', 1), file('document', 2), file('voice', 1), file('location', 1)],
    });
    expect(parts.map(({ text, files }) => [text, files.length])).toEqual([
      [true, 10],
      [false, 2],
      [false, 2],
      [false, 1],
      [false, 1],
    ]);
  });

  it('sends words alone when no file can carry them', () => {
    expect(messageParts({ text: 'слова', files: [file('location', 1)] }).map(({ text }) => text)).toEqual([
      true,
      false,
    ]);
    expect(messageParts({ text: 'д'.repeat(2000), files: [file('photo', 1)] })).toHaveLength(2);
    expect(messageParts({ text: 'слова', files: [] })).toEqual([{ text: true, files: [] }]);
  });
});

describe('phrases as staff type them', () => {
  it.each<[string, readonly string[] | null]>([
    ['двор, Парковк; шлагбаум\nгор. вод', ['двор', 'парковк', 'шлагбаум', 'гор вод']],
    ['двор, двор', ['двор']],
    ['', null],
    [',;', null],
    ['во', null],
    ['x'.repeat(41), null],
    [Array.from({ length: 41 }, (_, n) => `word${n}`).join(','), null],
  ])('%j', (text, phrases) => {
    expect(parsePhrases(text)).toEqual(phrases);
  });
});

describe('a deadline as staff type it', () => {
  it.each([
    ['24 ч', 24, null],
    ['24ч.', 24, null],
    ['2 часа', 2, null],
    ['36 h', 36, null],
    ['1 hour', 1, null],
    ['5 дней', null, 5],
    ['3 рабочих дня', null, 3],
    ['3 working days', null, 3],
    ['1 d', null, 1],
    ['720 ч', 720, null],
    ['60 дней', null, 60],
  ])('%s', (text, deadlineHours, workingDays) => {
    expect(parseDeadline(text)).toEqual({ deadlineHours, workingDays });
  });

  it.each(['', '5', 'скоро', '0 ч', '721 ч', '61 день', '-3 дня', '1,5 ч', '9999 ч', '5 недель', 'ч 5'])(
    'refuses %j',
    (text) => expect(parseDeadline(text)).toBeNull(),
  );
});

describe('the months of a certificate', () => {
  const on = (text: string) => parseBillingDate(text) ?? expect.fail(text);

  it('end today, or with the year before', () => {
    expect(spanDays('year', on('2026-11-16'))).toEqual({ from: '2026-01-01', to: '2026-11-16' });
    expect(spanDays('last-year', on('2026-11-16'))).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(spanDays('months12', on('2026-11-16'))).toEqual({ from: '2025-11-17', to: '2026-11-16' });
    // No 29 February a year before.
    expect(spanDays('months12', on('2028-02-29'))).toEqual({ from: '2027-03-01', to: '2028-02-29' });
    expect(spanDays('year', on('2027-01-01'))).toEqual({ from: '2027-01-01', to: '2027-01-01' });
  });

  it('never end before they begin', () => {
    for (let day = on('2027-12-28'); day < '2028-03-03'; day = addDays(day, 1)) {
      for (const span of CERTIFICATE_SPANS) {
        const { from, to } = spanDays(span, day);
        expect(from <= to && to <= day).toBe(true);
      }
    }
  });
});
