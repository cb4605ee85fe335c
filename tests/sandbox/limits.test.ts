import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act } from '../../src/sandbox/people/actions.ts';
import { chatView } from '../../src/sandbox/people/chat-views.ts';
import type { PersonAction } from '../../src/sandbox/person-api.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { caller, field, messageId, movableClock } from './support.ts';

/** Every limit of the Bot API that the product leans on: what is allowed at the edge, and what is not. */
const ANNA = 101;
const GONE = 104;
const GROUP = -1001;

const clock = movableClock();
let sandbox: Sandbox;
let call: ReturnType<typeof caller>;
let ids: number[];

function doAs(id: number, action: PersonAction) {
  const { world } = sandbox.core;
  const person = world.people.get(id);
  if (person === undefined) throw new Error('no person');
  return act(world, world.defaultBot, person, action);
}

beforeAll(async () => {
  sandbox = await createSandbox({
    clock,
    retryScale: 0,
    people: [
      { id: ANNA, firstName: 'Анна' },
      { id: GONE, firstName: 'Глеб' },
    ],
    groups: [{ id: GROUP, title: 'Дом 1', memberIds: [ANNA], forum: true }],
  });
  call = caller(sandbox);
  await doAs(ANNA, { type: 'start' });
  await doAs(GONE, { type: 'start' });
  await doAs(GONE, { type: 'deactivate' });
  ids = [];
  for (let n = 0; n < 100; n += 1) {
    ids.push(messageId(await call('sendMessage', { chat_id: ANNA, text: String(n) })));
  }
});

afterAll(() => sandbox.close());

const x = (length: number) => 'x'.repeat(length);
const to = { chat_id: ANNA };
const text = { ...to, text: 'x' };
const inline = (button: object) => ({
  ...text,
  reply_markup: { inline_keyboard: [[{ text: 'x', ...button }]] },
});
const keyboard = (rows: unknown[][]) => ({ ...text, reply_markup: { inline_keyboard: rows } });
const buttons = (count: number) => Array.from({ length: count }, () => ({ text: 'x', callback_data: 'x' }));
const command = (name: string, description = 'x') => ({ commands: [{ command: name, description }] });
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

