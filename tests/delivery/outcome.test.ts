import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../src/delivery/channels.ts';
import type { ClaimedDelivery } from '../../src/delivery/claim.ts';
import { judge } from '../../src/delivery/outcome.ts';
import { DELIVERY_STATUSES, DELIVERY_TRANSITIONS, mayBecome } from '../../src/domain/delivery.ts';

const now = new Date('2026-11-21T09:00:00Z');
const row: ClaimedDelivery = {
  id: 1n,
  owner: 'o',
  kind: 'k',
  recipient: 'identity:1',
  channel: 'telegram',
  lane: 3,
  params: {},
  attempt: 0,
  validUntil: null,
  lastError: null,
  chatId: null,
  identityId: 1,
  telegramId: 5n,
  locale: 'ru',
  unreachableAt: null,
  signedOutAt: null,
  residentId: null,
  blockedAt: null,
  email: null,
  phone: null,
  choices: null,
  quietHours: null,
  zone: null,
  sentToday: null,
  mostADay: null,
};

const later = (ms: number): Date => new Date(now.getTime() + ms);

describe('what an outcome means', () => {
  const table: readonly (readonly [SendOutcome, object, object])[] = [
    [
      { kind: 'sent', messageId: 7 },
      { status: 'sent', messageId: 7, sentAt: now, error: null },
      { kind: 'none' },
    ],
    [
      { kind: 'retry-later', retryAfterMs: 5_000, scope: 'bot' },
      { status: 'queued', notBefore: null },
      { kind: 'pause-all', ms: 5_000 },
    ],
    [
      { kind: 'retry-later', retryAfterMs: 7_200_000, scope: 'chat' },
      { status: 'queued', notBefore: later(7_200_000) },
      { kind: 'pause-chat', ms: 7_200_000 },
    ],
    [
      { kind: 'unreachable', reason: 'blocked' },
      { status: 'unreachable', error: 'blocked' },
      { kind: 'mark-unreachable', reason: 'blocked' },
    ],
    [
      { kind: 'migrated', chatId: -100 },
      { status: 'queued', chatId: -100 },
      { kind: 'move-chat', chatId: -100 },
    ],
    [{ kind: 'rejected', reason: 'bad' }, { status: 'failed', error: 'bad' }, { kind: 'none' }],
    [{ kind: 'unparsable' }, { status: 'failed' }, { kind: 'none' }],
    [
      { kind: 'not-sent', reason: 'refused' },
      { status: 'queued', error: 'refused' },
      { kind: 'channel-down', reason: 'refused', ourFault: false },
    ],
    [
      { kind: 'refused-us', reason: '401' },
      { status: 'queued', error: '401' },
      { kind: 'channel-down', reason: '401', ourFault: true },
    ],
    [
      { kind: 'ambiguous', reason: 'lost' },
      { status: 'unknown', error: 'ambiguous: lost' },
      { kind: 'none' },
    ],
  ];

  it.each(table)('%j', (outcome, result, consequence) => {
    const verdict = judge(row, outcome, { now, afterCrash: 'leave', attempt: 1 });
    expect(verdict.result).toMatchObject({ id: 1n, owner: 'o', attempt: 1, from: 'sending', ...result });
    expect(verdict.consequence).toEqual(consequence);
    expect(mayBecome('sending', verdict.result.status)).toBe(true);
  });

  it('a lost answer is repeated once, and only for kinds that must arrive', () => {
    const lost: SendOutcome = { kind: 'ambiguous', reason: 'lost' };
    const status = (afterCrash: 'resend' | 'leave', lastError: string | null) =>
      judge({ ...row, lastError }, lost, { now, afterCrash, attempt: 1 }).result.status;
    expect(status('resend', null)).toBe('queued');
    expect(status('resend', 'flood: asked to wait')).toBe('queued');
    expect(status('resend', 'ambiguous: lost')).toBe('unknown');
    expect(status('leave', null)).toBe('unknown');
  });
});

describe('transitions', () => {
  it('what was sent or cancelled stays so, and nothing is sent without being marked first', () => {
    expect(DELIVERY_TRANSITIONS.sent).toEqual([]);
    expect(DELIVERY_TRANSITIONS.cancelled).toEqual([]);
    const leadToSent = DELIVERY_STATUSES.filter((status) => mayBecome(status, 'sent'));
    expect(leadToSent).toEqual(['sending', 'unknown']);
    expect(DELIVERY_STATUSES.filter((status) => mayBecome(status, 'sending'))).toEqual(['leased']);
  });
});
