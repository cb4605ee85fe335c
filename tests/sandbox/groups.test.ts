import { describe, expect, test } from 'vitest';
import { act as actAs } from '../../src/sandbox/people/actions.ts';
import { actOnGroup } from '../../src/sandbox/people/group-actions.ts';
import { createGroup } from '../../src/sandbox/people/groups.ts';
import type { GroupAction } from '../../src/sandbox/person-api.ts';
import { caller, field, messageId, openSandbox } from './support.ts';

const ALL = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat_member',
  'pre_checkout_query',
];

/** A group, a program that asks for updates by hand, and what it was told since the last look. */
async function open(
  details: { type?: 'group' | 'supergroup'; forum?: boolean; botIsAdministrator?: boolean } = {},
) {
  const sandbox = await openSandbox({ retryScale: 0 });
  const { world } = sandbox.core;
  const bot = world.defaultBot;
  const call = caller(sandbox);
  await call('getUpdates', { allowed_updates: ALL });
  const people = ['Анна', 'Борис', 'Вера'].map((firstName, n) => world.addPerson({ id: 101 + n, firstName }));
  const created = createGroup(world, bot, {
    title: 'Смена',
    memberIds: people.slice(0, 2).map(({ id }) => id),
    ...details,
  });
  function updates(): unknown[] {
    const waiting = bot.queue.all().map(({ update }) => update);
    bot.queue.clear();
    return waiting;
  }
  return {
    call,
    bot,
    /** What a person writes in the group. */
    async say(personId: number, text: string): Promise<number> {
      const person = world.people.get(personId);
      if (person === undefined) throw new Error('no person');
      const { message } = await actAs(world, bot, person, { type: 'send-text', chatId: created.id, text });
      return message?.id ?? 0;
    },
    groupId: created.id,
    updates,
    /** The id of the group afterwards. */
    act: (action: GroupAction, chatId = created.id) => actOnGroup(world, bot, chatId, action).id,
  };
}

const kinds = (list: unknown[]) =>
  list.map((update) => Object.keys(update as object).find((key) => key !== 'update_id'));

describe('members', () => {
  test('join and leave: the bot sees service messages, and chat_member when it asked', async () => {
    const { act, updates, call, groupId } = await open();
    expect(kinds(updates())).toEqual(['my_chat_member']);
    act({ type: 'add-member', personId: 103 });
    const joined = updates();
    expect(kinds(joined)).toEqual(['chat_member', 'message']);
    expect(joined[0]).toMatchObject({
      chat_member: {
        from: { id: 101 },
        old_chat_member: { status: 'left', user: { id: 103 } },
        new_chat_member: { status: 'member' },
      },
    });
    expect(field(joined[1], 'message', 'new_chat_members', 0, 'id')).toBe(103);
    expect((await call('getChatMemberCount', { chat_id: groupId })).result).toBe(4);
    act({ type: 'set-member', personId: 103, status: 'administrator' });
    expect(field(updates()[0], 'chat_member', 'new_chat_member', 'status')).toBe('administrator');
    expect((await call('getChatAdministrators', { chat_id: groupId })).result).toHaveLength(2);
    act({ type: 'remove-member', personId: 103, byId: 103 });
    const left = updates();
    expect(kinds(left)).toEqual(['chat_member', 'message']);
    expect(field(left[1], 'message', 'left_chat_member', 'id')).toBe(103);
    expect((await call('getChatMember', { chat_id: groupId, user_id: 103 })).result).toMatchObject({
      status: 'left',
    });
    expect(() => act({ type: 'remove-member', personId: 101 })).toThrow('owner');
  });

  test('chat_member is not told by default, nor to a bot without rights', async () => {
    const { act, updates, call } = await open();
    await call('getUpdates', { allowed_updates: [] });
    act({ type: 'add-member', personId: 103 });
    expect(kinds(updates())).toEqual(['my_chat_member', 'message']);
    await call('getUpdates', { allowed_updates: ALL });
    act({ type: 'set-bot', status: 'member' });
    updates();
    act({ type: 'remove-member', personId: 103 });
    expect(kinds(updates())).toEqual(['message']);
  });

  test('a renamed group tells so and is called so', async () => {
    const { act, updates, call, groupId } = await open();
    act({ type: 'rename', title: 'Смена 2' });
    expect(field(updates().at(-1), 'message', 'new_chat_title')).toBe('Смена 2');
    expect((await call('getChat', { chat_id: groupId })).result).toMatchObject({ title: 'Смена 2' });
  });
});

