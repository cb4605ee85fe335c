import { ActionRefusal } from './people/action-refusal.ts';
import { createGroup } from './people/groups.ts';
import type { GroupDraft, PersonDraft, SettingsDraft, SettingsView } from './person-api.ts';
import type { YooKassa } from './stand-ins/yookassa/gateway.ts';
import type { TravelClock } from './world/travel-clock.ts';
import type { World } from './world/world.ts';

/** The journal's key of the clock; see `restoreClock`. */
const CLOCK_KEY = 'settings/clock';

export interface ControlOptions {
  world: World;
  clock: TravelClock;
  gateway: YooKassa;
  people: PersonDraft[];
  groups: GroupDraft[];
  onReset: () => void | Promise<void>;
  onTimeTravel: () => void | Promise<void>;
}

/** What is done to the sandbox as a whole: rates, time travel, back to the beginning. */
export class Control {
  readonly #options: ControlOptions;
  #resetting: Promise<void> | null = null;

  constructor(options: ControlOptions) {
    this.#options = options;
  }

  get settings(): SettingsView {
    const { world, clock } = this.#options;
    return {
      rates: world.rules.rates,
      clock: { now: clock.now().toISOString(), offset: clock.offset },
      updates: world.troubles.view,
    };
  }

  /** @throws ActionRefusal for an instant that is none or too far away. */
  async change(draft: SettingsDraft): Promise<SettingsView> {
    const { world } = this.#options;
    if (draft.rates !== undefined) world.rules.rates = draft.rates;
    Object.assign(world.troubles, draft.updates);
    if (draft.updates?.hold === false) world.troubles.release('forward');
    const offset = this.#offsetOf(draft);
    if (offset !== null) await this.travel(offset);
    world.events.emit({ type: 'settings' });
    return this.settings;
  }

  /** Lets go the updates that are held back. */
  release(order: 'forward' | 'backward'): SettingsView {
    const { world } = this.#options;
    world.troubles.release(order);
    world.events.emit({ type: 'settings' });
    return this.settings;
  }

  #offsetOf({ clockOffset, clockAt }: SettingsDraft): number | null {
    if (clockAt === undefined) return clockOffset ?? null;
    if (clockOffset !== undefined) {
      throw new ActionRefusal('bad-body', 'One of "clockOffset" and "clockAt", not both');
    }
    const instant = new Date(clockAt);
    if (Number.isNaN(instant.getTime())) {
      throw new ActionRefusal('bad-body', 'Field "clockAt" must be an instant of ISO 8601');
    }
    return this.#options.clock.offsetFor(instant);
  }

  /** Moves the clock. @param offset ms ahead of the real one. */
  async travel(offset: number): Promise<void> {
    const { world, clock, gateway, onTimeTravel } = this.#options;
    try {
      clock.travel(offset);
    } catch (error) {
      if (error instanceof RangeError) throw new ActionRefusal('too-far', error.message);
      throw error;
    }
    world.journal.touch(CLOCK_KEY, () => ({ offset }));
    gateway.clockMoved();
    await onTimeTravel();
  }

  /** People and groups that are there from the beginning, unless they were kept. */
  populate(): void {
    const { world, people, groups } = this.#options;
    for (const preset of people) {
      if (preset.id === undefined || !world.people.has(preset.id)) world.addPerson(preset);
    }
    const bot = world.defaultBot;
    for (const group of groups) {
      if (group.id === undefined || !bot.chats.has(group.id)) createGroup(world, bot, group);
    }
  }

  /**
   * Back to the beginning: no chats, mail, SMS, payments, files, nobody but those who were there at
   * first, the real time. What the bot has told about itself stays. Two at once are one.
   */
  reset(): Promise<void> {
    this.#resetting ??= this.#reset().finally(() => {
      this.#resetting = null;
    });
    return this.#resetting;
  }

  async #reset(): Promise<void> {
    const { world, gateway, clock, onReset } = this.#options;
    this.#clear();
    clock.travel(0);
    world.journal.remove(CLOCK_KEY);
    try {
      await onReset();
    } finally {
      // What was said before the program's own reset was done belongs to the former life.
      this.#clear();
      gateway.clockMoved();
      this.populate();
      world.events.emit({ type: 'settings' });
      world.events.emit({ type: 'reset' });
    }
  }

  #clear(): void {
    const { world, gateway } = this.#options;
    gateway.reset();
    world.clear();
  }
}

/** Sets the clock as it was in a former run. */
export function restoreClock(clock: TravelClock, records: Map<string, unknown>): void {
  const kept = records.get(CLOCK_KEY);
  if (typeof kept !== 'object' || kept === null || !('offset' in kept)) return;
  if (typeof kept.offset === 'number') clock.travel(kept.offset);
}
