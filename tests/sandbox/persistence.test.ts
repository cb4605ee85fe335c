import { appendFile, cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import { act } from '../../src/sandbox/people/actions.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import { caller, field, messageId, openDirectory, openSandbox, openWebhook, until } from './support.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await openDirectory();
});

const ANNA = { id: 101, firstName: 'Анна', phone: '+79160000101' };

async function fill(): Promise<{ fileId: unknown; pressed: number }> {
  const running = await openDirectory();
  const sandbox = await openSandbox({ dataDir: running, people: [ANNA] });
  const call = caller(sandbox);
  const { world } = sandbox.core;
  const anna = world.people.get(ANNA.id);
  if (anna === undefined) throw new Error('no person');
  await act(world, world.defaultBot, anna, { type: 'start' });
  const keyboard = { inline_keyboard: [[{ text: 'Счета', callback_data: 'bills' }]] };
  const sent = await call('sendMessage', { chat_id: ANNA.id, text: 'меню', reply_markup: keyboard });
  const form = new FormData();
  form.set('chat_id', String(ANNA.id));
  form.set('document', new Blob(['содержимое']), 'a.txt');
  const response = await fetch(`${sandbox.url}/bot${sandbox.botToken}/sendDocument`, {
    method: 'POST',
    body: form,
  });
  const document: unknown = await response.json();
  await call('setMyCommands', { commands: [{ command: 'menu', description: 'Меню' }] });
  await fetch(`${sandbox.smscUrl}/sys/send.php?login=a&psw=b&fmt=3&charset=utf-8&phones=79160000101&mes=x`);
  const pressed = messageId(sent);
  await act(world, world.defaultBot, anna, { type: 'press', messageId: pressed, row: 0, column: 0 });
  world.journal.flush();
  // What a kill at this moment would leave.
  await cp(running, dataDir, { recursive: true });
  return { fileId: field(document, 'result', 'document', 'file_id'), pressed };
}

test('people, messages, files, updates, commands and SMS come back after a kill', async () => {
  const { fileId, pressed } = await fill();
  await appendFile(path.join(dataDir, 'journal.jsonl'), '["message/1000001/101/3",{"mess');
  const sandbox = await openSandbox({ dataDir, people: [ANNA] });
  const call = caller(sandbox);
  const chat = createChat(sandbox);
  const anna = chat.user('Анна');
  expect(anna.id).toBe(ANNA.id);
  expect(anna.texts()[0]).toBe('меню');
  expect(anna.messages().map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(chat.sms('+79160000101')).toHaveLength(1);
  expect((await call('getMyCommands')).result).toEqual([{ command: 'menu', description: 'Меню' }]);
  const updates = await call('getUpdates');
  expect(field(updates.result, 0, 'message', 'text')).toBe('/start');
  expect(field(updates.result, 1, 'callback_query', 'data')).toBe('bills');
  expect(field(updates.result, 1, 'callback_query', 'message', 'message_id')).toBe(pressed);
  const queryId = field(updates.result, 1, 'callback_query', 'id');
  expect((await call('answerCallbackQuery', { callback_query_id: queryId })).ok).toBe(true);
  const file = await call('getFile', { file_id: fileId });
  const url = `${sandbox.url}/file/bot${sandbox.botToken}/${String(field(file.result, 'file_path'))}`;
  expect(await (await fetch(url)).text()).toBe('содержимое');
  // Numbers go on, they do not begin again.
  expect(messageId(await call('sendMessage', { chat_id: ANNA.id, text: 'дальше' }))).toBe(4);
});

test('a confirmed update does not come back, a webhook goes on', async () => {
  const hook = await openWebhook(async () => ({ status: 200 }));
  const first = await createSandbox({ dataDir, people: [ANNA] });
  await caller(first)('setWebhook', { url: hook.url, secret_token: 's' });
  const { world } = first.core;
  const person = world.people.get(ANNA.id);
  if (person === undefined) throw new Error('no person');
  await act(world, world.defaultBot, person, { type: 'start' });
  await until(() => world.defaultBot.queue.size === 0, 'confirmed');
  await first.close();

  const second = await openSandbox({ dataDir });
  expect(second.core.world.defaultBot.queue.size).toBe(0);
  const again = second.core.world.people.get(ANNA.id);
  if (again === undefined) throw new Error('no person');
  await act(second.core.world, second.core.world.defaultBot, again, { type: 'send-text', text: 'x' });
  await until(() => hook.deliveries.length === 2, 'delivered to the kept webhook');
  const [a, b] = hook.deliveries;
  expect(Number(b?.update.update_id)).toBe(Number(a?.update.update_id) + 1);
});

test('an edited message is kept as edited, and the journal has each record once after a start', async () => {
  const first = await createSandbox({ dataDir, people: [ANNA] });
  const call = caller(first);
  const { world } = first.core;
  const person = world.people.get(ANNA.id);
  if (person === undefined) throw new Error('no person');
  await act(world, world.defaultBot, person, { type: 'start' });
  const id = messageId(await call('sendMessage', { chat_id: ANNA.id, text: '0' }));
  for (let n = 1; n <= 20; n += 1) {
    await call('editMessageText', { chat_id: ANNA.id, message_id: id, text: String(n) });
  }
  await first.close();
  const second = await openSandbox({ dataDir });
  expect(createChat(second).user('Анна').texts()).toEqual(['20']);
  // Confirmed on the way, so that the journal has something to forget.
  await caller(second)('getUpdates', { offset: -1 });
  await caller(second)('getUpdates', { offset: 2 ** 31 - 1 });
  expect(second.core.world.defaultBot.queue.size).toBe(0);
  await second.close();
  const lines = (await readFile(path.join(dataDir, 'journal.jsonl'), 'utf8')).trim().split('\n');
  const keys = lines.map((line) => String(field(JSON.parse(line), 0)));
  expect(keys.filter((key) => key.startsWith('update/'))).toEqual([]);
  expect(keys).toHaveLength(new Set(keys).size);
});