describe('the bot’s standing', () => {
  test.each([
    ['kicked', 403, 'Forbidden: bot was kicked from the supergroup chat'],
    ['left', 403, 'Forbidden: bot is not a member of the supergroup chat'],
    ['restricted', 400, 'Bad Request: not enough rights to send text messages to the chat'],
  ] as const)('%s: told by my_chat_member, refused from then on', async (status, code, description) => {
    const { act, updates, call, groupId, bot } = await open();
    updates();
    act({ type: 'set-bot', status });
    expect(updates()[0]).toMatchObject({
      my_chat_member: {
        chat: { id: groupId, type: 'supergroup' },
        from: { id: 101 },
        old_chat_member: { status: 'administrator', can_manage_chat: true },
        new_chat_member: { status, user: { id: bot.id } },
      },
    });
    expect(await call('sendMessage', { chat_id: groupId, text: 'x' })).toMatchObject({
      error_code: code,
      description,
    });
    act({ type: 'set-bot', status: 'member' });
    const back = updates();
    expect(field(back[0], 'my_chat_member', 'new_chat_member', 'status')).toBe('member');
    if (status !== 'restricted') {
      expect(field(back[1], 'message', 'new_chat_members', 0, 'id')).toBe(bot.id);
    }
    expect((await call('sendMessage', { chat_id: groupId, text: 'x' })).ok).toBe(true);
  });

  test('lost rights: each right guards its methods', async () => {
    const { act, call, groupId, bot, say } = await open({ forum: true });
    const at = { chat_id: groupId };
    const topic = await call('createForumTopic', { ...at, name: 'Заявки' });
    const thread = field(topic.result, 'message_thread_id');
    const own = messageId(await call('sendMessage', { ...at, text: 'x' }));
    const theirs = await say(102, 'привет');
    act({ type: 'set-bot', status: 'administrator', rights: { manageTopics: false, pinMessages: false } });
    expect((await call('getChatMember', { ...at, user_id: bot.id })).result).toMatchObject({
      can_manage_topics: false,
      can_pin_messages: false,
      can_delete_messages: true,
    });
    expect((await call('createForumTopic', { ...at, name: 'x' })).description).toBe(
      'Bad Request: not enough rights to manage topics in the chat',
    );
    expect((await call('pinChatMessage', { ...at, message_id: own })).description).toBe(
      'Bad Request: not enough rights to manage pinned messages in the chat',
    );
    act({ type: 'set-bot', status: 'administrator', rights: { deleteMessages: false, manageTopics: true } });
    expect((await call('deleteMessage', { ...at, message_id: theirs })).description).toBe(
      "Bad Request: message can't be deleted",
    );
    expect((await call('deleteMessage', { ...at, message_id: own })).ok).toBe(true);
    // Closed topics are open to who manages them.
    await call('closeForumTopic', { ...at, message_thread_id: thread });
    expect((await call('sendMessage', { ...at, message_thread_id: thread, text: 'x' })).ok).toBe(true);
    act({ type: 'set-bot', status: 'member' });
    expect((await call('sendMessage', { ...at, message_thread_id: thread, text: 'x' })).description).toBe(
      'Bad Request: TOPIC_CLOSED',
    );
  });

  test('leaving tells itself', async () => {
    const { call, groupId, updates } = await open();
    updates();
    expect((await call('leaveChat', { chat_id: groupId })).ok).toBe(true);
    expect(field(updates()[0], 'my_chat_member', 'new_chat_member', 'status')).toBe('left');
  });
});

describe('a basic group', () => {
  test('becomes a supergroup: both say so, the old one refuses with the new id', async () => {
    const { act, call, groupId, updates, bot } = await open({ type: 'group' });
    expect(groupId).toBeGreaterThan(-1_000_000_000_000);
    const before = messageId(await call('sendMessage', { chat_id: groupId, text: 'x' }));
    expect((await call('getChat', { chat_id: groupId })).result).toMatchObject({ type: 'group' });
    updates();
    const next = act({ type: 'upgrade' });
    expect(String(next)).toMatch(/^-100/);
    const told = updates();
    expect(told.map((update) => field(update, 'message', 'chat', 'id'))).toEqual([groupId, next]);
    expect(field(told[0], 'message', 'migrate_to_chat_id')).toBe(next);
    expect(field(told[1], 'message', 'migrate_from_chat_id')).toBe(groupId);
    expect(await call('sendMessage', { chat_id: groupId, text: 'x' })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: next },
    });
    expect((await call('editMessageText', { chat_id: groupId, message_id: before, text: 'y' })).ok).toBe(
      false,
    );
    expect((await call('sendMessage', { chat_id: next, text: 'x' })).ok).toBe(true);
    expect(bot.chats.get(next)?.head.members).toEqual({ 101: 'creator', 102: 'member' });
    expect(() => act({ type: 'upgrade' })).toThrow('no more');
  });

  test.each([
    ['group', 'Forbidden: the group chat was deleted'],
    ['supergroup', 'Forbidden: bot is not a member of the supergroup chat'],
  ] as const)('a deleted %s refuses', async (type, description) => {
    const { act, call, groupId } = await open({ type });
    act({ type: 'delete' });
    expect(await call('sendMessage', { chat_id: groupId, text: 'x' })).toMatchObject({
      error_code: 403,
      description,
    });
  });

  test.each([
    ['kicked', 'Forbidden: bot was kicked from the group chat'],
    ['left', 'Forbidden: bot is not a member of the group chat'],
  ] as const)('%s', async (status, description) => {
    const { act, call, groupId } = await open({ type: 'group' });
    act({ type: 'set-bot', status });
    expect((await call('sendMessage', { chat_id: groupId, text: 'x' })).description).toBe(description);
  });
});
