import { createHash } from 'node:crypto';
import type { World } from '../../world/world.ts';
import type { KeyRecord } from './model.ts';
import { invalid } from './problem.ts';

const HEADER = 'Idempotence-Key';
/** Keys are remembered so long, ms of the clock. */
const LIFE = 86_400_000;
const KEEP = 10_000;

/**
 * One answer per Idempotence-Key for 24 hours. Refused requests did nothing, so their keys are free
 * again; an answer that got lost on its way is given once more.
 */
export class IdempotenceKeys {
  readonly #world: World;
  readonly #known = new Map<string, KeyRecord>();

  constructor(world: World) {
    this.#world = world;
  }

  /**
   * Runs `work` unless the key has an answer.
   * @param key the header's value.
   * @param request what the key stands for.
   * @throws GatewayProblem 400 without a key, for a key over 64 characters, for a key that was used for
   * another request.
   */
  run(key: string | undefined, request: [path: string, body: unknown], work: () => unknown): unknown {
    if (key === undefined || key === '') throw invalid(HEADER, 'Idempotence key is required');
    if (key.length > 64) throw invalid(HEADER, 'Idempotence key is longer than 64 characters');
    const digest = createHash('sha256').update(stable(request)).digest('base64url');
    const now = this.#world.now();
    const known = this.#known.get(key);
    if (known !== undefined && now - known.createdAt < LIFE) {
      if (known.digest !== digest) {
        throw invalid(HEADER, 'Idempotence key was already used for another request');
      }
      return known.answer;
    }
    const answer = work();
    const record: KeyRecord = { digest, answer, createdAt: now };
    this.#known.delete(key);
    this.#known.set(key, record);
    this.#world.journal.touch(journalKey(key), () => record);
    this.#forget();
    return answer;
  }

  #forget(): void {
    if (this.#known.size <= KEEP) return;
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#remove(oldest);
  }

  #remove(key: string): void {
    this.#known.delete(key);
    this.#world.journal.remove(journalKey(key));
  }

  restore(key: string, record: KeyRecord): void {
    this.#known.set(decodeURIComponent(key), record);
  }

  clear(): void {
    for (const key of [...this.#known.keys()]) this.#remove(key);
  }
}

/** Keys of the journal are divided by slashes. */
function journalKey(key: string): string {
  return `yk-key/${encodeURIComponent(key)}`;
}

/** JSON with sorted names, so that equal requests are equal texts. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
