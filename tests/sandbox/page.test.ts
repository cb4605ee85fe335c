import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { caller, field, openSandbox, until } from './support.ts';

const ANNA = 101;

async function open(): Promise<{
  sandbox: Sandbox;
  post: (path: string, body: unknown) => Promise<[number, unknown]>;
  get: (path: string) => Promise<unknown>;
}> {
  const sandbox = await openSandbox({ people: [{ id: ANNA, firstName: 'Анна', lastName: 'Иванова' }] });
  return {
    sandbox,
    async post(path, body) {
      const response = await fetch(`${sandbox.url}/sandbox/api/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      return [response.status, answer];
    },
    async get(path) {
      const answer: unknown = await (await fetch(`${sandbox.url}/sandbox/api/${path}`)).json();
      return answer;
    },
  };
}

/** A request with headers that fetch would not let us set. */
function raw(
  sandbox: Sandbox,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${sandbox.url}${path}`, { headers, method }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

test('a person writes, sees the answer, presses, uploads', async () => {
  const { sandbox, post, get } = await open();
  const call = caller(sandbox);
  const action = `people/${ANNA}/actions`;
  expect(await get('state')).toMatchObject({
    bots: [{ username: 'domovoy_bot', connection: 'none' }],
    people: [{ id: ANNA, firstName: 'Анна' }],
    environment: { TELEGRAM_API_ROOT: sandbox.url, SMTP_URL: sandbox.smtpUrl },
  });
  expect(await get(`people/${ANNA}/chats`)).toMatchObject([{ id: ANNA, started: false, title: 'Домовой' }]);
  expect((await post(action, { type: 'start', payload: 'x' }))[1]).toMatchObject({
    message: { text: '/start x', side: 'me' },
  });
  await call('sendMessage', {
    chat_id: ANNA,
    text: '<b>Меню</b> &lt;',
    parse_mode: 'HTML',
    reply_markup: { inline_keyboard: [[{ text: 'Счета', callback_data: 'bills', style: 'success' }]] },
  });
  expect(await get(`chats/${ANNA}?person=${ANNA}`)).toMatchObject({
    chat: { unread: 1, started: true, lastText: 'Меню <' },
    messages: [
      { text: '/start x' },
      {
        side: 'bot',
        html: '<b>Меню</b> &lt;',
        inlineKeyboard: [
          [{ text: 'Счета', kind: 'callback', style: 'success', data: 'bills', waiting: false }],
        ],
      },
    ],
  });
  const [, pressed] = await post(action, { type: 'press', messageId: 2, row: 0, column: 0 });
  expect(await get(`chats/${ANNA}?person=${ANNA}&limit=1`)).toMatchObject({
    hasMore: true,
    messages: [{ inlineKeyboard: [[{ waiting: true }]] }],
  });
  await call('answerCallbackQuery', { callback_query_id: field(pressed, 'callbackQueryId') });
  expect(await get(`chats/${ANNA}?person=${ANNA}&limit=1`)).toMatchObject({
    messages: [{ inlineKeyboard: [[{ waiting: false }]] }],
  });
  await post(action, { type: 'read' });
  expect(await get(`people/${ANNA}/chats`)).toMatchObject([{ unread: 0 }]);

  const form = new FormData();
  form.set('kind', 'document');
  form.set('caption', 'вот');
  form.append('file', new Blob(['один']), 'первый.txt');
  form.append('file', new Blob(['два']), 'второй.txt');
  const uploaded = await fetch(`${sandbox.url}/sandbox/api/people/${ANNA}/upload`, {
    method: 'POST',
    body: form,
  });
  const message: unknown = await uploaded.json();
  expect(message).toMatchObject({
    message: { kind: 'document', text: 'вот', media: { name: 'первый.txt', size: 8 } },
  });
  const url = String(field(message, 'message', 'media', 'url'));
  expect(await (await fetch(sandbox.url + url)).text()).toBe('один');
  const view = await get(`chats/${ANNA}?person=${ANNA}`);
  expect(field(view, 'messages', 2, 'albumId')).toBe(field(view, 'messages', 3, 'albumId'));
  expect(await get(`calls?chat=${ANNA}`)).toMatchObject([
    { method: 'answerCallbackQuery' },
    { method: 'sendMessage', ok: true },
  ]);
});

test('a voice keeps its length; lists name what has no text, in the language of who looks', async () => {
  const mary = 102;
  const sandbox = await openSandbox({
    people: [
      { id: ANNA, firstName: 'Анна' },
      { id: mary, firstName: 'Mary', languageCode: 'en' },
    ],
  });
  const lines: string[] = [];
  for (const person of [ANNA, mary]) {
    const form = new FormData();
    form.set('kind', 'voice');
    form.set('duration', '7');
    form.append('file', new Blob(['OggS']), 'voice.ogg');
    const url = `${sandbox.url}/sandbox/api/people/${person}`;
    await fetch(`${url}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'start' }),
    });
    const uploaded: unknown = await (await fetch(`${url}/upload`, { method: 'POST', body: form })).json();
    expect(field(uploaded, 'message', 'media', 'duration')).toBe(7);
    const chats: unknown = await (await fetch(`${url}/chats`)).json();
    lines.push(String(field(Array.isArray(chats) ? chats[0] : null, 'lastText')));
  }
  expect(lines).toEqual(['Голосовое сообщение', 'Voice message']);
});

test('refuses what makes no sense, in words', async () => {
  const { post, get } = await open();
  const action = `people/${ANNA}/actions`;
  expect(await post(action, { type: 'fly' })).toMatchObject([400, { error: { code: 'bad-body' } }]);
  expect(await post(action, { type: 'send-text', text: 5 })).toMatchObject([
    400,
    { error: { message: 'Field "text" must be a text' } },
  ]);
  expect(await post(action, { type: 'press', messageId: 99, row: 0, column: 0 })).toMatchObject([
    400,
    { error: { code: 'no-message' } },
  ]);
  expect(await post('people/999/actions', { type: 'start' })).toMatchObject([404, {}]);
  expect(await get('nothing')).toMatchObject({ error: { code: 'not-found' } });
  expect(await post('groups', { title: 'x', memberIds: [] })).toMatchObject([
    400,
    { error: { code: 'no-members' } },
  ]);
});

test('people and groups are made; a group is seen by its members only', async () => {
  const { post, get } = await open();
  const [, boris] = await post('people', { firstName: 'Борис', note: 'Мастер' });
  expect(boris).toMatchObject({
    firstName: 'Борис',
    phone: expect.stringMatching(/^\+7\d{10}$/),
    languageCode: 'ru',
  });
  const id = Number(field(boris, 'id'));
  const [, group] = await post('groups', { title: 'Смена', memberIds: [id], forum: true });
  const groupId = Number(field(group, 'id'));
  expect(await get(`people/${id}/chats`)).toHaveLength(2);
  expect(await get(`people/${ANNA}/chats`)).toHaveLength(1);
  expect(await get(`chats/${groupId}?person=${id}`)).toMatchObject({
    members: [{ name: 'Борис' }, { isBot: true }],
  });
  expect(await get(`chats/${groupId}?person=${ANNA}`)).toMatchObject({ error: { code: 'no-chat' } });
});

describe('event stream', () => {
  /** Reads events until the reader is closed. */
  async function listen(sandbox: Sandbox, person: string) {
    const controller = new AbortController();
    const response = await fetch(`${sandbox.url}/sandbox/events?person=${person}`, {
      signal: controller.signal,
    });
    const events: unknown[] = [];
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    const reading = (async () => {
      let text = '';
      for (;;) {
        const chunk = await reader?.read();
        if (chunk === undefined || chunk.done) return;
        text += decoder.decode(chunk.value, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data !== undefined) events.push(JSON.parse(data));
        }
      }
    })().catch(() => {});
    return {
      events,
      types: () => events.map((event) => field(event, 'type')),
      async close() {
        controller.abort();
        await reading;
      },
    };
  }

  test('shows a person their chats, and nobody else’s', async () => {
    const { sandbox, post } = await open();
    await post('people', { id: 102, firstName: 'Борис' });
    const anna = await listen(sandbox, String(ANNA));
    const everybody = await listen(sandbox, 'all');
    await post(`people/${ANNA}/actions`, { type: 'start' });
    await post('people/102/actions', { type: 'start' });
    await caller(sandbox)('sendMessage', {
      chat_id: ANNA,
      text: 'привет',
      reply_markup: { keyboard: [[{ text: 'x' }]] },
    });
    await until(
      () => anna.types().includes('api-call') && everybody.types().includes('api-call'),
      'all events',
    );
    expect(anna.types()).toEqual([
      'hello',
      'message',
      'chat',
      'reply-keyboard',
      'message',
      'chat',
      'api-call',
    ]);
    const whose = (type: string) =>
      everybody.events
        .filter((event) => field(event, 'type') === type)
        .map((event) => field(event, 'personId'));
    expect(whose('message')).toEqual([ANNA, 102, ANNA]);
    expect(whose('hello')).toEqual([null]);
    await anna.close();
    await everybody.close();
    await until(() => !sandbox.core.world.events.hasListeners, 'nobody listens');
  });

  test('a page that was there first is told when the bot comes and goes', async () => {
    const { sandbox } = await open();
    const call = caller(sandbox);
    const page = await listen(sandbox, 'all');
    await until(() => page.types().includes('hello'), 'the page listens');
    await call('getUpdates', { timeout: 0 });
    await call('getUpdates', { timeout: 0 });
    await call('setWebhook', { url: 'http://127.0.0.1:9/hook' });
    await call('deleteWebhook');
    await call('getUpdates', { timeout: 0 });
    const told = () =>
      page.events
        .filter((event) => field(event, 'type') === 'bot')
        .map((event) => field(event, 'bot', 'connection'));
    await until(() => told().length >= 4, 'all changes are told');
    expect(told()).toEqual(['polling', 'webhook', 'none', 'polling']);
    await page.close();
  });

  test('a group’s event comes once for each member, through their eyes', async () => {
    const { sandbox, post } = await open();
    await post('people', { id: 102, firstName: 'Борис' });
    await post('groups', { id: -1001, title: 'Смена', memberIds: [ANNA, 102] });
    const everybody = await listen(sandbox, 'all');
    await post(`people/${ANNA}/actions`, { type: 'send-text', chatId: -1001, text: 'x' });
    await until(() => everybody.types().filter((type) => type === 'message').length === 2, 'both');
    const sides = everybody.events
      .filter((event) => field(event, 'type') === 'message')
      .map((event) => [field(event, 'personId'), field(event, 'message', 'side')]);
    expect(sides).toEqual([
      [ANNA, 'me'],
      [102, 'other'],
    ]);
    await everybody.close();
  });
});

describe('is closed to other sites', () => {
  test('a foreign Host is refused everywhere', async () => {
    const { sandbox } = await open();
    for (const path of ['/', '/sandbox/api/state', `/bot${sandbox.botToken}/getMe`, '/smsc/sys/send.php']) {
      expect((await raw(sandbox, path, { host: 'evil.example' })).status).toBe(403);
    }
    const { port } = new URL(sandbox.url);
    expect((await raw(sandbox, '/sandbox/api/state', { host: `localhost:${port}` })).status).toBe(200);
  });

  test('a foreign Origin is refused, the own one is not', async () => {
    const { sandbox } = await open();
    const path = '/sandbox/api/state';
    expect((await raw(sandbox, path, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await raw(sandbox, path, { origin: 'null' })).status).toBe(403);
    expect((await raw(sandbox, path, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await raw(sandbox, path, { origin: sandbox.url })).status).toBe(200);
    expect((await raw(sandbox, path, {})).status).toBe(200);
    // A link on another page may lead here.
    expect((await raw(sandbox, '/', { 'sec-fetch-site': 'cross-site' })).status).not.toBe(403);
  });

  test('a simple form cannot act', async () => {
    const { sandbox } = await open();
    const response = await fetch(`${sandbox.url}/sandbox/api/people/${ANNA}/actions`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"type":"start"}',
    });
    expect(response.status).toBe(400);
    expect(createChat(sandbox).user('Анна').messages()).toEqual([]);
  });

  test.each([
    '/../server.ts',
    '/%2e%2e/server.ts',
    '/..%2fserver.ts',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/%00',
    '/%',
    '/app.ts',
  ])('no file outside public: %s', async (path) => {
    const { sandbox } = await open();
    expect((await raw(sandbox, path, {})).status).toBe(404);
  });

  test('an uploaded page is downloaded, not shown', async () => {
    const { sandbox } = await open();
    const form = new FormData();
    form.set('kind', 'document');
    form.append('file', new Blob(['<script>alert(1)</script>'], { type: 'text/html' }), 'x.html');
    const uploaded: unknown = await (
      await fetch(`${sandbox.url}/sandbox/api/people/${ANNA}/upload`, { method: 'POST', body: form })
    ).json();
    const file = await fetch(sandbox.url + String(field(uploaded, 'message', 'media', 'url')));
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toContain('attachment');
  });
});
