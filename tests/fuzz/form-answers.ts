import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from '../../chaos/support/random.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import type { Chat, User } from '../../src/sandbox/driver-api.ts';
import { COMMANDS, FILES, forgedData, PIXEL, type routeShapes, type Step, TEXTS } from './random-person.ts';

const BILL_PHOTO = readFileSync(join(projectRoot(), 'tests/fixtures/bills/bill-qr.png'));

const says = (user: User, text: string): Step => ({
  what: `writes ${JSON.stringify(text.slice(0, 60))}`,
  owed: text.trim() !== '',
  act: () => user.send(text),
});

interface Standing {
  readonly user: User;
  readonly choices: Choices;
  readonly shapes: ReturnType<typeof routeShapes>;
  readonly draftId: number;
}

type Kind = (standing: Standing) => Step;

/** What nobody asked for, by kind: each question gets several kinds, so that none is met by luck only. */
const NONSENSE: readonly Kind[] = [
  ({ user, choices }) => says(user, choices.oneOf(TEXTS)),
  ({ user, choices }) => says(user, choices.oneOf(TEXTS)),
  ({ user, choices }) => says(user, 'Ж'.repeat(choices.between(1_000, 4_096))),
  ({ user, choices }) =>
    says(
      user,
      choices.oneOf([
        '🙂',
        '\u202Eнаоборот',
        '<b>жирно</b> & <i',
        '{ $name }',
        '\u0007\u0000\uFEFF',
        '‮اختبار',
        '​​',
      ]),
    ),
  ({ user, choices }) => says(user, `/${choices.oneOf(COMMANDS)}`),
  ({ user, choices }) => {
    const kind = choices.oneOf(['sticker', 'dice', 'poll', 'venue', 'video_note'] as const);
    return { what: `sends a ${kind}`, owed: true, act: () => user.sendSpecial(kind) };
  },
  ({ user }) => ({ what: 'sends a voice', owed: true, act: () => user.sendVoice(Buffer.from('OggS')) }),
  ({ user }) => ({ what: 'sends a video', owed: true, act: () => user.sendVideo(Buffer.from('mp4')) }),
  ({ user }) => ({
    what: 'sends a song',
    owed: true,
    act: () => user.sendAudio(Buffer.from('ID3'), 'a.mp3'),
  }),
  ({ user, choices }) => ({
    what: 'sends a photo',
    owed: true,
    act: () => user.sendPhoto(PIXEL, { caption: choices.oneOf(TEXTS).slice(0, 1_000) }),
  }),
  ({ user }) => ({ what: 'sends an album', owed: true, act: () => user.sendAlbum([PIXEL, PIXEL]) }),
  ({ user, choices }) => {
    const [name, bytes] = choices.oneOf(FILES);
    return { what: `sends ${name}`, owed: true, act: () => user.sendDocument(bytes, name) };
  },
  ({ user }) => ({ what: 'sends a place', owed: true, act: () => user.sendLocation(55.75, 37.61) }),
  ({ user }) => ({ what: 'shares the own contact', owed: true, act: () => user.shareContact() }),
  ({ user }) => ({
    what: 'sends somebody’s card',
    owed: true,
    act: () => user.sendCard({ phone: '+79990000000', firstName: 'X' }),
  }),
  ({ user }) => {
    const own = user.messages().findLast(({ side }) => side !== 'bot');
    return own === undefined
      ? says(user, '?')
      : { what: 'forwards', owed: true, act: () => user.forward(own) };
  },
  ({ user }) => {
    const own = user.messages().findLast(({ side, kind }) => side !== 'bot' && kind === 'text');
    return own === undefined
      ? says(user, '!')
      : { what: 'edits', owed: false, act: () => user.edit(own.id, 'иначе') };
  },
  ({ user, choices, shapes }) => {
    const data = forgedData(shapes, choices);
    return { what: `presses ${data} of another screen`, owed: true, act: () => user.forge(data) };
  },
  ({ user, choices, draftId }) => {
    const data = choices.oneOf([
      ...['x', 'b', 's', 'h', 'ok', 'v:zzz', 'v:0', 'v:constructor', 'e:text', 'e:nowhere', 'v', 'zz'].map(
        (action) => `conv:${draftId}:${action}`,
      ),
      `conv:${draftId + 1}:ok`,
      'conv:999999999999:x',
      'conv:',
      'conv:0:ok',
    ]);
    return { what: `forges ${data}`, owed: true, act: () => user.forge(data) };
  },
  ({ user }) => ({ what: 'is delivered twice', owed: false, act: () => user.redeliver() }),
];

