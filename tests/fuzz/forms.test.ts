import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createChoices } from '../../chaos/support/random.ts';
import { conversationsOf } from '../../src/bot/ui/conversation-state.ts';
import { describeOpenForm, type OpenForm } from '../../src/bot/ui/open-form.ts';
import { routes } from '../../src/bot/ui/routes.ts';
import { DEMO_ADMIN_IDS, DEMO_PEOPLE, DEMO_PRESETS } from '../../src/demo/people.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { ActionRefusal } from '../../src/sandbox/people/action-refusal.ts';
import { startDraft } from '../../src/services/drafts/drafts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type AnyForm, definedForms } from './defined-forms.ts';
import { NONSENSE_KINDS, nonsense, SENSIBLE_TRIES, sensible } from './form-answers.ts';
import { demoFacts, type Filler, type Opening, openings } from './form-openings.ts';
import { routeShapes, type Step } from './random-person.ts';
import { SWALLOWED } from './swallowed.ts';

/** `FUZZ_STEPS=20000 FUZZ_SEED=7 npx vitest run tests/fuzz` throws more, or the same again. */
const STEPS = Number(process.env.FUZZ_STEPS ?? 500);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
/** What each question of each form is met with. */
const THROWS = Math.max(2, Math.round(STEPS / 250));
/** The limit of 40 updates in 10 s counts by the process' own clock, which stands still but for this. */
const BETWEEN_MS = 600;

/** People of the demo who have never come, and a staff group whose number was typed at random. */
const OF_THIS_STORY = ["bot can't initiate conversation", 'chat not found'];

const errors: string[] = [];
let t: TestApp;
let forms: readonly AnyForm[];
let known: Readonly<Record<string, readonly Opening[]>>;
let fillers: Readonly<Record<Filler, { user: User; identityId: number }>>;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-16T09:00:00Z') });
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
  const { services } = t.app();
  await seedDemo(services);
  for (const { note: _note, firstName, ...details } of DEMO_PRESETS) t.user(firstName, details);
  const fresh = await t.fixtures.registered({ telegramId: 700_000_099 });
  await t.database.prisma.telegramIdentity.update({
    where: { id: fresh.identityId },
    data: { residentId: null },
  });
  const of = async (firstName: string, id: number) => {
    const user = t.user(firstName, { id });
    await user.start();
    const { id: identityId } = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { telegramId: BigInt(id) },
    });
    return { user, identityId };
  };
  t.user('Новичок', { phone: '+79167778899' });
  fillers = {
    resident: await of(DEMO_PEOPLE.ivan.firstName, DEMO_PEOPLE.ivan.id),
    staff: await of(DEMO_PEOPLE.administrator.firstName, DEMO_PEOPLE.administrator.id),
    newcomer: await of('Новичок', 700_000_099),
  };
  forms = definedForms(services);
  known = openings(await demoFacts(services, t.database.prisma));
});
afterAll(() => {
  vi.useRealTimers();
});

async function openForm(identityId: number): Promise<OpenForm | null> {
  const { state } = await t.database.prisma.dialogue.findFirstOrThrow({ where: { identityId } });
  const [active] = Object.entries(conversationsOf(state) ?? {}).find(([, open]) => open.length > 0) ?? [];
  return active === undefined ? null : describeOpenForm(state, active);
}

