import { beforeAll, describe, expect, it } from 'vitest';
import { createChoices } from '../../chaos/support/random.ts';
import { DEMO_ADMIN_IDS, DEMO_PRESETS } from '../../src/demo/people.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { ActionRefusal } from '../../src/sandbox/people/action-refusal.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { nextStep, routeShapes, type SeenData } from './random-person.ts';
import { SWALLOWED } from './swallowed.ts';

/** `FUZZ_STEPS=20000 FUZZ_SEED=7 npx vitest run tests/fuzz` walks longer, or the same way again. */
const STEPS = Number(process.env.FUZZ_STEPS ?? 500);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
/** The limit of 40 updates in 10 s answers once and is silent then, by design. */
const LIMIT = { updates: 38, ms: 10_000 };
const HOUR_MS = 3_600_000;

const errors: string[] = [];
let t: TestApp;
let people: User[];

beforeAll(async () => {
  const keep = (level: string) => (fields: unknown, message?: string) => {
    if (level !== 'error') return;
    const cause = fields instanceof Object && 'err' in fields ? fields.err : undefined;
    errors.push(`${message ?? JSON.stringify(fields)}${cause instanceof Error ? `: ${cause.stack}` : ''}`);
  };
  t = await startTestApp({
    yookassa: true,
    adminIds: DEMO_ADMIN_IDS,
    log: { debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') },
  });
  await seedDemo(t.app().services);
  people = [
    ...DEMO_PRESETS.map(({ note: _note, firstName, ...details }) => t.user(firstName, details)),
    t.user('Чужой', { languageCode: 'de' }),
  ];
  for (const person of people) await person.start();
});

/** Waits until the person is far from the limit: one step may be several updates, and where it cuts nobody is answered. */
async function rested(user: User, recent: Map<number, number[]>): Promise<User> {
  for (;;) {
    const now = performance.now();
    const times = (recent.get(user.id) ?? []).filter((at) => now - at < LIMIT.ms);
    const [oldest] = times;
    if (oldest === undefined || times.length < LIMIT.updates / 2) {
      recent.set(user.id, [...times, now]);
      return user;
    }
    await new Promise((resolve) => setTimeout(resolve, oldest + LIMIT.ms - now));
  }
}

describe('whatever people press, write and send', () => {
  it(`is answered, and breaks nothing: seed ${SEED}`, async () => {
    const choices = createChoices(SEED, 'walk');
    const shapes = routeShapes();
    expect(shapes.length).toBeGreaterThan(100);
    const seen: SeenData = new Set();
    const done: string[] = [];
    const last = (): string => `seed ${SEED}, after:\n${done.slice(-25).join('\n')}`;
    const recent = new Map<number, number[]>();
    for (let step = 0; step < STEPS; step += 1) {
      const user = await rested(choices.oneOf(people), recent);
      const { what, owed, act } = nextStep(user, choices, seen, shapes);
      done.push(`${step} ${user.person.firstName} ${what}`);
      const before = t.chat.calls().at(-1)?.seq ?? 0;
      try {
        await act();
      } catch (error) {
        // What Telegram's own client would not send.
        if (!(error instanceof ActionRefusal)) throw error;
        continue;
      }
      await t.settled();
      const answers = t.chat.calls().filter(({ seq }) => seq > before);
      const visible = answers.some(
        ({ chatId, method, ok }) => ok && (chatId === user.id || method === 'answerCallbackQuery'),
      );
      if (owed) expect(visible, `no answer but ${JSON.stringify(answers)}: ${last()}`).toBe(true);
      expect(errors, last()).toEqual([]);
      if (choices.chance(0.01)) t.clock.advance(choices.between(1, 72) * HOUR_MS);
      if (choices.chance(0.005)) await t.app().runJobs();
      if (choices.chance(0.004)) {
        done.push('— restart');
        await t.restart();
      }
    }
    const problems = t.chat
      .problems()
      .filter(
        ({ kind, detail }) => kind !== 'refused-call' || !SWALLOWED.some((part) => detail.includes(part)),
      );
    expect(problems, last()).toEqual([]);
  }, 3_600_000);
});
