import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { CODE_ATTEMPTS, LINK_LIFETIME_MINUTES } from '../../../src/domain/challenge.ts';
import {
  type IssueChallengeOptions,
  issueChallenge,
} from '../../../src/services/challenges/issue-challenge.ts';
import { isProved, verifyCode, verifyLink } from '../../../src/services/challenges/verify-challenge.ts';
import type { ServiceDeps } from '../../../src/services/deps.ts';
import { createKeyedHashes } from '../../../src/services/keyed-hashes.ts';
import { countLimits, uncountLimits } from '../../../src/services/limits/count-limit.ts';
import { clean, openTestDatabase } from '../../support/database.ts';

let database: Database;
let now: Date;
let identityId: number;
const sent: { target: string; code: string; token: string | null }[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  await clean(database);
  sent.length = 0;
  now = new Date('2026-11-23T09:00:00Z');
  identityId = (await database.prisma.telegramIdentity.create({ data: { telegramId: 1n } })).id;
});

function deps(): Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'sms' | 'email'> {
  return {
    db: database.prisma,
    clock: { now: () => now },
    hashes: createKeyedHashes('secret', 'salt'),
    sms: { send: async () => undefined },
    email: { send: async () => undefined },
  };
}

function pass(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

async function issue(over: Partial<IssueChallengeOptions> = {}): Promise<void> {
  const channel = over.channel ?? 'sms';
  const target = over.target ?? (channel === 'sms' ? '+79161234567' : 'anna@example.test');
  await issueChallenge(deps(), {
    identityId,
    purpose: 'phone',
    subject: 'draft:1',
    channel,
    target,
    again: true,
    compose: ({ code, token }) => {
      sent.push({ target, code, token });
      return { text: code, subject: '' };
    },
    ...over,
  });
}

const ref = () => ({ identityId, purpose: 'phone', subject: 'draft:1', channel: 'sms' }) as const;
const code = (): string => sent.at(-1)?.code ?? '';
const wrong = (): string => (code() === '000000' ? '000001' : '000000');

describe('a code', () => {
  it('is six digits, kept as a salted keyed hash', async () => {
    await issue();
    expect(code()).toMatch(/^\d{6}$/);
    pass(61);
    await issue();
    const rows = await database.prisma.challenge.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ revokedAt }) => revokedAt === null)).toEqual([false, true]);
    expect(JSON.stringify(rows)).not.toContain(code());
    expect(JSON.stringify(rows)).not.toContain('9161234567');
  });

  it('proves its own subject, purpose and person only', async () => {
    await issue();
    const other = await database.prisma.telegramIdentity.create({ data: { telegramId: 2n } });
    const attempts = [
      { ...ref(), subject: 'draft:2' },
      { ...ref(), purpose: 'pay' as const },
      { ...ref(), channel: 'email' as const },
      { ...ref(), identityId: other.id },
    ];
    for (const attempt of attempts) {
      await expect(verifyCode(deps(), { ...attempt, code: code() })).rejects.toMatchObject({
        code: 'CHALLENGE_OVER',
      });
    }
    await verifyCode(deps(), { ...ref(), code: code() });
    expect(await isProved(deps(), { ...ref(), target: '+79161234567' })).toBe(true);
    expect(await isProved(deps(), { ...ref(), target: '+79161234568' })).toBe(false);
    expect(await isProved(deps(), { ...ref(), subject: 'draft:2', target: '+79161234567' })).toBe(false);
  });

  it('of an earlier sending no longer counts', async () => {
    await issue();
    const first = code();
    pass(61);
    await issue();
    if (first !== code()) {
      await expect(verifyCode(deps(), { ...ref(), code: first })).rejects.toMatchObject({
        code: 'CHALLENGE_WRONG',
      });
    }
    await verifyCode(deps(), { ...ref(), code: code() });
  });

  it('used once is accepted again for the same subject while it lives: a redelivered answer', async () => {
    await issue();
    await verifyCode(deps(), { ...ref(), code: code() });
    await verifyCode(deps(), { ...ref(), code: code() });
    await expect(verifyCode(deps(), { ...ref(), code: wrong() })).rejects.toMatchObject({
      code: 'CHALLENGE_OVER',
    });
    pass(601);
    await expect(verifyCode(deps(), { ...ref(), code: code() })).rejects.toMatchObject({
      code: 'CHALLENGE_OVER',
    });
  });

  it('parallel guesses share no attempt', async () => {
    await issue();
    const guesses = await Promise.allSettled(
      Array.from({ length: 12 }, () => verifyCode(deps(), { ...ref(), code: wrong() })),
    );
    const codes = guesses.map((guess) => (guess.status === 'rejected' ? guess.reason.code : 'accepted'));
    expect(codes.filter((outcome) => outcome === 'CHALLENGE_WRONG')).toHaveLength(CODE_ATTEMPTS - 1);
    expect(codes.filter((outcome) => outcome === 'CHALLENGE_EXHAUSTED')).toHaveLength(12 - CODE_ATTEMPTS + 1);
    await expect(verifyCode(deps(), { ...ref(), code: code() })).rejects.toMatchObject({
      code: 'CHALLENGE_EXHAUSTED',
    });
    const row = await database.prisma.challenge.findFirstOrThrow();
    expect(row.attempts).toBe(CODE_ATTEMPTS);
  });
});