describe('every form', () => {
  it('has a way in, and no way in leads nowhere', () => {
    expect(Object.keys(known).sort()).toEqual(forms.map(({ id }) => id).sort());
  });

  it(`takes or refuses whatever comes, at each question: seed ${SEED}`, async () => {
    const choices = createChoices(SEED, 'forms');
    const shapes = routeShapes();
    const done: string[] = [];
    const said = (): string => `seed ${SEED}, after:\n${done.slice(-12).join('\n')}`;
    const uncovered: string[] = [];
    const faults: string[] = [];

    /** One step of a person, answered, without an error. */
    const take = async (user: User, { what, owed, act }: Step): Promise<boolean> => {
      vi.setSystemTime(Date.now() + BETWEEN_MS);
      done.push(`${user.person.firstName} ${what}`);
      const before = t.chat.calls().at(-1)?.seq ?? 0;
      try {
        await act();
      } catch (error) {
        if (!(error instanceof ActionRefusal)) throw error;
        return false;
      }
      await t.settled();
      if (errors.length > 0) faults.push(`${errors.splice(0).join('\n')}\n${said()}`);
      const answers = t.chat.calls().filter(({ seq }) => seq > before);
      const mine = answers.filter(
        ({ chatId, method, ok }) => ok && (chatId === user.id || method === 'answerCallbackQuery'),
      );
      if (owed && mine.length === 0) faults.push(`no answer but ${JSON.stringify(answers)}: ${said()}`);
      return mine.some(({ method }) => /^send|^edit/.test(method));
    };

    for (const form of forms) {
      const met = new Map<string, number>();
      const wanted = [...form.steps.map(({ id }) => id), ...(form.review === null ? [] : ['(review)'])];
      const missing = (): string[] => wanted.filter((step) => (met.get(step) ?? 0) < THROWS);
      let kind = choices.between(0, NONSENSE_KINDS);
      for (const opening of [1, 2, 3].flatMap(() => known[form.id] ?? [])) {
        if (missing().length === 0) break;
        const { user, identityId } = fillers[opening.who];
        const enter = async (): Promise<void> => {
          const data =
            'press' in opening
              ? opening.press
              : routes.continueForm.data({
                  draft: await startDraft(t.app().services, {
                    identityId,
                    kind: form.id,
                    data: opening.values,
                    minutes: 60,
                  }),
                });
          await take(user, { what: `opens ${form.id} by ${data}`, owed: true, act: () => user.forge(data) });
        };
        await take(user, { what: 'goes home', owed: true, act: () => user.send('/menu') });
        await enter();
        let attempt = 0;
        let entered = 1;
        for (let moves = 0; moves < 40 * wanted.length && missing().length > 0; moves += 1) {
          const at = await openForm(identityId);
          if (at === null || at.form !== form.id || at.draftId === null) {
            if (entered > 4 * THROWS) break;
            entered += 1;
            attempt = 0;
            await enter();
            continue;
          }
          const key = at.step ?? '(review)';
          const meets = met.get(key) ?? 0;
          const standing = { user, choices, shapes, draftId: at.draftId };
          if (meets < THROWS) {
            met.set(key, meets + 1);
            kind += 1;
            const spoke = await take(user, nonsense(kind, standing));
            const then = await openForm(identityId);
            // It has ended, or was left: the person was told, in words.
            if (then === null) {
              if (!spoke) faults.push(`the form fell silent: ${said()}`);
            } else if (then.form === form.id && then.step === at.step) {
              // Alive: it still says why it asks.
              if (choices.chance(0.7)) continue;
              const help = `conv:${then.draftId}:h`;
              await take(user, { what: 'asks why', owed: true, act: () => user.forge(help) });
            } else attempt = 0;
            continue;
          }
          if (attempt > SENSIBLE_TRIES) break;
          await take(
            user,
            sensible({ step: at.step, draftId: at.draftId }, attempt, { user, chat: t.chat, choices }),
          );
          const then = await openForm(identityId);
          attempt = then?.step === at.step && then?.draftId === at.draftId ? attempt + 1 : 0;
        }
      }
      uncovered.push(...missing().map((step) => `${form.id}.${step}`));
    }
    expect(faults).toEqual([]);
    expect(uncovered).toEqual([]);
    const problems = t.chat
      .problems()
      .filter(
        ({ kind, detail }) =>
          kind !== 'refused-call' || ![...SWALLOWED, ...OF_THIS_STORY].some((part) => detail.includes(part)),
      );
    expect(problems, said()).toEqual([]);
  }, 3_600_000);
});
