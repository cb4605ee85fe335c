import type { ChatMember, ChatMemberAdministrator, ChatMemberRestricted, User } from '@grammyjs/types';
import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';
import { type BotRights, type Person, toUser } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** Rights of an administrator whom nobody has limited. */
export const ALL_RIGHTS: BotRights = {
  changeInfo: true,
  deleteMessages: true,
  inviteUsers: true,
  manageTopics: true,
  pinMessages: true,
  restrictMembers: true,
};

function administrator(user: User, chat: Chat, rights: BotRights): ChatMemberAdministrator {
  return {
    status: 'administrator',
    user,
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_delete_messages: rights.deleteMessages,
    can_manage_video_chats: false,
    can_restrict_members: rights.restrictMembers,
    can_promote_members: false,
    can_change_info: rights.changeInfo,
    can_invite_users: rights.inviteUsers,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    can_pin_messages: rights.pinMessages,
    ...(chat.head.forum ? { can_manage_topics: rights.manageTopics } : {}),
    can_send_welcome_messages: false,
  };
}

/** In the group, but may not write. */
function restricted(user: User): ChatMemberRestricted {
  return {
    status: 'restricted',
    user,
    is_member: true,
    can_send_messages: false,
    can_send_audios: false,
    can_send_documents: false,
    can_send_photos: false,
    can_send_videos: false,
    can_send_video_notes: false,
    can_send_voice_notes: false,
    can_send_polls: false,
    can_send_other_messages: false,
    can_add_web_page_previews: false,
    can_react_to_messages: false,
    can_edit_tag: false,
    can_change_info: false,
    can_invite_users: false,
    can_pin_messages: false,
    can_manage_topics: false,
    until_date: 0,
  };
}

/** The bot's own standing in a chat. */
export function botMember(bot: Bot, chat: Chat): ChatMember {
  const { user } = bot;
  const { botStatus, botRights } = chat.head;
  switch (botStatus) {
    case 'administrator':
      return administrator(user, chat, botRights ?? ALL_RIGHTS);
    case 'restricted':
      return restricted(user);
    case 'kicked':
      return { status: 'kicked', user, until_date: 0 };
    case 'left':
    case 'member':
      return { status: botStatus, user };
  }
}

/** A person's standing in a chat. */
export function personMember(chat: Chat, person: Person): ChatMember {
  const user = toUser(person);
  if (chat.head.type === 'private') return { status: 'member', user };
  const status = chat.head.members[person.id];
  if (status === undefined) return { status: 'left', user };
  if (status === 'creator') return { status, user, is_anonymous: false };
  return status === 'administrator' ? administrator(user, chat, ALL_RIGHTS) : { status, user };
}

/**
 * Changes the bot's standing and tells it by my_chat_member.
 * @param by who did it.
 */
export function changeBot(
  { world, bot }: { world: World; bot: Bot },
  chat: Chat,
  by: User,
  change: () => void,
): void {
  const before = botMember(bot, chat);
  change();
  chat.save();
  bot.push('my_chat_member', `member:${chat.id}`, by.id, world.now(), (update) => {
    update.my_chat_member = {
      chat: chat.api,
      from: by,
      date: world.unixTime(),
      old_chat_member: before,
      new_chat_member: botMember(bot, chat),
    };
  });
  world.events.emit({ type: 'chat', bot, chat });
  world.events.emit({ type: 'chat-head', bot, chat });
}

/** Changes a person's standing; the bot is told when it is an administrator and has asked for it. */
export function changeMember(
  { world, bot }: { world: World; bot: Bot },
  chat: Chat,
  person: Person,
  by: User,
  change: () => void,
): void {
  const before = personMember(chat, person);
  change();
  chat.save();
  world.events.emit({ type: 'chat-head', bot, chat });
  if (chat.head.botStatus !== 'administrator') return;
  bot.push('chat_member', `members:${person.id}`, person.id, world.now(), (update) => {
    update.chat_member = {
      chat: chat.api,
      from: by,
      date: world.unixTime(),
      old_chat_member: before,
      new_chat_member: personMember(chat, person),
    };
  });
}
