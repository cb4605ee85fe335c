import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineRoute } from '../../src/bot/ui/callback-data.ts';
import { entitiesToHtml } from '../../src/bot/ui/entities-html.ts';
import { parseFormData } from '../../src/bot/ui/form.ts';
import { ConfigError, ENVIRONMENT_KEYS, loadConfig } from '../../src/config.ts';
import { isAccountPattern, normalizeAccountNumber } from '../../src/domain/account-number.ts';
import { parseFlats } from '../../src/domain/announcements.ts';
import { isLinkToken, normalizeCode } from '../../src/domain/challenge.ts';
import { readCodeWord } from '../../src/domain/code-word.ts';
import { normalizeEmail } from '../../src/domain/email.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { normalizeFlat } from '../../src/domain/flat.ts';
import { parseFreeReadings } from '../../src/domain/free-readings.ts';
import { parseLocalMoment } from '../../src/domain/local-time.ts';
import { kopecks, parseMoney } from '../../src/domain/money.ts';
import { normalizePersonName } from '../../src/domain/names.ts';
import { readPaymentAmount } from '../../src/domain/payment-amount.ts';
import { readPeopleQuery } from '../../src/domain/people-search.ts';
import { parseBillingDate, parsePeriod } from '../../src/domain/period.ts';
import { parsePeriodRange } from '../../src/domain/period-range.ts';
import { normalizePhone } from '../../src/domain/phone.ts';
import { normalizePin } from '../../src/domain/pin.ts';
import { readAddress, readBirthDate } from '../../src/domain/profile-details.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import { parseRoleCommand } from '../../src/domain/role-command.ts';
import { parsePhrases } from '../../src/domain/ticket-match.ts';
import { parseAccruals } from '../../src/formats/accruals/parse-accruals.ts';
import { parseSberbankFileName } from '../../src/formats/accruals/sberbank-file-name.ts';
import { openText } from '../../src/formats/open-text.ts';
import { parsePaymentQr } from '../../src/formats/payment-qr.ts';
import { parseAccounts } from '../../src/formats/rows/accounts.ts';
import { parseMeters } from '../../src/formats/rows/meters.ts';
import { parsePayments } from '../../src/formats/rows/payments.ts';
import { parseReadingAnswers } from '../../src/formats/rows/reading-answers.ts';
import { parseSettlements } from '../../src/formats/rows/settlements.ts';
import { runs } from '../domain/property.ts';

// Whatever arrives, a parser answers or refuses in its own words: it never throws anything else, and never for long.

/** Each is one evaluation of one parser; a busy machine is slow, a catastrophic pattern takes minutes. */
const PATIENCE_MS = 5_000;
const RUNS = Math.max(300, Number(process.env.FUZZ_STEPS ?? 500));
const NOW = new Date('2026-11-16T09:00:00Z');
const LIMITS = { min: kopecks(100), max: kopecks(70_000_000) };

const route = defineRoute('fuzz', { id: 'id', page: 'int', on: 'flag', word: 'word' });

const OF_TEXT: Readonly<Record<string, (text: string) => unknown>> = {
  money: parseMoney,
  'payment sum': (text) => readPaymentAmount(text, LIMITS),
  date: parseBillingDate,
  period: parsePeriod,
  'range of periods': parsePeriodRange,
  moment: (text) => parseLocalMoment(text, 'Europe/Moscow', NOW),
  phone: (text) => normalizePhone(text),
  'account number': (text) => normalizeAccountNumber(text, '^\\d{10}$'),
  'pattern of account numbers': isAccountPattern,
  'free readings': parseFreeReadings,
  flats: parseFlats,
  flat: normalizeFlat,
  code: normalizeCode,
  'link of a mail': isLinkToken,
  'code word': readCodeWord,
  email: normalizeEmail,
  name: normalizePersonName,
  'search of people': readPeopleQuery,
  pin: normalizePin,
  address: readAddress,
  'date of birth': (text) => readBirthDate(text, 2026),
  'command of roles': parseRoleCommand,
  'phrases of a type': parsePhrases,
  'name of a Sberbank file': parseSberbankFileName,
  'buttons of forms': parseFormData,
  'buttons of screens': (text) => route.parse(text),
};

/** Beginnings of true input, to be bent. */
const TRUE = [
  ...[
    '12 221,81',
    '1.234,56 ₽',
    '31.10.2026',
    'октябрь 2026',
    '07.2026 - 10.2026',
    '+7 (916) 234-56-78',
    '4100000002',
  ],
  ...[
    'хвс 123,4 гвс 56',
    'свет т1 5432 т2 2100',
    'кв. 12а',
    '1-20, 25',
    'Смирнова-Петрова Анна',
    'anna@example.test',
  ],
  ...[
    'conv:12:v:yes',
    'fuzz:1:2:1:ru',
    'завтра 14:30',
    '^\\d{8,10}$',
    'grant 700000001 manager',
    'em_AAAAAAAAAAAAAAAAAAAAAA',
  ],
];
const PIECES = [
  '',
  '0',
  '-',
  ',',
  '.',
  ':',
  ' ',
  '\u00a0',
  '\n',
  '\u202e',
  '🙂',
  '\u0000',
  '９',
  'Ⅷ',
  '٣',
  'ё',
  '(',
  '+',
  '1e9',
  '99999999999',
];

/** True input bent: pieces put in, taken out, repeated. */
const bent = fc
  .tuple(
    fc.constantFrom(...TRUE),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...PIECES), fc.nat(3)), { maxLength: 6 }),
    fc.constantFrom(1, 1, 1, 40),
  )
  .map(([base, bends, times]) => {
    let text = base;
    for (const [at, piece, cut] of bends) {
      const place = at % (text.length + 1);
      text = text.slice(0, place) + piece + text.slice(place + cut);
    }
    return text.repeat(times).slice(0, 4_096);
  });
