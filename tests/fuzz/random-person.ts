import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from '../../chaos/support/random.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import type { MessageView } from '../../src/sandbox/person-api.ts';

/** What one person did, in words, and whether the bot owes a visible answer to it. */
export interface Step {
  readonly what: string;
  readonly owed: boolean;
  act(): Promise<unknown>;
}

/** Callback data that anybody has ever been shown: the best forgeries are other people's real buttons. */
export type SeenData = Set<string>;

export const TEXTS = [
  ...['0', '1', '-1', '5', '12345', '4100000002', '99999999999999999999', '1,5', '1.234,56', '１２３', 'Ⅷ'],
  ...['да', 'нет', 'Иванов', 'Смирнова', 'кв. 2', '2', 'Анна', 'O’Connor', 'anna@example.test', 'не почта@'],
  ...['+79162345678', '8 (916) 234-56-78', '31.02.2026', '25.11.2026', '2026-11', '14:30', 'завтра'],
  ...[
    'хвс 123,4 гвс 56',
    'свет т1 5432 т2 2100',
    'нет горячей воды третий день',
    'Спасибо!',
    '?',
    '/',
    '//',
    '@',
  ],
  ...['<b>жирно</b>', '&lt;i&gt;', '<script>alert(1)</script>', '{name} { $amount }', "'; DROP TABLE x;--"],
  ...[
    '🙂',
    '👨‍👩‍👧‍👦🏳️‍🌈',
    '\u202Eнаоборот',
    '\u0000ноль'.slice(1),
    'a'.repeat(4096),
    '🧾'.repeat(2000),
    '\n\n\n',
    'ё'.repeat(300),
  ],
  ...[
    '2200 7001 2345 6789',
    '4111111111111111',
    'пароль 123',
    'null',
    'undefined',
    '[object Object]',
    '1e309',
    '-0',
  ],
];
export const COMMANDS = [
  ...[
    'start',
    'menu',
    'bills',
    'pay',
    'readings',
    'tickets',
    'history',
    'accounts',
    'settings',
    'help',
    'cancel',
  ],
  ...[
    'language',
    'announce',
    'queue',
    'find',
    'pin',
    'block',
    'unblock',
    'admin',
    'import',
    'export',
    'grant',
  ],
  ...[
    'revoke',
    'window',
    'stats',
    'audit',
    'nosuch',
    'start bill_1',
    'start zzzz',
    'find Иванов',
    'block 1',
    'pin 1',
  ],
];
export const FILES: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['empty.csv', new Uint8Array(0)],
  ['bill.csv', Buffer.from('ЛС;Сумма\n1234567890;100,00\n')],
  ['broken.xlsx', Buffer.from('PK\u0003\u0004 not really')],
  ['noise.bin', Buffer.from(Array.from({ length: 512 }, (_, n) => (n * 131) % 256))],
  ['page.pdf', Buffer.from('%PDF-1.4 and nothing else')],
];
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** A route as its source declares it: its name and the kinds of its fields. */
interface RouteShape {
  readonly name: string;
  readonly kinds: readonly string[];
}

/** Every route of the bot, read from the sources: one that is added is attacked without being named here. */
export function routeShapes(): RouteShape[] {
  const folder = join(projectRoot(), 'src/bot');
  const shapes: RouteShape[] = [];
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )) {
    const source = readFileSync(join(folder, file), 'utf8');
    for (const [, name = '', fields = ''] of source.matchAll(/defineRoute\('([^']+)'(?:,\s*\{([^}]*)\})?/g)) {
      shapes.push({
        name,
        kinds: [...fields.matchAll(/:\s*'(id|int|flag|word)'/g)].map(([, kind = '']) => kind),
      });
    }
  }
  return shapes;
}

function forgedField(kind: string, choices: Choices): string {
  if (choices.chance(0.1))
    return choices.oneOf(['', '-1', '0', 'x', '2147483648', '٣', '1.5', 'null', '%00']);
  if (kind === 'word')
    return choices.oneOf(['ru', 'en', 'week', 'certificate', 'recalculation', 'zz', 'constructor']);
  if (kind === 'flag') return choices.oneOf(['0', '1']);
  return String(choices.chance(0.7) ? choices.between(0, 12) : choices.oneOf([0, 999, 2_147_483_647]));
}

