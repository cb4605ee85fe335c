import { GrammyError, HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../src/config.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { createLogger } from '../../src/logging/logger.ts';
import { prettyLines } from '../../src/logging/pretty-lines.ts';

const TOKEN = '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw';

function record(
  write: (log: ReturnType<typeof createLogger>) => void,
  secrets: readonly string[] = [],
): string {
  const lines: string[] = [];
  write(createLogger({ level: 'debug', secrets, destination: { write: (line) => lines.push(line) } }));
  return lines.join('');
}

describe('what never stands in the log', () => {
  it('a token, however deep in errors of the network', () => {
    const url = `https://api.telegram.org/bot${TOKEN}/sendMessage`;
    const fetchError = Object.assign(new Error(`request to ${url} failed, reason: ECONNRESET`), {
      name: 'FetchError',
      code: 'ECONNRESET',
      url,
    });
    const error = new HttpError("Network request for 'sendMessage' failed!", fetchError);
    error.stack = `HttpError: ${url}\n    at call (${url}:1:2)`;
    const line = record((log) => log.error({ err: new Error('outer', { cause: error }) }, `calling ${url}`));
    expect(line).not.toContain('AAHdq');
    expect(line).toContain('ECONNRESET');
    expect(line).toContain('[token]');
  });

  it('what was sent to Telegram, and what Telegram quotes of it', () => {
    const error = new GrammyError(
      "Call to 'sendMessage' failed!",
      {
        ok: false,
        error_code: 400,
        description: 'Bad Request: can\'t parse entities: Unsupported start tag "Иванов" at byte offset 5',
        parameters: { retry_after: 7 },
      },
      'sendMessage',
      { chat_id: 5, text: 'Анна Петрова, долг 12 221,81 ₽' },
    );
    const line = record((log) => log.error({ err: error }, 'failed'));
    expect(line).not.toMatch(/Петрова|12 221|Иванов/);
    expect(JSON.parse(line)).toMatchObject({
      err: { type: 'GrammyError', error_code: 400, method: 'sendMessage', parameters: { retry_after: 7 } },
    });
  });

  it('data of statements in errors of the database', () => {
    const driver = Object.assign(
      new Error('duplicate key value violates unique constraint "Resident_phone_key"'),
      {
        name: 'error',
        code: '23505',
        detail: 'Key (phone)=(+79161234567) already exists.',
      },
    );
    const prisma = Object.assign(
      new Error(
        'Invalid `prisma.resident.create()` invocation:\n{ data: { firstName: "Анна", phone: "+79161234567" } }\n' +
          'Unique constraint failed on the fields: (`phone`)',
      ),
      {
        name: 'PrismaClientKnownRequestError',
        code: 'P2002',
        meta: { driverAdapterError: driver, target: ['phone'] },
      },
    );
    const cast = Object.assign(new Error('invalid input syntax for type integer: "Анна"'), { code: '22P02' });
    const line = record((log) => log.error({ err: prisma, second: cast }, 'not saved'));
    expect(line).not.toMatch(/Анна|9161234567/);
    expect(line).toContain('Resident_phone_key');
    expect(line).toContain('P2002');
  });

  it('known secrets in any form', () => {
    const password = 'p@ss word/1';
    const line = record(
      (log) => {
        log.info({ note: `connecting as ${password}`, address: 'x' }, `to ${encodeURIComponent(password)}`);
        log.info({ db: 'postgresql://domovoy:hunter2@db/domovoy', auth: 'Bearer abcdef123456' }, 'ok');
        log.info({ key: new Secret('very-secret') }, 'config');
      },
      [password],
    );
    expect(line).not.toMatch(/p@ss|p%40ss|hunter2|abcdef123456|very-secret/);
  });

  it('secrets of letters alone, which look like words', () => {
    const line = record(
      (log) =>
        log.info({ why: 'refused with bearer abcdefghijkl', told: 'correcthorse' }, 'correcthorse again'),
      ['correcthorse'],
    );
    expect(line).not.toMatch(/abcdefghijkl|correcthorse/);
  });

  it('people: by the name of the field and by the look of the text', () => {
    const line = record((log) =>
      log.info(
        {
          from: { id: 42, first_name: 'Анна', last_name: 'Петрова', username: 'anna' },
          contact: { phone_number: '+79161234567' },
          list: [{ text: 'мой адрес…' }, { caption: 'фото' }],
          note: 'звонил +7 (916) 123-45-67 и 8 916 123 45 67, anna@пример.рф, карта 4111 1111 1111 1111',
          code: '123456',
        },
        'got 89161234567 from anna@example.ru',
      ),
    );
    expect(line).not.toMatch(/Анна|Петрова|anna|916|адрес|фото|4111|123456/);
    expect(JSON.parse(line)).toMatchObject({ from: { id: 42 }, note: expect.stringContaining('[phone]') });
  });

  it('account numbers beyond the last four digits; ids that are numbers stay', () => {
    const line = record((log) =>
      log.info(
        {
          account: '1234567890',
          number: 1234567890,
          accountId: 31,
          person: 7012345678,
          delivery: 9007199254740993n,
          error: new DomainError('ACCOUNT_TAKEN', { id: 5 }),
        },
        'лицевой счёт 1234567890, запрос 9f8b1234567c',
      ),
    );
    const parsed: unknown = JSON.parse(line);
    expect(parsed).toMatchObject({
      account: '…7890',
      number: '…7890',
      accountId: 31,
      person: 7012345678,
      delivery: '9007199254740993',
      error: { type: 'DomainError', message: 'ACCOUNT_TAKEN' },
      msg: 'лицевой счёт …7890, запрос 9f8b1234567c',
    });
  });
});

describe('a record', () => {
  it('is one line, whatever stands in it', () => {
    const forged = 'x\n{"level":"error","msg":"forged"}\r\n\u2028\u001b[2J\u202e';
    const line = record((log) => log.warn({ note: forged, [forged]: 1 }, forged));
    expect(line.trimEnd().split(/[\n\r\u2028]/)).toHaveLength(1);
    for (const trick of ['\u001b', '\u202e']) expect(line).not.toContain(trick);
    expect(JSON.parse(line)).toMatchObject({ level: 'warn' });
  });

  it('survives circles, depth, size and odd values', () => {
    const circle: Record<string, unknown> = {
      at: new Date(Number.NaN),
      fn: () => 1,
      bytes: new Uint8Array(3),
    };
    circle.self = circle;
    const deep = { a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } };
    const looping = new Error('a');
    looping.cause = looping;
    const line = record((log) =>
      log.info(
        { circle, deep, long: 'ы'.repeat(50_000), many: Array(5_000).fill(1), looping, err: 'text' },
        'odd',
      ),
    );
    expect(line.length).toBeLessThan(20_000);
    expect(JSON.parse(line)).toMatchObject({ circle: { at: 'Invalid Date', bytes: '[3 bytes]' } });
  });

  it('keeps where it happened and all parts of a failure', () => {
    const both = new AggregateError([new Error('one'), new TypeError('two')], 'both failed');
    const parsed: unknown = JSON.parse(record((log) => log.error({ err: both }, 'failed')));
    expect(parsed).toMatchObject({
      err: {
        type: 'AggregateError',
        stack: expect.stringContaining('logger.test.ts'),
        errors: [{ message: 'one' }, { type: 'TypeError', message: 'two' }],
      },
    });
  });

  it('keeps to the level and counts errors in any case', () => {
    let errors = 0;
    const lines: string[] = [];
    const log = createLogger({
      level: 'silent',
      secrets: [],
      destination: { write: (line) => lines.push(line) },
      onError: () => {
        errors += 1;
      },
    });
    log.info({}, 'nothing');
    log.error({}, 'counted');
    expect([lines, errors]).toEqual([[], 1]);
  });

  it('is short in a terminal, and cannot play tricks with it', () => {
    const shown: string[] = [];
    const log = createLogger({
      level: 'info',
      secrets: [],
      destination: prettyLines({ write: (line) => shown.push(line) }),
    });
    log.warn({ update: 5, note: '\u001b[2Jx' }, 'slow\nforged line');
    expect(shown).toHaveLength(1);
    const line = shown[0] ?? '';
    expect(line.slice(0, 5)).toBe('\u001b[33m');
    expect(line.slice(13)).toBe(' slow ⏎ forged line  update=5  note=\\u001b[2Jx\u001b[0m\n');
  });
});
