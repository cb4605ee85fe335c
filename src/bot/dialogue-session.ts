import type { DialogueRow } from '../services/residents/load-person.ts';

/** How many update ids a dialogue remembers. */
export const REMEMBERED_UPDATES = 50;

/**
 * The dialogue row while one update is handled. It is written once, at the end, and only when something
 * changed: state, or an effect that asks to remember the update (`remember`). Reading screens write nothing.
 */
export class DialogueSession {
  readonly identityId: number;
  /** null: there is no row yet */
  readonly version: number | null;
  readonly recentUpdateIds: readonly number[];
  #state: unknown;
  #dirty = false;

  constructor(row: DialogueRow) {
    this.identityId = row.identityId;
    this.version = row.version;
    this.recentUpdateIds = row.recentUpdateIds;
    this.#state = row.state;
  }

  get state(): unknown {
    return this.#state;
  }

  /** Conversation state as the plugin wants it kept; `undefined` forgets it. */
  setState(state: unknown): void {
    if (state === undefined && isEmptyState(this.#state)) return;
    this.#state = state ?? {};
    this.#dirty = true;
  }

  /** This update had an effect: a second delivery of it must not run again. */
  remember(): void {
    this.#dirty = true;
  }

  get dirty(): boolean {
    return this.#dirty;
  }

  seen(updateId: number): boolean {
    return this.recentUpdateIds.includes(updateId);
  }

  /** The list to write once `updateId` is done. */
  idsWith(updateId: number): number[] {
    return [...this.recentUpdateIds, updateId].slice(-REMEMBERED_UPDATES);
  }
}

function isEmptyState(state: unknown): boolean {
  return typeof state !== 'object' || state === null || Object.keys(state).length === 0;
}
