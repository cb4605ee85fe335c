import type {
  ChatFullInfo,
  ChatMember,
  ChatMemberAdministrator,
  ChatMemberOwner,
  File,
  UserProfilePhotos,
} from '@grammyjs/types';
import { fileOfId } from '../../world/files.ts';
import type { MethodCall } from '../call.ts';
import { chatOf, requireMember, requireRight, userIdOf, writableChat } from '../chat-access.ts';
import { botMember, changeBot, personMember } from '../members.ts';
import { badRequest } from '../refusal.ts';

/** getFile gives nothing bigger, bytes. */
const MAX_DOWNLOAD = 20 * 1024 * 1024;

const ACTIONS = new Set(
  (
    'typing upload_photo record_video upload_video record_voice upload_voice record_audio upload_audio ' +
    'upload_document choose_sticker find_location record_video_note upload_video_note'
  ).split(' '),
);

export function sendChatAction(call: MethodCall): true {
  const action = call.params.text('action').toLowerCase();
  if (!ACTIONS.has(action)) throw badRequest('Wrong parameter action in request');
  const chat = writableChat(call);
  const until = call.world.now() + 5000;
  chat.action = { name: action, until };
  call.world.events.emit({ type: 'chat-action', bot: call.bot, chat, name: action, until });
  return true;
}

export function getChat(call: MethodCall): ChatFullInfo {
  const chat = chatOf(call);
  requireMember(chat);
  const { head } = chat;
  const pinnedId = head.pinned.at(-1);
  const pinned = pinnedId === undefined ? undefined : chat.live(pinnedId)?.message;
  const shared = {
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
    ...(pinned === undefined ? {} : { pinned_message: pinned }),
  };
  const { api } = chat;
  return api.type === 'private' ? { ...api, ...shared } : { ...api, ...shared };
}

export function getChatMember(call: MethodCall): ChatMember {
  const chat = chatOf(call);
  requireMember(chat);
  const userId = userIdOf(call);
  if (userId === call.bot.id) return botMember(call.bot, chat);
  const person = call.world.people.get(userId);
  if (person === undefined) throw badRequest('PARTICIPANT_ID_INVALID');
  if (chat.head.type === 'private' && userId !== chat.id) throw badRequest('user not found');
  return personMember(chat, person);
}

export function getChatMemberCount(call: MethodCall): number {
  const chat = chatOf(call);
  requireMember(chat);
  return chat.head.type === 'private' ? 2 : Object.keys(chat.head.members).length + 1;
}

export function getChatAdministrators(call: MethodCall): (ChatMemberOwner | ChatMemberAdministrator)[] {
  const chat = chatOf(call);
  if (chat.head.type === 'private') throw badRequest('there are no administrators in the private chat');
  requireMember(chat);
  return Object.keys(chat.head.members).flatMap((id) => {
    const person = call.world.people.get(Number(id));
    if (person === undefined) return [];
    const member = personMember(chat, person);
    return member.status === 'creator' || member.status === 'administrator' ? [member] : [];
  });
}

export function leaveChat(call: MethodCall): true {
  const chat = chatOf(call);
  if (chat.head.type === 'private') throw badRequest("chat member status can't be changed in private chats");
  requireMember(chat);
  changeBot(call, chat, call.bot.user, () => {
    chat.head.botStatus = 'left';
  });
  return true;
}

export function pinChatMessage(call: MethodCall): true {
  const chat = writableChat(call);
  requireRight(chat, 'pinMessages', 'manage pinned messages in the chat');
  const stored = chat.live(call.params.int('message_id', 0));
  if (stored === undefined) throw badRequest('message to pin not found');
  const id = stored.message.message_id;
  chat.head.pinned = [...chat.head.pinned.filter((other) => other !== id), id];
  chat.save();
  call.world.events.emit({ type: 'message-changed', bot: call.bot, chat, stored });
  return true;
}

export function unpinChatMessage(call: MethodCall): true {
  const chat = writableChat(call);
  requireRight(chat, 'pinMessages', 'manage pinned messages in the chat');
  const given = call.params.int('message_id', 0);
  const id = given > 0 ? given : chat.head.pinned.at(-1);
  if (id === undefined || !chat.head.pinned.includes(id)) throw badRequest('message to unpin not found');
  chat.head.pinned = chat.head.pinned.filter((other) => other !== id);
  chat.save();
  const stored = chat.live(id);
  if (stored !== undefined) {
    call.world.events.emit({ type: 'message-changed', bot: call.bot, chat, stored });
  }
  return true;
}

export function getFile(call: MethodCall): File {
  const { params, bot, world } = call;
  const fileId = params.text('file_id');
  if (fileId === '') throw badRequest('file_id not specified');
  const id = fileOfId(bot.id, fileId);
  const record = id === null ? undefined : world.files.record(id);
  if (record === undefined) throw badRequest('invalid file_id');
  if (record.size > MAX_DOWNLOAD) throw badRequest('file is too big');
  return {
    file_id: fileId,
    file_unique_id: record.id,
    file_size: record.size,
    file_path: record.path,
  };
}

/** People here have no pictures. */
export function getUserProfilePhotos(call: MethodCall): UserProfilePhotos {
  if (call.world.people.get(userIdOf(call)) === undefined) throw badRequest('user not found');
  return { total_count: 0, photos: [] };
}

export function setMessageReaction(call: MethodCall): true {
  const chat = writableChat(call);
  if (chat.live(call.params.int('message_id', 0)) === undefined) {
    throw badRequest('message to react not found');
  }
  return true;
}
