import { createHmac, hkdfSync } from 'node:crypto';
import type { KeyedHashes } from './deps.ts';

/**
 * Hashes under keys derived (HKDF) from a secret that is not in the database and a salt that is.
 * A changed secret only voids open codes and counters of at most a day.
 */
export function createKeyedHashes(secret: string, salt: string): KeyedHashes {
  const keys = new Map<string, Buffer>();
  const keyFor = (purpose: string): Buffer => {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', secret, salt, `domovoy:${purpose}`, 32));
    keys.set(purpose, key);
    return key;
  };
  return {
    hash: (purpose, value) => createHmac('sha256', keyFor(purpose)).update(value).digest('base64url'),
  };
}
