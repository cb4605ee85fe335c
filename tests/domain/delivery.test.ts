import { describe, expect, it } from 'vitest';
import { DELIVERY_STATUSES, LANES, mayBecome } from '../../src/domain/delivery.ts';

/** The agreed states, written out a second time. */
const ALLOWED = new Set([
  'queued>leased',
  'queued>cancelled',
  'leased>sending',
  'leased>queued',
  'leased>failed',
  'leased>unreachable',
  'leased>cancelled',
  'sending>sent',
  'sending>failed',
  'sending>unreachable',
  'sending>unknown',
  'sending>queued',
  'failed>queued',
  'unreachable>queued',
  'unknown>queued',
  'unknown>sent',
  'unknown>cancelled',
]);

describe('states of a delivery', () => {
  for (const from of DELIVERY_STATUSES) {
    for (const to of DELIVERY_STATUSES) {
      const allowed = ALLOWED.has(`${from}>${to}`);
      it(`${from} → ${to} is ${allowed ? 'allowed' : 'refused'}`, () => {
        expect(mayBecome(from, to)).toBe(allowed);
      });
    }
  }

  it('nothing is called before `sending` is committed: only from there a message is sent', () => {
    const senders = DELIVERY_STATUSES.filter((from) => mayBecome(from, 'sent'));
    expect(senders).toEqual(['sending', 'unknown']);
  });

  it('money goes before emergencies, reminders and bulk', () => {
    const order = Object.entries(LANES).sort(([, a], [, b]) => a - b);
    expect(order.map(([lane]) => lane)).toEqual(['money', 'emergency', 'reminders', 'bulk']);
  });
});