describe('content', () => {
  test.each<[string, string, object, object, string]>([
    ['text', 'sendMessage', { ...to, text: x(4096) }, { ...to, text: x(4097) }, 'message is too long'],
    [
      'text without its marks',
      'sendMessage',
      { ...to, text: `<b>${x(4096)}</b>`, parse_mode: 'HTML' },
      { ...to, text: `<b>${x(4097)}</b>`, parse_mode: 'HTML' },
      'message is too long',
    ],
    [
      'text in UTF-16 units',
      'sendMessage',
      { ...to, text: '😀'.repeat(2048) },
      { ...to, text: `${'😀'.repeat(2048)}x` },
      'message is too long',
    ],
    [
      'callback_data in bytes',
      'sendMessage',
      inline({ callback_data: 'я'.repeat(32) }),
      inline({ callback_data: `${'я'.repeat(32)}x` }),
      'BUTTON_DATA_INVALID',
    ],
    [
      'copy_text',
      'sendMessage',
      inline({ copy_text: { text: x(256) } }),
      inline({ copy_text: { text: x(257) } }),
      'BUTTON_COPY_TEXT_INVALID',
    ],
    [
      'copy_text, not empty',
      'sendMessage',
      inline({ copy_text: { text: 'x' } }),
      inline({ copy_text: { text: '' } }),
      'BUTTON_COPY_TEXT_INVALID',
    ],
    [
      'buttons of a keyboard',
      'sendMessage',
      keyboard([buttons(8), ...numbers(92).map(() => buttons(1))]),
      keyboard([buttons(8), ...numbers(93).map(() => buttons(1))]),
      'reply markup is too long',
    ],
    [
      'buttons of a row',
      'sendMessage',
      keyboard([buttons(8)]),
      keyboard([buttons(9)]),
      'reply markup is too long',
    ],
    [
      'placeholder',
      'sendMessage',
      { ...text, reply_markup: { keyboard: [['x']], input_field_placeholder: x(64) } },
      { ...text, reply_markup: { keyboard: [['x']], input_field_placeholder: x(65) } },
      'field "input_field_placeholder" is too long',
    ],
    ['a command', 'setMyCommands', command(x(32)), command(x(33)), 'BOT_COMMAND_INVALID'],
    ['letters of a command', 'setMyCommands', command('a_1'), command('Menu'), 'BOT_COMMAND_INVALID'],
    [
      'a command’s description',
      'setMyCommands',
      command('x', x(256)),
      command('x', x(257)),
      'BOT_COMMAND_DESCRIPTION_INVALID',
    ],
    [
      'commands of a scope',
      'setMyCommands',
      { commands: numbers(100).map((n) => ({ command: `c${n}`, description: 'x' })) },
      { commands: numbers(101).map((n) => ({ command: `c${n}`, description: 'x' })) },
      'BOT_COMMANDS_TOO_MUCH',
    ],
    ['name', 'setMyName', { name: x(64) }, { name: x(65) }, 'name is too long'],
    [
      'description',
      'setMyDescription',
      { description: x(512) },
      { description: x(513) },
      'description is too long',
    ],
    [
      'short description',
      'setMyShortDescription',
      { short_description: x(120) },
      { short_description: x(121) },
      'short_description is too long',
    ],
    ['name of a topic', 'createForumTopic', topic(x(128)), topic(x(129)), 'TOPIC_TITLE_INVALID'],
    [
      'secret token',
      'setWebhook',
      { url: 'http://127.0.0.1:1/', secret_token: x(256) },
      { url: 'http://127.0.0.1:1/', secret_token: x(257) },
      'secret token is too long',
    ],
  ])('%s', async (_what, method, allowed, refused, words) => {
    const good = await call(method, { ...allowed });
    expect(good.ok, JSON.stringify(good)).toBe(true);
    expect(await call(method, { ...refused })).toMatchObject({
      ok: false,
      error_code: 400,
      description: `Bad Request: ${words}`,
    });
  });

  function topic(name: string) {
    return { chat_id: GROUP, name };
  }

  test('a caption: 1024 characters, everywhere', async () => {
    const upload = await fetch(`${sandbox.url}/bot${sandbox.botToken}/sendDocument`, {
      method: 'POST',
      body: form({ chat_id: String(ANNA) }, 'x'),
    });
    const sent: unknown = await upload.json();
    const fileId = field(sent, 'result', 'document', 'file_id');
    const id = Number(field(sent, 'result', 'message_id'));
    const refused = 'Bad Request: message caption is too long';
    const send = (caption: string) => call('sendDocument', { ...to, document: fileId, caption });
    expect((await send(x(1024))).ok).toBe(true);
    expect((await send(x(1025))).description).toBe(refused);
    const edit = (caption: string) => call('editMessageCaption', { ...to, message_id: id, caption });
    expect((await edit(x(1024))).ok).toBe(true);
    expect((await edit(x(1025))).description).toBe(refused);
    const media = (caption: string) => numbers(2).map(() => ({ type: 'document', media: fileId, caption }));
    expect((await call('sendMediaGroup', { ...to, media: media(x(1024)) })).ok).toBe(true);
    expect((await call('sendMediaGroup', { ...to, media: media(x(1025)) })).description).toBe(refused);
    const album = (count: number) => numbers(count).map(() => ({ type: 'document', media: fileId }));
    expect((await call('sendMediaGroup', { ...to, media: album(10) })).ok).toBe(true);
    expect((await call('sendMediaGroup', { ...to, media: album(11) })).description).toBe(
      'Bad Request: too many messages to send as an album',
    );
    expect((await call('sendMediaGroup', { ...to, media: album(1) })).description).toBe(
      'Bad Request: album must have at least 2 items',
    );
  });

  function form(fields: Record<string, string>, content: string): FormData {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    data.set('document', new Blob([content]), 'x.txt');
    return data;
  }

  test.each(['copyMessages', 'forwardMessages', 'deleteMessages'])('%s: 1 to 100 ids', async (method) => {
    const from = { ...to, from_chat_id: ANNA };
    expect((await call(method, { ...from, message_ids: numbers(101) })).description).toBe(
      'Bad Request: too many message identifiers specified',
    );
    expect((await call(method, { ...from, message_ids: [] })).description).toBe(
      'Bad Request: message identifiers are not specified',
    );
    expect((await call(method, { ...from, message_ids: ids })).ok).toBe(true);
  });

  test.each([
    { type: 'default' },
    { type: 'all_private_chats' },
    { type: 'all_group_chats' },
    { type: 'all_chat_administrators' },
    { type: 'chat', chat_id: GROUP },
    { type: 'chat_administrators', chat_id: GROUP },
    { type: 'chat_member', chat_id: GROUP, user_id: ANNA },
  ])('scope %j, in two languages', async (scope) => {
    for (const language of ['', 'en']) {
      const commands = [{ command: 'menu', description: `x${language}` }];
      expect((await call('setMyCommands', { commands, scope, language_code: language })).ok).toBe(true);
      expect((await call('getMyCommands', { scope, language_code: language })).result).toEqual(commands);
    }
    expect((await call('deleteMyCommands', { scope })).ok).toBe(true);
    expect((await call('getMyCommands', { scope })).result).toEqual([]);
    expect((await call('getMyCommands', { scope, language_code: 'en' })).result).toHaveLength(1);
  });

  test.each([
    ['request_contact', 'phone number can be requested in private chats only'],
    ['request_location', 'location can be requested in private chats only'],
  ])('%s in private chats only', async (kind, words) => {
    const markup = { reply_markup: { keyboard: [[{ text: 'x', [kind]: true }]] } };
    expect((await call('sendMessage', { ...text, ...markup })).ok).toBe(true);
    expect((await call('sendMessage', { chat_id: GROUP, text: 'x', ...markup })).description).toBe(
      `Bad Request: ${words}`,
    );
  });

  test('a start payload has 1 to 64 characters of A-Z a-z 0-9 _ -', async () => {
    expect((await doAs(ANNA, { type: 'start', payload: x(64) })).message?.text).toBe(`/start ${x(64)}`);
    for (const payload of [x(65), 'счёт', 'a b', 'a.b']) {
      await expect(doAs(ANNA, { type: 'start', payload })).rejects.toThrow('1–64');
    }
  });
});