describe('a link', () => {
  const mail = () => ({ identityId, purpose: 'email', subject: 'draft:1', channel: 'email' }) as const;

  it('lives an hour, counts for its own subject and person, and may be followed twice', async () => {
    await issue({ channel: 'email', purpose: 'email' });
    const token = sent.at(-1)?.token ?? '';
    expect(token).toMatch(/^[\w-]{32}$/);
    expect(JSON.stringify(await database.prisma.challenge.findMany())).not.toContain(token);
    const other = await database.prisma.telegramIdentity.create({ data: { telegramId: 2n } });
    for (const wrongRef of [
      { ...mail(), identityId: other.id },
      { ...mail(), subject: 'draft:2' },
      { ...mail(), purpose: 'email_change' as const },
    ]) {
      await expect(verifyLink(deps(), { ...wrongRef, token })).rejects.toMatchObject({
        code: 'CHALLENGE_LINK',
      });
    }
    pass(LINK_LIFETIME_MINUTES * 60 - 1);
    await verifyLink(deps(), { ...mail(), token });
    await verifyLink(deps(), { ...mail(), token });
    pass(2);
    await expect(verifyLink(deps(), { ...mail(), token })).rejects.toMatchObject({ code: 'CHALLENGE_LINK' });
  });

  it('is void once a new letter was sent, and wrong codes do not spoil it', async () => {
    await issue({ channel: 'email', purpose: 'email' });
    const first = sent.at(-1)?.token ?? '';
    pass(61);
    await issue({ channel: 'email', purpose: 'email' });
    await expect(verifyLink(deps(), { ...mail(), token: first })).rejects.toMatchObject({
      code: 'CHALLENGE_LINK',
    });
    for (let times = 0; times < 6; times++) {
      await expect(verifyCode(deps(), { ...mail(), code: wrong() })).rejects.toThrow();
    }
    await verifyLink(deps(), { ...mail(), token: sent.at(-1)?.token ?? '' });
  });
});

describe('sending is limited', () => {
  it('one person cannot make the bot send to many numbers', async () => {
    for (let n = 0; n < 5; n++) await issue({ target: `+7916000000${n}`, subject: `draft:${n}` });
    const sixth = issue({ target: '+79160000009', subject: 'draft:9' });
    await expect(sixth).rejects.toMatchObject({ code: 'CHALLENGE_LIMIT', details: { minutes: 60 } });
    expect(sent).toHaveLength(5);
  });

  it('refused attempts use up nobody else’s limit', async () => {
    for (let n = 0; n < 5; n++) await issue({ target: `+7916000000${n}`, subject: `draft:${n}` });
    const before = await database.prisma.rateCounter.findMany({ orderBy: { key: 'asc' } });
    for (let n = 0; n < 20; n++) await expect(issue({ target: '+79160000009' })).rejects.toThrow();
    expect(await database.prisma.rateCounter.findMany({ orderBy: { key: 'asc' } })).toEqual(before);
  });

  it('says when there is no gateway', async () => {
    const none = { ...deps(), sms: null };
    const request = issueChallenge(none, {
      ...ref(),
      target: '+79161234567',
      again: false,
      compose: () => ({ text: '', subject: '' }),
    });
    await expect(request).rejects.toMatchObject({ code: 'CHALLENGE_NO_GATEWAY' });
    expect(await database.prisma.challenge.count()).toBe(0);
  });

  it('the row is committed before the gateway is asked', async () => {
    let rows = -1;
    const slow = {
      ...deps(),
      sms: {
        send: async () => {
          rows = await database.prisma.challenge.count();
        },
      },
    };
    await issueChallenge(slow, {
      ...ref(),
      target: '+79161234567',
      again: false,
      compose: () => ({ text: '', subject: '' }),
    });
    expect(rows).toBe(1);
  });
});

describe('counters', () => {
  const hour = { key: 'a', windowMinutes: 60 };
  const day = { key: 'b', windowMinutes: 1440 };

  it('count concurrently without losing one, each in its window', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () => countLimits(database.prisma, { counters: [hour, day], now })),
    );
    expect(
      (await countLimits(database.prisma, { counters: [day, hour], now })).map(({ count }) => count),
    ).toEqual([11, 11]);
    const later = new Date(now.getTime() + 3600_000);
    const counted = await countLimits(database.prisma, { counters: [hour, day], now: later });
    expect(counted.map(({ count }) => count)).toEqual([1, 12]);
    expect(counted[0]?.windowStart).toEqual(new Date('2026-11-23T10:00:00Z'));
  });

  it('are taken back for the window they were counted in, never below nothing', async () => {
    await countLimits(database.prisma, { counters: [hour], now });
    await uncountLimits(database.prisma, { counters: [hour], now });
    await uncountLimits(database.prisma, { counters: [hour], now });
    expect((await countLimits(database.prisma, { counters: [hour], now }))[0]?.count).toBe(1);
  });
});
