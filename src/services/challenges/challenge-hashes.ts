import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { CODE_DIGITS, codeFromNumber, LINK_TOKEN_BYTES } from '../../domain/challenge.ts';
import type { KeyedHashes } from '../deps.ts';

/** Beginning of start payloads that follow a link from an e-mail: `https://t.me/<bot>?start=em_<token>`. */
export const EMAIL_LINK_PREFIX = 'em_';

const SALT_BYTES = 12;

export interface ChallengeSecret {
  readonly code: string;
  /** Only e-mails carry a link. */
  readonly token: string | null;
}

export function newSecret(channel: 'sms' | 'email'): ChallengeSecret {
  return {
    code: codeFromNumber(randomInt(10 ** CODE_DIGITS)),
    token: channel === 'email' ? randomBytes(LINK_TOKEN_BYTES).toString('base64url') : null,
  };
}

/** Salted keyed hash: six digits alone could be found by trying them all. */
export function hashCode(hashes: KeyedHashes, code: string): string {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  return `${salt}.${hashes.hash('challenge-code', `${salt}:${code}`)}`;
}

export function codeMatches(hashes: KeyedHashes, stored: string, code: string): boolean {
  const [salt = '', hash = ''] = stored.split('.');
  const expected = Buffer.from(hash);
  const candidate = Buffer.from(hashes.hash('challenge-code', `${salt}:${code}`));
  return expected.length === candidate.length && timingSafeEqual(expected, candidate);
}

export function hashToken(hashes: KeyedHashes, token: string): string {
  return hashes.hash('challenge-token', token);
}

/** A phone or an address as counters and challenges know it. */
export function hashTarget(hashes: KeyedHashes, channel: 'sms' | 'email', target: string): string {
  return hashes.hash('challenge-target', `${channel}:${target}`);
}
