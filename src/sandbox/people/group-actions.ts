import { nextMessageHead } from '../bot-api/deliver.ts';
import { ALL_RIGHTS, changeBot, changeMember } from '../bot-api/members.ts';
import type { GroupAction } from '../person-api.ts';
import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';
import { type BotRights, type MemberStatus, type Person, toUser } from '../world/model.ts';
import { groupApi } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { ActionRefusal } from './action-refusal.ts';
import { groupHead } from './groups.ts';
import { type Acting, type Said, serve } from './say.ts';

type ActionOf<T extends GroupAction['type']> = Extract<GroupAction, { type: T }>;

/**
 * What the owner of a group (or `byId`) does to it.
 * @returns the group; another one after `upgrade`.
 * @throws ActionRefusal
 */
export function actOnGroup(world: World, bot: Bot, chatId: number, action: GroupAction): Chat {
  const chat = bot.chats.get(chatId);
  if (chat === undefined || chat.head.type === 'private') {
    throw new ActionRefusal('no-chat', `There is no group ${chatId}`);
  }
  if (chat.head.migratedTo !== undefined || chat.head.isDissolved === true) {
    throw new ActionRefusal('no-chat', `The group ${chatId} is no more`);
  }
  const acting: Acting = { world, bot, person: actorOf(world, chat, action.byId) };
  switch (action.type) {
    case 'add-member':
      addMember(acting, chat, personOf(world, action.personId));
      return chat;
    case 'remove-member':
      removeMember(acting, chat, personOf(world, action.personId));
      return chat;
    case 'set-member':
      setMember(acting, chat, action);
      return chat;
    case 'set-bot':
      setBot(acting, chat, action);
      return chat;
    case 'rename':
      rename(acting, chat, action.title);
      return chat;
    case 'set-forum':
      setForum(acting, chat, action.forum);
      return chat;
    case 'upgrade':
      return upgrade(acting, chat);
    case 'delete':
      dissolve(acting, chat);
      return chat;
  }
}

function actorOf(world: World, chat: Chat, byId: number | undefined): Person {
  const ownerId = Object.entries(chat.head.members).find(([, status]) => status === 'creator')?.[0];
  const person = world.people.get(byId ?? Number(ownerId));
  if (person === undefined) throw new ActionRefusal('no-person', 'Nobody is there to do it');
  return person;
}

function personOf(world: World, id: number): Person {
  const person = world.people.get(id);
  if (person === undefined) throw new ActionRefusal('no-person', `There is no person ${id}`);
  return person;
}

function addMember(acting: Acting, chat: Chat, person: Person): void {
  if (chat.head.members[person.id] !== undefined) {
    throw new ActionRefusal('member', `${person.firstName} is in the group already`);
  }
  changeMember(acting, chat, person, toUser(acting.person), () => {
    chat.head.members[person.id] = 'member';
  });
  announce(acting, chat, { new_chat_members: [toUser(person)] });
}

/** By oneself or by another. The owner stays: somebody has to. */
function removeMember(acting: Acting, chat: Chat, person: Person): void {
  const status = requireMembership(chat, person);
  if (status === 'creator') throw new ActionRefusal('owner', 'The owner cannot leave');
  changeMember(acting, chat, person, toUser(acting.person), () => {
    delete chat.head.members[person.id];
    delete chat.head.unread[person.id];
    delete chat.head.replyKeyboards[person.id];
  });
  announce(acting, chat, { left_chat_member: toUser(person) });
}

function requireMembership(chat: Chat, person: Person): MemberStatus {
  const status = chat.head.members[person.id];
  if (status === undefined) throw new ActionRefusal('no-member', `${person.firstName} is not in the group`);
  return status;
}

function setMember(acting: Acting, chat: Chat, action: ActionOf<'set-member'>): void {
  const person = personOf(acting.world, action.personId);
  if (requireMembership(chat, person) === 'creator') {
    throw new ActionRefusal('owner', 'The owner has all rights');
  }
  changeMember(acting, chat, person, toUser(acting.person), () => {
    chat.head.members[person.id] = action.status;
  });
  acting.world.events.emit({ type: 'chat', bot: acting.bot, chat });
}

/** The bot is promoted, restricted, thrown out, taken back in. */
function setBot(acting: Acting, chat: Chat, action: ActionOf<'set-bot'>): void {
  const { head } = chat;
  const wasOut = head.botStatus === 'left' || head.botStatus === 'kicked';
  const rights: BotRights = { ...(head.botRights ?? ALL_RIGHTS), ...action.rights };
  changeBot(acting, chat, toUser(acting.person), () => {
    head.botStatus = action.status;
    if (action.status === 'administrator') head.botRights = rights;
    else delete head.botRights;
  });
  const isIn = action.status !== 'left' && action.status !== 'kicked';
  if (wasOut && isIn) announce(acting, chat, { new_chat_members: [acting.bot.user] });
}

function rename(acting: Acting, chat: Chat, title: string): void {
  const trimmed = title.trim();
  if (trimmed === '' || trimmed.length > 128) {
    throw new ActionRefusal('bad-title', 'A title has 1–128 characters');
  }
  chat.head.title = trimmed;
  chat.api = groupApi(chat.head);
  announce(acting, chat, { new_chat_title: trimmed });
}

function setForum({ world, bot }: Acting, chat: Chat, forum: boolean): void {
  if (chat.head.type !== 'supergroup') throw new ActionRefusal('no-forum', 'Only a supergroup has topics');
  chat.head.forum = forum;
  chat.api = groupApi(chat.head);
  chat.save();
  world.events.emit({ type: 'chat', bot, chat });
}

/** A basic group becomes a supergroup: a new chat, each of the two telling of the other. */
function upgrade(acting: Acting, chat: Chat): Chat {
  const { world, bot } = acting;
  const { head } = chat;
  if (head.type !== 'group') throw new ActionRefusal('no-group', 'It is a supergroup already');
  const id = world.freeGroupId(bot, 'supergroup');
  const { members, botStatus, botRights } = head;
  const next = world.addChat(bot, {
    ...groupHead(id, 'supergroup', head.title),
    members: { ...members },
    botStatus,
    ...(botRights === undefined ? {} : { botRights }),
  });
  announce(acting, chat, { migrate_to_chat_id: id });
  head.migratedTo = id;
  chat.save();
  announce(acting, next, { migrate_from_chat_id: head.id });
  world.events.emit({ type: 'chat', bot, chat });
  return next;
}

function dissolve(acting: Acting, chat: Chat): void {
  changeBot(acting, chat, toUser(acting.person), () => {
    chat.head.botStatus = 'left';
    chat.head.isDissolved = true;
  });
}

/** A service message; bots hear them whatever their privacy. */
function announce(acting: Acting, chat: Chat, said: Said): void {
  serve(acting, chat, {
    ...nextMessageHead(acting, chat),
    from: toUser(acting.person),
    chat: chat.api,
    ...said,
  });
}