const anyText = fc.oneof(
  bent,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .tuple(fc.constantFrom(...PIECES, '1', 'a', '1 ', 'хвс '), fc.nat(4_096))
    .map(([piece, n]) => piece.repeat(n).slice(0, 4_096)),
);

function timed<T>(what: string, work: () => T): T {
  const began = performance.now();
  const result = work();
  expect(performance.now() - began, what).toBeLessThan(PATIENCE_MS);
  return result;
}

describe('a parser of typed text', () => {
  it.each(Object.entries(OF_TEXT))('%s: answers or refuses', (_name, parse) => {
    fc.assert(
      fc.property(anyText, (text) => {
        timed(JSON.stringify(text.slice(0, 80)), () => {
          try {
            parse(text);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
        });
      }),
      runs(RUNS),
    );
  });

  it('what is read as an account number fits its pattern, as money is whole kopecks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const number = normalizeAccountNumber(text, '^\\d{10}$');
        if (number.ok) expect(number.number).toMatch(/^\d{10}$/);
        const money = readPaymentAmount(text, LIMITS);
        if (money.ok) {
          expect(Number.isSafeInteger(money.amount)).toBe(true);
          expect(money.amount).toBeGreaterThanOrEqual(LIMITS.min);
          expect(money.amount).toBeLessThanOrEqual(LIMITS.max);
        }
      }),
      runs(RUNS),
    );
  });

  it('formatted text becomes balanced tags, wherever its entities lie', () => {
    const entity = fc.record({
      type: fc.constantFrom(
        'bold',
        'italic',
        'underline',
        'strikethrough',
        'code',
        'pre',
        'spoiler',
        'blockquote',
        'url',
      ),
      offset: fc.integer({ min: -5, max: 300 }),
      length: fc.integer({ min: -5, max: 300 }),
    });
    fc.assert(
      fc.property(anyText, fc.array(entity, { maxLength: 6 }), (text, entities) => {
        const html = timed('entities', () => entitiesToHtml(text, entities as never));
        const open: string[] = [];
        for (const [, end, tag = ''] of html.matchAll(/<(\/?)([a-z-]+)[^>]*>/g)) {
          if (end === '') open.push(tag);
          else expect(open.pop()).toBe(tag);
        }
        expect(open).toEqual([]);
      }),
      runs(RUNS),
    );
  });
});

const files = ['bills', 'registers'].flatMap((folder) =>
  readdirSync(join(projectRoot(), 'tests/fixtures', folder)).map((name) => ({
    name,
    bytes: readFileSync(join(projectRoot(), 'tests/fixtures', folder, name)).subarray(0, 20_000),
  })),
);
const QR = Buffer.from(
  'ST00012|Name=ООО «Смарт»|PersonalAcc=40702810000000000001|BankName=Банк|BIC=044525225|CorrespAcc=30101810400000000225|PayeeINN=7700000011|PersAcc=4100000002|Sum=1222181|PaymPeriod=102026',
);

/** Bytes of a true file with some written over, cut out or doubled. */
const bentFile = fc
  .tuple(
    fc.constantFrom(QR, ...files.map(({ bytes }) => bytes)),
    fc.array(fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 8 }), fc.nat(40)), { maxLength: 8 }),
  )
  .map(([base, bends]) => {
    let bytes: Buffer = Buffer.from(base);
    for (const [at, put, cut] of bends) {
      const place = at % (bytes.length + 1);
      bytes = Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + cut)]);
    }
    return bytes;
  });
const anyBytes = fc.oneof(
  bentFile,
  fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
);

describe('a parser of bytes', () => {
  it('QR of a bill, any of its encodings', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        timed('QR', () => parsePaymentQr(bytes));
      }),
      runs(RUNS),
    );
  });

  const limits = { bytes: 1_000_000, rows: 10_000 };
  it.each([
    ['accruals', (bytes: Uint8Array) => parseAccruals(bytes, { fileName: 'register.txt' })],
    ['payments', (bytes: Uint8Array) => parsePayments(bytes, { limits })],
    ['meters', (bytes: Uint8Array) => parseMeters(bytes, { limits })],
    ['accounts', (bytes: Uint8Array) => parseAccounts(bytes, { limits })],
    ['answers of readings', (bytes: Uint8Array) => parseReadingAnswers(bytes, { limits })],
    ['settlements', (bytes: Uint8Array) => parseSettlements(bytes, limits)],
  ] as const)('register of %s', (name, parse) => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        timed(name, () => parse(bytes));
      }),
      runs(RUNS),
    );
  });

  it('text of a register in an encoding that has to be guessed', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        timed('text', () => openText(bytes, 1_000_000));
      }),
      runs(RUNS),
    );
  });
});

describe('the environment', () => {
  it('is a configuration, or a list of what is wrong with it', () => {
    const value = fc.oneof(
      anyText,
      fc.constantFrom(
        '0',
        '-1',
        '65536',
        'https://',
        'postgres://',
        'redis://x:y',
        'polling',
        'webhook',
        '21-9',
        '25-99',
        'Mars/City',
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ENVIRONMENT_KEYS), value), (env) => {
        timed('environment', () => {
          try {
            loadConfig(env);
          } catch (error) {
            if (!(error instanceof ConfigError)) throw error;
            expect(error.message).not.toBe('');
          }
        });
      }),
      runs(RUNS),
    );
  });
});