export function forgedData(shapes: readonly RouteShape[], choices: Choices): string {
  const { name, kinds } = choices.oneOf(shapes);
  const data = [name, ...kinds.map((kind) => forgedField(kind, choices))].join(':');
  return Buffer.byteLength(data) <= 64 ? data : data.slice(0, 30);
}

function buttonsOf(messages: readonly MessageView[]): { messageId: number; data: string; text: string }[] {
  return messages.flatMap(({ id, inlineKeyboard }) =>
    inlineKeyboard.flat().flatMap(({ data, text }) => (data === null ? [] : [{ messageId: id, data, text }])),
  );
}

/** Messages a person scrolls back over. */
const LOOKS_BACK = 40;

/** The person's next step; whoever walks like this is in nobody's plan. */
export function nextStep(user: User, choices: Choices, seen: SeenData, shapes: readonly RouteShape[]): Step {
  const messages = user.messages(LOOKS_BACK);
  const buttons = buttonsOf(messages);
  for (const { data } of buttons) seen.add(data);
  const press = (from: typeof buttons, how: string): Step => {
    const { messageId, data, text } = choices.oneOf(from);
    return { what: `${how} «${text}» ${data}`, owed: true, act: () => user.forge(data, messageId) };
  };
  const dice = choices.next();
  const fresh = buttonsOf(messages.slice(-2));
  if (dice < 0.5 && fresh.length > 0) return press(fresh, 'presses');
  if (dice < 0.56 && buttons.length > 0) return press(buttons, 'presses an old button');
  if (dice < 0.72) return text(user, choices.oneOf(TEXTS));
  if (dice < 0.8) return text(user, `/${choices.oneOf(COMMANDS)}`);
  if (dice < 0.9) {
    const data =
      choices.chance(0.5) && seen.size > 0 ? choices.oneOf([...seen]) : forgedData(shapes, choices);
    if (buttons.length > 0) return { what: `forges ${data}`, owed: true, act: () => user.forge(data) };
  }
  if (dice < 0.92 && fresh.length > 0) {
    const { data, messageId, text: caption } = choices.oneOf(fresh);
    return {
      what: `presses twice «${caption}» ${data}`,
      owed: true,
      act: () => Promise.all([user.forge(data, messageId), user.forge(data, messageId)]),
    };
  }
  return other(user, choices);
}

function text(user: User, said: string): Step {
  return {
    what: `writes ${JSON.stringify(said.slice(0, 60))}`,
    owed: said.trim() !== '',
    act: () => user.send(said),
  };
}

function other(user: User, choices: Choices): Step {
  const invoice = user
    .messages(LOOKS_BACK)
    .findLast((message) => message.invoice !== null && !message.invoice.paid);
  if (invoice !== undefined && choices.chance(0.4)) {
    const pays = choices.chance(0.7);
    return {
      what: pays ? 'pays' : 'is declined by the bank',
      owed: false,
      act: () => (pays ? user.pay({ messageId: invoice.id }) : user.declinePay({ messageId: invoice.id })),
    };
  }
  const [name, bytes] = choices.oneOf(FILES);
  return choices.oneOf<Step>([
    { what: 'shares the own contact', owed: true, act: () => user.shareContact() },
    {
      what: 'sends somebody’s card',
      owed: true,
      act: () => user.sendCard({ phone: '+79990000000', firstName: 'X' }),
    },
    {
      what: 'sends a photo',
      owed: true,
      act: () => user.sendPhoto(PIXEL, { caption: choices.oneOf(TEXTS).slice(0, 1000) }),
    },
    { what: 'sends an album', owed: true, act: () => user.sendAlbum([PIXEL, PIXEL, PIXEL]) },
    { what: `sends ${name}`, owed: true, act: () => user.sendDocument(bytes, name) },
    { what: 'sends a voice', owed: true, act: () => user.sendVoice(Buffer.from('OggS')) },
    { what: 'sends a place', owed: true, act: () => user.sendLocation(55.75, 37.61) },
    { what: 'sends a sticker', owed: true, act: () => user.sendSpecial('sticker') },
    { what: 'sends a poll', owed: true, act: () => user.sendSpecial('poll') },
    { what: 'starts', owed: true, act: () => user.start() },
    {
      what: 'comes from a link',
      owed: true,
      act: () => user.start(choices.oneOf(['bill_1', 'a'.repeat(64), 'zz'])),
    },
    { what: 'is delivered twice', owed: false, act: () => user.redeliver() },
  ]);
}
