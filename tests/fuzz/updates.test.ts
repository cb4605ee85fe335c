import fc from 'fast-check';
import type { Message } from 'grammy/types';
import { beforeAll, describe, expect, it } from 'vitest';
import { createChoices } from '../../chaos/support/random.ts';
import { DEMO_ADMIN_IDS, DEMO_PRESETS } from '../../src/demo/people.ts';
import { seedDemo } from '../../src/demo/seed-demo.ts';
import { createGroup } from '../../src/sandbox/people/groups.ts';
import { runs } from '../domain/property.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { forgedData, PIXEL, routeShapes } from './random-person.ts';
import { type AnyUpdate, type Cast, randomUpdate } from './random-update.ts';

// Any update that is valid by the Bot API's types, in any order: it is confirmed, nothing fails, nobody who speaks to
// the bot or presses a button is left without an answer.

const RUNS = Math.max(500, Number(process.env.FUZZ_STEPS ?? 500));
/** So many that nobody comes near the limit of 40 updates in 10 s. */
const STRANGERS = 60;
const FORGED = 200;
/** Above all numbers of the local Telegram's own updates. */
const FIRST_ID = 2_000_000_000;

const errors: string[] = [];
let t: TestApp;
let cast: Cast;

beforeAll(async () => {
  const keep = (fields: object, message: string): void => {
    const cause = 'err' in fields ? fields.err : undefined;
    errors.push(`${message} ${cause instanceof Error ? cause.stack : JSON.stringify(fields)}`);
  };
  const quiet = (): void => undefined;
  t = await startTestApp({
    yookassa: true,
    adminIds: DEMO_ADMIN_IDS,
    log: { debug: quiet, info: quiet, warn: quiet, error: keep },
  });
  await seedDemo(t.app().services);
  const users = [
    ...DEMO_PRESETS.map(({ note: _note, firstName, ...details }) => t.user(firstName, details)),
    ...Array.from({ length: STRANGERS }, (_, n) => t.user(`Гость ${n}`)),
  ];
  for (const user of users) await user.start();
  const { world } = t.sandbox.core;
  const bot = world.botByToken(t.sandbox.botToken);
  const [anna] = users;
  if (anna === undefined) throw new Error('nobody');
  await anna.sendPhoto(PIXEL);
  const { photo } = (bot.lastUpdateOf.get(anna.id)?.update.message ?? {}) as Message;
  await anna.sendDocument(Buffer.from('%PDF-1.4'), 'page.pdf');
  const { document } = (bot.lastUpdateOf.get(anna.id)?.update.message ?? {}) as Message;
  if (photo === undefined || document === undefined) throw new Error('no files');
  const choices = createChoices(1, 'updates');
  const shapes = routeShapes();
  cast = {
    people: users.map(({ id, person }) => ({
      id,
      is_bot: false,
      first_name: person.firstName,
      language_code: person.languageCode,
    })),
    groups: [
      {
        id: createGroup(world, bot, { title: 'Дом', memberIds: [anna.id] }).id,
        type: 'supergroup',
        title: 'Дом',
      },
    ],
    bot: bot.user,
    photo,
    document,
    data: ['', 'x', '::', ...Array.from({ length: FORGED }, () => forgedData(shapes, choices))],
  };
});

/** Words, files and the like; what Telegram itself writes into a chat needs no answer. */
const SPOKEN = [
  ...[
    'text',
    'photo',
    'document',
    'voice',
    'audio',
    'video',
    'video_note',
    'sticker',
    'dice',
    'location',
    'contact',
  ],
  ...['story'],
] as const;

function owes(update: AnyUpdate): { readonly chatId: number } | { readonly press: string } | null {
  const { message, callback_query: press } = update;
  if (press !== undefined) return { press: press.id };
  if (message?.chat.type !== 'private' || message.via_bot !== undefined) return null;
  return SPOKEN.some((kind) => kind in message) ? { chatId: message.chat.id } : null;
}

describe('any valid update', () => {
  it('is confirmed, breaks nothing, and is answered where somebody speaks', async () => {
    let id = FIRST_ID;
    await fc.assert(
      fc.asyncProperty(randomUpdate(cast), async (update) => {
        const before = t.chat.calls().at(-1)?.seq ?? 0;
        id += 1;
        expect(await t.app().handleUpdate({ ...update, update_id: id })).toBe('done');
        await t.settled();
        expect(errors).toEqual([]);
        const owed = owes(update);
        if (owed === null) return;
        const calls = t.chat.calls().filter(({ seq }) => seq > before);
        const answered = calls.some(({ method, chatId, ok, params }) =>
          'press' in owed
            ? method === 'answerCallbackQuery' && JSON.stringify(params).includes(JSON.stringify(owed.press))
            : ok && chatId === owed.chatId,
        );
        expect(answered, JSON.stringify(calls)).toBe(true);
      }),
      runs(RUNS),
    );
  }, 600_000);
});