export const NONSENSE_KINDS = NONSENSE.length;

export function nonsense(kind: number, standing: Standing): Step {
  const make = NONSENSE[kind % NONSENSE.length];
  if (make === undefined) throw new Error('no such kind of nonsense');
  return make(standing);
}

const WORDS = 'Вода течёт из-под крана третий день';

/** What goes for an answer, by question. */
const ANSWERS: Readonly<Record<string, string>> = {
  ...{
    text: WORDS,
    ru: WORDS,
    en: 'The water is off tomorrow. '.repeat(10),
    reason: WORDS,
    fields: WORDS,
    time: 'после 18',
    said: 'барсук',
  },
  ...{
    labelRu: 'Вопрос',
    labelEn: 'Question',
    exampleRu: 'Пример',
    exampleEn: 'Example',
    codeWord: 'барсук',
  },
  ...{ firstName: 'Анна', lastName: 'Смирнова', surname: 'Смирнова', payer: 'Смирнова Анна Петровна' },
  ...{ applicantName: 'Смирнова Анна', applicantAddress: 'Москва, Спортивная, 12', applicantFlat: '2' },
  ...{ applicantContact: '+79161112233', phone: '+79161112233', email: 'anna@example.test', flat: '2' },
  ...{
    number: '1234567890',
    amount: '100',
    value: '5',
    entry: '124',
    final: '124',
    initial: '0',
    dial: '5+3',
  },
  ...{
    days: '15-25',
    since: '17.11.2026',
    removed: '15.11.2026',
    day: '31.12.2026',
    serial: '00123',
    extra: 'A-1',
  },
  ...{ from: '18.11.2026 10:00', until: '28.11.2026', query: 'Смарт' },
};
/** And what goes for many. */
const OTHERWISE = ['да', '5', '12.2026', '00123,5', 'Смирнова Анна'];

/** The code that came last, by SMS or by mail. */
function code(user: User, chat: Chat): string {
  const sms = [user.person.phone, '+79161112233'].flatMap((phone) => (phone === null ? [] : chat.sms(phone)));
  const mail = ['a@example.test', 'anna@example.test'].flatMap((address) => chat.mail(address));
  const text = sms.at(-1)?.text ?? mail.at(-1)?.text ?? '';
  return /\d{4,8}/.exec(text)?.[0] ?? '000000';
}

/** An answer that may be right: a button of the question, or what such questions take. `attempt` counts on while it is not. */
export function sensible(
  at: { readonly step: string | null; readonly draftId: number },
  attempt: number,
  { user, chat, choices }: { readonly user: User; readonly chat: Chat; readonly choices: Choices },
): Step {
  const press = (data: string): Step => ({
    what: `presses ${data}`,
    owed: true,
    act: () => user.forge(data),
  });
  if (at.step === null) return press(`conv:${at.draftId}:ok`);
  const offered = user
    .messages()
    .slice(-6)
    .flatMap(({ inlineKeyboard }) =>
      inlineKeyboard.flat().flatMap(({ data }) => (data === null ? [] : [data])),
    )
    .filter((data) => data.startsWith(`conv:${at.draftId}:v:`) || data === `conv:${at.draftId}:s`);
  if (/code$/i.test(at.step)) return says(user, code(user, chat));
  const answer = ANSWERS[at.step];
  if (attempt === 0 && answer !== undefined) return says(user, answer);
  if (attempt === 1 && /phone/i.test(at.step))
    return { what: 'shares the own contact', owed: true, act: () => user.shareContact() };
  if (attempt === 1 && /photo|bill/i.test(at.step))
    return { what: 'sends a bill', owed: true, act: () => user.sendPhoto(BILL_PHOTO) };
  if (attempt < 5 && offered.length > 0) return press(choices.oneOf(offered));
  return says(user, OTHERWISE[attempt % OTHERWISE.length] ?? 'да');
}

export const SENSIBLE_TRIES = 7;
