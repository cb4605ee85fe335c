import { expect, test } from 'vitest';
import { act } from '../../src/sandbox/people/actions.ts';
import { sendFiles } from '../../src/sandbox/people/send-files.ts';
import type { SpecialKind } from '../../src/sandbox/person-api.ts';
import { type Answer, caller, field, messageId, openSandbox } from './support.ts';

const ANNA = 101;
const BORIS = 102;

const PNG = Buffer.alloc(33);
Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(PNG);
PNG.writeUInt32BE(200, 16);
PNG.writeUInt32BE(100, 20);

async function open() {
  const sandbox = await openSandbox({
    people: [
      { id: ANNA, firstName: 'Анна' },
      { id: BORIS, firstName: 'Борис' },
    ],
  });
  const { world } = sandbox.core;
  const bot = world.defaultBot;
  const acting = (id: number) => {
    const person = world.people.get(id);
    if (person === undefined) throw new Error('no person');
    return { world, bot, person };
  };
  for (const id of [ANNA, BORIS]) await act(world, bot, acting(id).person, { type: 'start' });
  async function upload(method: string, fields: Record<string, string>, files: Record<string, Buffer>) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const [name, bytes] of Object.entries(files))
      form.set(name, new Blob([new Uint8Array(bytes)]), name);
    const url = `${sandbox.url}/bot${sandbox.botToken}/${method}`;
    const answer: unknown = await (await fetch(url, { method: 'POST', body: form })).json();
    return answer;
  }
  return { sandbox, world, bot, call: caller(sandbox), acting, upload };
}

const KINDS = ['photo', 'document', 'video', 'animation', 'audio', 'voice'] as const;

