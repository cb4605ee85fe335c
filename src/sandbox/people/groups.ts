import type { ChatMember } from '@grammyjs/types';
import { botMember } from '../bot-api/members.ts';
import type { GroupDraft } from '../person-api.ts';
import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';
import { type ChatHead, type MemberStatus, type Person, toUser } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { ActionRefusal } from './action-refusal.ts';

/** A group with the bot in it; the first member owns it. The bot hears of it by my_chat_member. */
export function createGroup(world: World, bot: Bot, draft: GroupDraft): Chat {
  const people = draft.memberIds.map((id) => {
    const person = world.people.get(id);
    if (person === undefined) throw new ActionRefusal('no-person', `There is no person ${id}`);
    return person;
  });
  const [owner] = people;
  if (owner === undefined) throw new ActionRefusal('no-members', 'A group needs a member');
  if (draft.id !== undefined && (draft.id >= 0 || bot.chats.has(draft.id))) {
    throw new ActionRefusal('bad-id', `The id ${draft.id} is taken or not negative`);
  }
  const type = draft.type ?? 'supergroup';
  if (type === 'group' && draft.forum === true) {
    throw new ActionRefusal('no-forum', 'Only a supergroup has topics');
  }
  const members: Record<string, MemberStatus> = {};
  for (const { id } of people) members[id] = id === owner.id ? 'creator' : 'member';
  const chat = world.addChat(bot, {
    ...groupHead(draft.id ?? world.freeGroupId(bot, type), type, draft.title),
    forum: draft.forum === true,
    members,
    botStatus: draft.botIsAdministrator === false ? 'member' : 'administrator',
  });
  pushBotStatus(world, bot, chat, owner, {
    from: { status: 'left', user: bot.user },
    to: botMember(bot, chat),
  });
  world.events.emit({ type: 'chat', bot, chat });
  return chat;
}

/** A group without people. */
export function groupHead(id: number, type: 'group' | 'supergroup', title: string): ChatHead {
  return {
    id,
    type,
    title,
    forum: false,
    members: {},
    botStatus: 'member',
    started: true,
    blocked: false,
    topics: [],
    unread: {},
    replyKeyboards: {},
    pinned: [],
    // 1 was Telegram's own message about the group; in a forum it is General's number.
    nextMessageId: 2,
  };
}

/** Tells the bot that its own standing in a chat has changed. */
function pushBotStatus(
  world: World,
  bot: Bot,
  chat: Chat,
  person: Person,
  change: { from: ChatMember; to: ChatMember },
): void {
  bot.push('my_chat_member', `member:${chat.id}`, person.id, world.now(), (update) => {
    update.my_chat_member = {
      chat: chat.api,
      from: toUser(person),
      date: world.unixTime(),
      old_chat_member: change.from,
      new_chat_member: change.to,
    };
  });
}

/** Blocks or unblocks the bot; in a private chat this is all that my_chat_member tells. */
export function setBlocked(world: World, bot: Bot, person: Person, blocked: boolean): void {
  const chat = world.privateChat(bot, person);
  if (chat.head.blocked === blocked) return;
  chat.head.blocked = blocked;
  chat.save();
  const { user } = bot;
  const member: ChatMember = { status: 'member', user };
  const kicked: ChatMember = { status: 'kicked', user, until_date: 0 };
  pushBotStatus(world, bot, chat, person, {
    from: blocked ? member : kicked,
    to: blocked ? kicked : member,
  });
  world.events.emit({ type: 'chat', bot, chat });
}