describe('time', () => {
  test('a chat action is shown for five seconds', async () => {
    const { world } = sandbox.core;
    const bot = world.defaultBot;
    const chat = bot.chats.get(ANNA);
    const person = world.people.get(ANNA);
    if (chat === undefined || person === undefined) throw new Error('no chat');
    await call('sendChatAction', { ...to, action: 'typing' });
    const shown = () => chatView(world, bot, chat, person, { limit: 1 }).action;
    clock.forward(4);
    expect(shown()).toMatchObject({ name: 'typing' });
    clock.forward(2);
    expect(shown()).toBeNull();
  });

  test('own messages are edited at any age, deleted for two days', async () => {
    const id = messageId(await call('sendMessage', text));
    clock.forward(48 * 3600 - 1);
    expect((await call('editMessageText', { ...to, message_id: id, text: 'y' })).ok).toBe(true);
    clock.forward(10 * 86_400);
    expect((await call('editMessageText', { ...to, message_id: id, text: 'z' })).ok).toBe(true);
    expect((await call('deleteMessage', { ...to, message_id: id })).description).toBe(
      "Bad Request: message can't be deleted for everyone",
    );
    const young = messageId(await call('sendMessage', text));
    clock.forward(48 * 3600 - 1);
    expect((await call('deleteMessage', { ...to, message_id: young })).ok).toBe(true);
  });
});

describe('recipients', () => {
  test('a deleted account is refused for good, and its person can do nothing', async () => {
    for (const [method, params] of [
      ['sendMessage', { text: 'x' }],
      ['sendChatAction', { action: 'typing' }],
    ] as const) {
      expect(await call(method, { chat_id: GONE, ...params })).toMatchObject({
        error_code: 403,
        description: 'Forbidden: user is deactivated',
      });
    }
    await expect(doAs(GONE, { type: 'send-text', text: 'x' })).rejects.toThrow('deleted the account');
  });

  test.each([
    [401, 'Unauthorized'],
    [502, 'Bad Gateway'],
    [400, 'Bad Request: group chat was upgraded to a supergroup chat'],
    [403, 'Forbidden: bot was kicked from the channel chat'],
  ])('any other refusal on demand: %i %s', async (errorCode, description) => {
    sandbox.core.faults.add({ kind: 'refuse', method: 'sendMessage', times: 1, errorCode, description });
    expect(await call('sendMessage', text)).toMatchObject({ error_code: errorCode, description });
    expect((await call('sendMessage', text)).ok).toBe(true);
  });
});
