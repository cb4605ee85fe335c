import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act } from '../../src/sandbox/people/actions.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { caller, field, messageId } from './support.ts';

const ANNA = 101;
const STRANGER = 102;
const BLOCKER = 103;
const GROUP = -1001;
const TOKEN = '381764678:TEST:100037';

let sandbox: Sandbox;
let call: ReturnType<typeof caller>;
let blockerTextId: number;
let textId: number;
let photoId: number;
let ownId: number;

/** The smallest PNG that has a size: 200×100. */
function png(width = 200, height = 100): Buffer {
  const bytes = Buffer.alloc(33);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

async function upload(method: string, fields: Record<string, string>, files: Record<string, Buffer>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, bytes] of Object.entries(files))
    form.set(name, new Blob([new Uint8Array(bytes)]), `${name}.bin`);
  const response = await fetch(`${sandbox.url}/bot${sandbox.botToken}/${method}`, {
    method: 'POST',
    body: form,
  });
  const body: unknown = await response.json();
  return body;
}

beforeAll(async () => {
  sandbox = await createSandbox({
    // setWebhook is served once a second otherwise.
    retryScale: 0,
    people: [
      { id: ANNA, firstName: 'Анна' },
      { id: STRANGER, firstName: 'Пётр' },
      { id: BLOCKER, firstName: 'Борис' },
    ],
  });
  call = caller(sandbox);
  const { world } = sandbox.core;
  const bot = world.defaultBot;
  for (const id of [ANNA, BLOCKER]) {
    const person = world.people.get(id);
    if (person === undefined) throw new Error('no person');
    const { message } = await act(world, bot, person, { type: 'start' });
    if (id === ANNA) ownId = message?.id ?? 0;
    if (id !== BLOCKER) continue;
    blockerTextId = messageId(await call('sendMessage', { chat_id: id, text: 'до блокировки' }));
    await act(world, bot, person, { type: 'block' });
  }
  await fetch(`${sandbox.url}/sandbox/api/groups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: GROUP, title: 'Дом 1', memberIds: [ANNA], forum: true }),
  });
  textId = messageId(await call('sendMessage', { chat_id: ANNA, text: 'текст' }));
  const sent = await upload('sendPhoto', { chat_id: String(ANNA) }, { photo: png() });
  photoId = Number(field(sent, 'result', 'message_id'));
});

afterAll(() => sandbox.close());

const invoice = {
  chat_id: ANNA,
  title: 'ЖКУ',
  description: 'за октябрь',
  payload: 'p:1',
  provider_token: TOKEN,
  currency: 'RUB',
  prices: [{ label: 'К оплате', amount: 1_222_181 }],
};

const button = (extra: object) => ({ reply_markup: { inline_keyboard: [[{ text: 'x', ...extra }]] } });
const hello = { chat_id: ANNA, text: 'x' };
const many = (count: number, columns = 1) =>
  Array.from({ length: Math.ceil(count / columns) }, () =>
    Array.from({ length: columns }, () => ({ text: 'x', callback_data: 'x' })),
  );

const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a ' +
  'current content and reply markup of the message';
const TOO_OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

describe('refused in the words of the real server', () => {
  test.each<[string, object, string]>([
    ['sendMessage', { text: 'x' }, 'Bad Request: chat_id is empty'],
    ['sendMessage', { chat_id: 999, text: 'x' }, 'Bad Request: chat not found'],
    ['sendMessage', { chat_id: -5, text: 'x' }, 'Bad Request: chat not found'],
    [
      'sendMessage',
      { chat_id: STRANGER, text: 'x' },
      "Forbidden: bot can't initiate conversation with a user",
    ],
    ['sendMessage', { chat_id: BLOCKER, text: 'x' }, 'Forbidden: bot was blocked by the user'],
    ['sendMessage', { chat_id: ANNA }, 'Bad Request: message text is empty'],
    ['sendMessage', { chat_id: ANNA, text: ' \n ' }, 'Bad Request: text must be non-empty'],
    [
      'sendMessage',
      { chat_id: ANNA, text: '<b></b>', parse_mode: 'HTML' },
      'Bad Request: text must be non-empty',
    ],
    ['sendMessage', { chat_id: ANNA, text: 'я'.repeat(4097) }, 'Bad Request: message is too long'],
    ['sendMessage', { chat_id: ANNA, text: 'x', parse_mode: 'XML' }, 'Bad Request: unsupported parse_mode'],
    [
      'sendMessage',
      { chat_id: ANNA, text: '<b>x', parse_mode: 'HTML' },
      'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [
      'sendMessage',
      { ...hello, reply_markup: 'x' },
      "Bad Request: can't parse reply keyboard markup JSON object",
    ],
    ['sendMessage', { ...hello, reply_markup: '[]' }, 'Bad Request: object expected as reply markup'],
    [
      'sendMessage',
      { ...hello, ...button({}) },
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'sendMessage',
      { ...hello, ...button({ callback_data: 'я'.repeat(33) }) },
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'sendMessage',
      { ...hello, ...button({ url: 'nothing' }) },
      "Bad Request: inline keyboard button URL 'nothing' is invalid: Wrong HTTP URL",
    ],
    [
      'sendMessage',
      { ...hello, ...button({ url: 'http://localhost:8080/pay' }) },
      "Bad Request: inline keyboard button URL 'http://localhost:8080/pay' is invalid: Wrong HTTP URL",
    ],
    [
      'sendMessage',
      { ...hello, ...button({ web_app: { url: 'http://x.ru' } }) },
      "Bad Request: inline keyboard button Web App URL 'http://x.ru' is invalid: Only HTTPS links are allowed",
    ],
    [
      'setChatMenuButton',
      { menu_button: { type: 'web_app', text: 'x', web_app: { url: 'http://x.ru' } } },
      "Bad Request: menu button Web App URL 'http://x.ru' is invalid: Only HTTPS links are allowed",
    ],
    [
      'sendMessage',
      { ...hello, ...button({ copy_text: { text: 'x'.repeat(257) } }) },
      'Bad Request: BUTTON_COPY_TEXT_INVALID',
    ],
    ['sendMessage', { ...hello, ...button({ pay: true }) }, 'Bad Request: BUTTON_TYPE_INVALID'],
    [
      'sendMessage',
      { ...hello, reply_markup: { inline_keyboard: [[{ text: ' ', callback_data: 'x' }]] } },
      'Bad Request: inline keyboard button text must be non-empty',
    ],
    [
      'sendMessage',
      { ...hello, reply_markup: { inline_keyboard: many(101) } },
      'Bad Request: reply markup is too long',
    ],
    [
      'sendMessage',
      { ...hello, reply_markup: { inline_keyboard: many(9, 9) } },
      'Bad Request: reply markup is too long',
    ],
    [
      'sendMessage',
      { chat_id: GROUP, text: 'x', reply_markup: { keyboard: [[{ text: 'x', request_contact: true }]] } },
      'Bad Request: phone number can be requested in private chats only',
    ],
    [
      'sendMessage',
      { chat_id: GROUP, text: 'x', message_thread_id: 77 },
      'Bad Request: message thread not found',
    ],
    [
      'sendMessage',
      { ...hello, reply_parameters: { message_id: 9999 } },
      'Bad Request: message to be replied not found',
    ],
    ['editMessageText', { text: 'x' }, 'Bad Request: message identifier is not specified'],
    [
      'editMessageText',
      { chat_id: ANNA, message_id: 9999, text: 'x' },
      'Bad Request: message to edit not found',
    ],
    [
      'editMessageCaption',
      { chat_id: ANNA, message_id: 1, caption: 'x' },
      "Bad Request: message can't be edited",
    ],
    ['deleteMessage', { chat_id: ANNA, message_id: 9999 }, 'Bad Request: message to delete not found'],
    ['deleteMessage', { message_id: 1 }, 'Bad Request: chat identifier is not specified'],
    [
      'deleteMessages',
      { chat_id: ANNA, message_ids: [] },
      'Bad Request: message identifiers are not specified',
    ],
    [
      'copyMessage',
      { chat_id: ANNA, from_chat_id: ANNA, message_id: 9999 },
      'Bad Request: message to copy not found',
    ],
    [
      'forwardMessage',
      { chat_id: ANNA, from_chat_id: ANNA, message_id: 9999 },
      'Bad Request: message to forward not found',
    ],
    ['answerCallbackQuery', { callback_query_id: '1' }, TOO_OLD],
    [
      'answerCallbackQuery',
      { callback_query_id: '1', text: 'x'.repeat(201) },
      'Bad Request: MESSAGE_TOO_LONG',
    ],
    ['answerPreCheckoutQuery', { pre_checkout_query_id: '1', ok: true }, TOO_OLD],
    [
      'answerPreCheckoutQuery',
      { pre_checkout_query_id: '1', ok: false },
      'Bad Request: parameter "error_message" is required',
    ],
    ['sendInvoice', { ...invoice, title: '' }, 'Bad Request: parameter "title" is required'],
    ['sendInvoice', { ...invoice, title: 'x'.repeat(33) }, 'Bad Request: INVOICE_TITLE_INVALID'],
    ['sendInvoice', { ...invoice, description: 'x'.repeat(256) }, 'Bad Request: INVOICE_DESCRIPTION_INVALID'],
    ['sendInvoice', { ...invoice, payload: 'я'.repeat(65) }, 'Bad Request: INVOICE_PAYLOAD_INVALID'],
    ['sendInvoice', { ...invoice, provider_token: '' }, 'Bad Request: PAYMENT_PROVIDER_INVALID'],
    ['sendInvoice', { ...invoice, provider_token: 'live_abc' }, 'Bad Request: PAYMENT_PROVIDER_INVALID'],
    ['sendInvoice', { ...invoice, currency: 'ZZZ' }, 'Bad Request: CURRENCY_INVALID'],
    ['sendInvoice', { ...invoice, prices: [] }, 'Bad Request: there must be at least one price'],
    [
      'sendInvoice',
      { ...invoice, prices: [{ label: 'x', amount: 100.5 }] },
      'Bad Request: can\'t parse labeled price: Field "amount" must be a valid Number',
    ],
    [
      'sendInvoice',
      { ...invoice, prices: [{ label: '', amount: 10_000 }] },
      "Bad Request: can't parse labeled price: LabeledPrice label must be non-empty",
    ],
    [
      'sendInvoice',
      { ...invoice, prices: [{ label: 'x', amount: 8_652 }] },
      'Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID',
    ],
    [
      'sendInvoice',
      { ...invoice, prices: [{ label: 'x', amount: 86_530_476 }] },
      'Bad Request: CURRENCY_TOTAL_AMOUNT_INVALID',
    ],
    ['sendInvoice', { ...invoice, provider_data: '{' }, 'Bad Request: PROVIDER_DATA_INVALID'],
    ['sendInvoice', { ...invoice, ...button({ callback_data: 'x' }) }, 'Bad Request: BUTTON_TYPE_INVALID'],
    [
      'setMyCommands',
      { commands: [{ command: 'Старт', description: 'x' }] },
      'Bad Request: BOT_COMMAND_INVALID',
    ],
    [
      'setMyCommands',
      { commands: [{ command: 'x', description: '' }] },
      'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID',
    ],
    [
      'setMyCommands',
      { commands: Array.from({ length: 101 }, (_, n) => ({ command: `c${n}`, description: 'x' })) },
      'Bad Request: BOT_COMMANDS_TOO_MUCH',
    ],
    [
      'setMyCommands',
      { commands: [], scope: { type: 'chat', chat_id: STRANGER } },
      'Bad Request: chat not found',
    ],
    [
      'setMyCommands',
      { commands: [], scope: { type: 'planet' } },
      "Bad Request: can't parse BotCommandScope: Unsupported type specified",
    ],
    [
      'sendChatAction',
      { chat_id: ANNA, action: 'thinking' },
      'Bad Request: wrong parameter action in request',
    ],
    ['sendDocument', { chat_id: ANNA }, 'Bad Request: there is no document in the request'],
    [
      'sendDocument',
      { chat_id: ANNA, document: 'BQACxxx' },
      'Bad Request: wrong file identifier/HTTP URL specified',
    ],
    [
      'sendPhoto',
      { chat_id: ANNA, photo: 'https://x.ru/a.png' },
      'Bad Request: failed to get HTTP URL content',
    ],
    ['getFile', { file_id: 'BQACxxx' }, 'Bad Request: invalid file_id'],
    ['getChat', { chat_id: 999 }, 'Bad Request: chat not found'],
    ['setWebhook', { url: 'nothing' }, 'Bad Request: invalid webhook URL specified'],
    [
      'setWebhook',
      { url: 'http://127.0.0.1:1/', secret_token: 'я' },
      'Bad Request: secret token contains unallowed characters',
    ],
    ['logOut', {}, 'Bad Request: logOut is not served by the local Bot API server'],
    ['sendDice', { chat_id: ANNA }, 'Not Found: method sendDice is not served by the local Bot API server'],
  ])('%s %j', async (method, params, description) => {
    const answer = await call(method, { ...params });
    expect(answer.description).toBe(description);
    expect(answer.ok).toBe(false);
    const code = { Bad: 400, Not: 404, For: 403 }[description.slice(0, 3)];
    expect(answer.error_code).toBe(code);
  });

  test('edits', async () => {
    const place = { chat_id: ANNA, message_id: textId };
    expect((await call('editMessageText', { ...place, text: ' текст ' })).description).toBe(NOT_MODIFIED);
    expect((await call('editMessageReplyMarkup', place)).description).toBe(NOT_MODIFIED);
    expect(
      (await call('editMessageText', { ...place, text: 'x', reply_markup: { keyboard: [['x']] } }))
        .description,
    ).toBe('Bad Request: inline keyboard expected');
    expect((await call('editMessageText', { chat_id: ANNA, message_id: ownId, text: 'x' })).description).toBe(
      "Bad Request: message can't be edited",
    );
    expect(
      (await call('editMessageText', { chat_id: ANNA, message_id: photoId, text: 'x' })).description,
    ).toBe('Bad Request: there is no text in the message to edit');
    expect((await call('editMessageCaption', { ...place, caption: 'x' })).description).toBe(
      'Bad Request: there is no caption in the message to edit',
    );
    expect(
      (await call('editMessageCaption', { chat_id: ANNA, message_id: photoId, caption: 'я'.repeat(1025) }))
        .description,
    ).toBe('Bad Request: message caption is too long');
    expect(
      (await call('editMessageCaption', { chat_id: ANNA, message_id: photoId, caption: 'подпись' })).ok,
    ).toBe(true);
  });

  test('edits in the chat of somebody who blocked the bot', async () => {
    const place = { chat_id: BLOCKER, message_id: blockerTextId };
    for (const [method, extra] of [
      ['editMessageText', { text: 'новый' }],
      ['editMessageReplyMarkup', button({ callback_data: 'x' })],
    ] as const) {
      expect(await call(method, { ...place, ...extra })).toMatchObject({
        ok: false,
        error_code: 403,
        description: 'Forbidden: bot was blocked by the user',
      });
    }
    // The Bot API server looks for the message before Telegram is asked.
    expect(
      (await call('editMessageText', { chat_id: BLOCKER, message_id: 9_999, text: 'x' })).description,
    ).toBe('Bad Request: message to edit not found');
  });

  test('of two equal edits, as after a double press, the second changes nothing', async () => {
    const words = { chat_id: ANNA, message_id: textId, text: '<b>после</b> нажатия', parse_mode: 'HTML' };
    const keyboard = { inline_keyboard: [[{ text: 'Дальше', callback_data: 'next' }]] };
    const caption = { chat_id: ANNA, message_id: photoId, caption: 'после нажатия' };
    for (const [method, params] of [
      ['editMessageText', { ...words, reply_markup: keyboard }],
      ['editMessageReplyMarkup', { chat_id: ANNA, message_id: textId }],
      ['editMessageCaption', caption],
    ] as const) {
      const answers = await Promise.all([call(method, params), call(method, params)]);
      expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
      expect(answers.find(({ ok }) => !ok)).toEqual({
        ok: false,
        error_code: 400,
        description: NOT_MODIFIED,
      });
    }
    // Other words or other buttons are a change.
    expect((await call('editMessageText', { ...words, reply_markup: keyboard })).ok).toBe(true);
    expect(
      (await call('editMessageText', { ...words, text: 'после нажатия', reply_markup: keyboard })).ok,
    ).toBe(true);
  });

  test('files', async () => {
    const to = { chat_id: String(ANNA) };
    expect(await upload('sendPhoto', to, { photo: Buffer.from('not a picture') })).toMatchObject({
      description: 'Bad Request: IMAGE_PROCESS_FAILED',
    });
    expect(await upload('sendPhoto', to, { photo: png(9000, 9000) })).toMatchObject({
      description: 'Bad Request: PHOTO_INVALID_DIMENSIONS',
    });
    expect(await upload('sendPhoto', to, { photo: png(2100, 100) })).toMatchObject({
      description: 'Bad Request: PHOTO_INVALID_DIMENSIONS',
    });
    const big = Buffer.concat([png(), Buffer.alloc(10 * 1024 * 1024)]);
    expect(await upload('sendPhoto', to, { photo: big })).toMatchObject({
      description: `Bad Request: file of size ${big.length} bytes is too big for a photo; the maximum size is 10485760 bytes`,
    });
    expect(await upload('sendDocument', to, { document: Buffer.alloc(0) })).toMatchObject({
      description: 'Bad Request: file must be non-empty',
    });
    expect(await upload('sendDocument', to, { document: Buffer.alloc(51 * 1024 * 1024) })).toMatchObject({
      error_code: 413,
    });
    const document = await upload('sendDocument', to, { document: Buffer.alloc(21 * 1024 * 1024) });
    const fileId = field(document, 'result', 'document', 'file_id');
    expect((await call('getFile', { file_id: fileId })).description).toBe('Bad Request: file is too big');
    expect((await call('sendDocument', { chat_id: ANNA, document: fileId })).ok).toBe(true);
    const other = await caller(sandbox, '555:other-bot')('getFile', { file_id: fileId });
    expect(other.description).toBe('Bad Request: invalid file_id');
  });

  test('tokens', async () => {
    expect((await caller(sandbox, 'nothing')('getMe')).error_code).toBe(404);
    expect(await caller(sandbox, '0:x')('getMe')).toMatchObject({
      error_code: 401,
      description: 'Unauthorized: invalid token specified',
    });
  });

  test('messages older than two days cannot be deleted', async () => {
    const { world } = sandbox.core;
    const stored = world.defaultBot.chats.get(ANNA)?.live(textId);
    if (stored === undefined) throw new Error('no message');
    stored.message = { ...stored.message, date: stored.message.date - 48 * 3600 };
    expect((await call('deleteMessage', { chat_id: ANNA, message_id: textId })).description).toBe(
      "Bad Request: message can't be deleted for everyone",
    );
  });
});

test('what is allowed at the edge goes through', async () => {
  expect((await call('sendMessage', { chat_id: ANNA, text: 'я'.repeat(4096) })).ok).toBe(true);
  const html = { chat_id: ANNA, text: `<b>${'я'.repeat(4096)}</b>`, parse_mode: 'HTML' };
  expect((await call('sendMessage', html)).ok).toBe(true);
  expect((await call('sendMessage', { ...hello, ...button({ callback_data: 'я'.repeat(32) }) })).ok).toBe(
    true,
  );
  expect(
    (await call('sendMessage', { ...hello, ...button({ copy_text: { text: 'x'.repeat(256) } }) })).ok,
  ).toBe(true);
  expect(
    (await call('sendMessage', { ...hello, ...button({ callback_data: 'x', style: 'danger' }) })).ok,
  ).toBe(true);
  expect((await call('sendMessage', { ...hello, reply_markup: { inline_keyboard: many(100, 2) } })).ok).toBe(
    true,
  );
  const title = 'ЖКУ октябрь 2026, л/с 1234567890';
  expect([...title]).toHaveLength(32);
  expect((await call('sendInvoice', { ...invoice, title })).ok).toBe(true);
  expect((await call('sendInvoice', { ...invoice, prices: [{ label: 'x', amount: 8_653 }] })).ok).toBe(true);
  const link = await call('createInvoiceLink', { ...invoice, chat_id: undefined });
  expect(link.result).toMatch(/^https:\/\/t\.me\/\$\w{16}$/);
});

test('a parameter that the documentation does not know is let through and noted', async () => {
  await call('sendMessage', { ...hello, parse_mod: 'HTML' });
  const { calls } = sandbox.core.world.defaultBot;
  expect(calls.at(-1)?.unknownParams).toEqual(['parse_mod']);
  await call('sendMessage', hello);
  expect(calls.at(-1)?.unknownParams).toEqual([]);
});

test('query, form and JSON mean the same', async () => {
  const base = `${sandbox.url}/bot${sandbox.botToken}`;
  const query = await fetch(`${base}/SENDMESSAGE?chat_id=${ANNA}&text=${encodeURIComponent('из запроса')}`);
  expect(await query.json()).toMatchObject({ ok: true, result: { text: 'из запроса' } });
  const form = await fetch(`${base}/sendMessage`, {
    method: 'POST',
    body: new URLSearchParams({
      chat_id: String(ANNA),
      text: 'из формы',
      reply_markup: JSON.stringify({ inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] }),
    }),
  });
  expect(await form.json()).toMatchObject({
    ok: true,
    result: { text: 'из формы', reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: 'x' }]] } },
  });
});

test('albums take 2–10 items of kinds that go together', async () => {
  const media = [
    { type: 'photo', media: 'attach://a', caption: 'первая' },
    { type: 'photo', media: 'attach://b' },
  ];
  const sent = await upload(
    'sendMediaGroup',
    // An album has no keyboard: it is passed over without a word, and noted.
    { chat_id: String(ANNA), media: JSON.stringify(media), reply_markup: '{"inline_keyboard":[]}' },
    { a: png(), b: png(300, 300) },
  );
  expect(sandbox.core.world.defaultBot.calls.at(-1)?.unknownParams).toEqual(['reply_markup']);
  expect(field(sent, 'result', 0, 'caption')).toBe('первая');
  expect(field(sent, 'result', 0, 'media_group_id')).toBe(field(sent, 'result', 1, 'media_group_id'));
  const alone = await upload(
    'sendMediaGroup',
    { chat_id: String(ANNA), media: JSON.stringify(media.slice(0, 1)) },
    { a: png() },
  );
  expect(alone).toMatchObject({ ok: false });
  const mixed = [media[0], { type: 'document', media: 'attach://b' }];
  expect(
    await upload(
      'sendMediaGroup',
      { chat_id: String(ANNA), media: JSON.stringify(mixed) },
      { a: png(), b: png() },
    ),
  ).toMatchObject({ description: "Bad Request: can't use the media of the specified type in the album" });
});

test('a file goes up and comes down unchanged', async () => {
  const bytes = Buffer.from('лицевой счёт;сумма\n');
  const sent = await upload('sendDocument', { chat_id: String(ANNA) }, { document: bytes });
  const file = await call('getFile', { file_id: field(sent, 'result', 'document', 'file_id') });
  const path = String(field(file.result, 'file_path'));
  const response = await fetch(`${sandbox.url}/file/bot${sandbox.botToken}/${path}`);
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  const stranger = await fetch(`${sandbox.url}/file/bot999:unknown/${path}`);
  expect(stranger.status).toBe(404);
});