function method(kind: string): string {
  return `send${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

test('every kind of media is copied with another caption, and forwarded as it is', async () => {
  const { call, upload, bot } = await open();
  for (const kind of KINDS) {
    const sent = await upload(method(kind), { chat_id: String(ANNA), caption: 'до' }, { [kind]: PNG });
    const id = Number(field(sent, 'result', 'message_id'));
    expect(id, `${kind} ${JSON.stringify(sent)}`).toBeGreaterThan(0);
    const from = { chat_id: BORIS, from_chat_id: ANNA, message_id: id };
    const copied = messageId(await call('copyMessage', { ...from, caption: 'после' }));
    const copy = bot.chats.get(BORIS)?.live(copied)?.message;
    expect(copy).toMatchObject({ caption: 'после', [kind]: field(sent, 'result', kind) });
    expect(copy).not.toHaveProperty('forward_origin');
    const forwarded = await call('forwardMessage', from);
    expect(forwarded.result).toMatchObject({
      caption: 'до',
      [kind]: field(sent, 'result', kind),
      forward_origin: { type: 'user', sender_user: { id: bot.id } },
    });
  }
});

test('text, location, contact and what people send rarely are copied and forwarded', async () => {
  const { call, acting, bot, world } = await open();
  const anna = acting(ANNA).person;
  const ids: [string, number][] = [
    ['text', messageId(await call('sendMessage', { chat_id: ANNA, text: '<b>x</b>', parse_mode: 'HTML' }))],
    ['location', messageId(await call('sendLocation', { chat_id: ANNA, latitude: 55, longitude: 37 }))],
    ['contact', messageId(await call('sendContact', { chat_id: ANNA, phone_number: '1', first_name: 'x' }))],
  ];
  for (const kind of ['sticker', 'dice', 'poll', 'venue', 'video_note'] satisfies SpecialKind[]) {
    const { message } = await act(world, bot, anna, { type: 'send-special', kind });
    expect(message).toMatchObject({ kind, side: 'me' });
    ids.push([kind, message?.id ?? 0]);
  }
  const updates = await call('getUpdates', { offset: 1 });
  for (const [kind, id] of ids) {
    const from = { chat_id: BORIS, from_chat_id: ANNA, message_id: id };
    const original = bot.chats.get(ANNA)?.live(id)?.message;
    const copied = messageId(await call('copyMessage', from));
    expect(field(bot.chats.get(BORIS)?.live(copied)?.message, kind)).toEqual(field(original, kind));
    expect(field((await call('forwardMessage', from)).result, kind)).toEqual(field(original, kind));
    if (id > 0 && kind === 'poll') {
      expect(JSON.stringify(updates.result)).toContain('Ставим скамейку?');
    }
  }
});

test('what has no content is neither copied nor forwarded, protected messages are not forwarded', async () => {
  const { call } = await open();
  const kept = messageId(await call('sendMessage', { chat_id: ANNA, text: 'x', protect_content: true }));
  expect(
    (await call('forwardMessage', { chat_id: BORIS, from_chat_id: ANNA, message_id: kept })).description,
  ).toBe("Bad Request: message can't be forwarded");
  const invoice = messageId(
    await call('sendInvoice', {
      chat_id: ANNA,
      title: 'ЖКУ',
      description: 'x',
      payload: 'p',
      provider_token: '1:TEST:1',
      currency: 'RUB',
      prices: [{ label: 'x', amount: 10_000 }],
    }),
  );
  expect(
    (await call('copyMessage', { chat_id: BORIS, from_chat_id: ANNA, message_id: invoice })).description,
  ).toBe("Bad Request: message can't be copied");
});

test('several are copied and forwarded in order', async () => {
  const { call, bot } = await open();
  const ids: number[] = [];
  for (const text of ['1', '2', '3']) {
    ids.push(messageId(await call('sendMessage', { chat_id: ANNA, text })));
  }
  for (const name of ['copyMessages', 'forwardMessages']) {
    const answer = await call(name, { chat_id: BORIS, from_chat_id: ANNA, message_ids: ids });
    if (!Array.isArray(answer.result)) throw new Error(JSON.stringify(answer));
    const texts = answer.result.map(
      (item: unknown) => bot.chats.get(BORIS)?.live(Number(field(item, 'message_id')))?.message.text,
    );
    expect(texts).toEqual(['1', '2', '3']);
  }
});

test('a person’s album comes as one update a picture, with one media_group_id', async () => {
  const { call, acting, bot } = await open();
  await call('getUpdates', { offset: -1 });
  const chat = bot.chats.get(ANNA);
  if (chat === undefined) throw new Error('no chat');
  const picture = { bytes: PNG, name: '', mimeType: '' };
  sendFiles(acting(ANNA), chat, 'photo', [picture, picture, picture], { caption: 'счётчики' });
  const { result } = await call('getUpdates', { offset: 1 });
  if (!Array.isArray(result)) throw new Error('no updates');
  const photos = result.filter((update: unknown) => field(update, 'message', 'photo') !== undefined);
  expect(photos).toHaveLength(3);
  expect(new Set(photos.map((update: unknown) => field(update, 'message', 'media_group_id'))).size).toBe(1);
  expect(photos.map((update: unknown) => field(update, 'message', 'caption'))).toEqual([
    'счётчики',
    undefined,
    undefined,
  ]);
});

test('text, caption, media and keyboard are edited, one kind of media into another', async () => {
  const { call, upload, bot } = await open();
  const keyboard = { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] };
  const at = (answer: Answer | unknown) => ({
    chat_id: ANNA,
    message_id: Number(field(answer, 'result', 'message_id')),
  });
  const text = at(await call('sendMessage', { chat_id: ANNA, text: 'x', reply_markup: keyboard }));
  expect((await call('editMessageText', { ...text, text: 'y' })).result).toMatchObject({
    text: 'y',
    edit_date: expect.any(Number),
  });
  // The keyboard went with the edit that did not name it.
  expect(bot.chats.get(ANNA)?.live(text.message_id)?.message.reply_markup).toBeUndefined();
  expect((await call('editMessageReplyMarkup', { ...text, reply_markup: keyboard })).result).toMatchObject({
    reply_markup: keyboard,
  });
  for (const kind of KINDS) {
    const place = at(await upload(method(kind), { chat_id: String(ANNA) }, { [kind]: PNG }));
    expect((await call('editMessageCaption', { ...place, caption: 'подпись' })).result).toMatchObject({
      caption: 'подпись',
    });
    expect((await call('editMessageCaption', place)).result).not.toHaveProperty('caption');
  }
  const photo = at(await upload('sendPhoto', { chat_id: String(ANNA) }, { photo: PNG }));
  const media = JSON.stringify({ type: 'document', media: 'attach://file', caption: 'квитанция' });
  const edited = await upload(
    'editMessageMedia',
    { chat_id: String(ANNA), message_id: String(photo.message_id), media },
    { file: Buffer.from('%PDF-1.7') },
  );
  expect(edited).toMatchObject({
    result: { caption: 'квитанция', document: { mime_type: 'application/pdf' } },
  });
  expect(field(edited, 'result', 'photo')).toBeUndefined();
});

test('rich messages are headings, paragraphs and tables of plain text; the rest is refused by name', async () => {
  const { call } = await open();
  const send = (blocks: unknown) => call('sendRichMessage', { chat_id: ANNA, rich_message: { blocks } });
  const cell = { text: '<б>', align: 'left', valign: 'top' };
  const table = { type: 'table', cells: [[{ ...cell, is_header: true }], [cell]], is_striped: true };
  const blocks = [{ type: 'heading', text: 'а', size: 3 }, table, { type: 'footer', text: 'в' }];
  expect(await send(blocks)).toMatchObject({ ok: true, result: { rich_message: { blocks } } });
  for (const [wrong, description] of [
    [[], 'rich message must be non-empty'],
    [[{ type: 'map' }], 'rich block "map" is not served by the local Bot API server'],
    [[{ ...table, cells: [] }], 'table must have rows'],
    [[{ ...table, cells: [Array.from({ length: 21 }, () => cell)] }], 'too many table columns'],
    [[{ ...table, cells: [[{ ...cell, align: 'middle' }]] }], 'wrong table cell alignment'],
    [[{ type: 'paragraph', text: 'х'.repeat(32_769) }], 'rich message is too long'],
    [Array.from({ length: 501 }, () => blocks[0]), 'too many blocks in the rich message'],
  ] as const) {
    expect(await send(wrong)).toMatchObject({ error_code: 400, description: `Bad Request: ${description}` });
  }
  const id = messageId(await call('sendMessage', { chat_id: ANNA, text: 'x' }));
  expect(
    (await call('editMessageText', { chat_id: ANNA, message_id: id, rich_message: { blocks: [] } }))
      .description,
  ).toBe('Bad Request: rich_message is not served by the local Bot API server; use text');
});
