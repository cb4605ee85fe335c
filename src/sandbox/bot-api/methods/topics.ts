import type { ForumTopic, Message } from '@grammyjs/types';
import type { Chat } from '../../world/chat.ts';
import type { TopicRecord } from '../../world/model.ts';
import type { MethodCall } from '../call.ts';
import { requireRight, writableChat } from '../chat-access.ts';
import { deliver, nextMessageHead } from '../deliver.ts';
import { badRequest } from '../refusal.ts';

type IconColor = ForumTopic['icon_color'];
const COLORS: readonly IconColor[] = [0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f];

function forumOf(call: MethodCall): Chat {
  const chat = writableChat(call);
  if (!chat.head.forum) throw badRequest('the chat is not a forum');
  requireRight(chat, 'manageTopics', 'manage topics in the chat');
  return chat;
}

function topicOf(call: MethodCall, chat: Chat): TopicRecord {
  const id = call.params.int('message_thread_id', 0);
  const topic = chat.head.topics.find((item) => item.id === id);
  if (topic === undefined) throw badRequest('TOPIC_ID_INVALID');
  return topic;
}

function nameOf(call: MethodCall): string {
  const name = call.params.text('name').trim();
  if (name === '' || name.length > 128) throw badRequest('TOPIC_TITLE_INVALID');
  return name;
}

/** A service line in the topic. */
function announce(
  call: MethodCall,
  chat: Chat,
  head: { message_id: number; date: number },
  fields: Partial<Message>,
): void {
  const message: Message = {
    ...head,
    from: call.bot.user,
    chat: chat.api,
    is_topic_message: true,
    ...fields,
  };
  deliver(call, { chat, markup: {}, silent: true, common: {} }, message);
  topicsChanged(call, chat);
}

function topicsChanged({ world, bot }: MethodCall, chat: Chat): void {
  world.events.emit({ type: 'chat-head', bot, chat });
}

export function createForumTopic(call: MethodCall): ForumTopic {
  const chat = forumOf(call);
  const name = nameOf(call);
  const wanted = call.params.int('icon_color', COLORS[0] ?? 0);
  const color = COLORS.find((item) => item === wanted);
  if (color === undefined) throw badRequest('TOPIC_ICON_COLOR_INVALID');
  // The topic's id is the number of its first message.
  const head = nextMessageHead(call, chat);
  chat.head.topics.push({ id: head.message_id, name, closed: false, iconColor: color });
  announce(call, chat, head, {
    message_thread_id: head.message_id,
    forum_topic_created: { name, icon_color: color },
  });
  return { message_thread_id: head.message_id, name, icon_color: color };
}

export function editForumTopic(call: MethodCall): true {
  const chat = forumOf(call);
  const topic = topicOf(call, chat);
  if (call.params.text('name') === '') return true;
  const name = nameOf(call);
  if (name === topic.name) throw badRequest('TOPIC_NOT_MODIFIED');
  topic.name = name;
  announce(call, chat, nextMessageHead(call, chat), {
    message_thread_id: topic.id,
    forum_topic_edited: { name },
  });
  return true;
}

function setClosed(call: MethodCall, closed: boolean): true {
  const chat = forumOf(call);
  const topic = topicOf(call, chat);
  if (topic.closed === closed) throw badRequest('TOPIC_NOT_MODIFIED');
  topic.closed = closed;
  announce(call, chat, nextMessageHead(call, chat), {
    message_thread_id: topic.id,
    ...(closed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} }),
  });
  return true;
}

export function closeForumTopic(call: MethodCall): true {
  return setClosed(call, true);
}

export function reopenForumTopic(call: MethodCall): true {
  return setClosed(call, false);
}

export function deleteForumTopic(call: MethodCall): true {
  const chat = forumOf(call);
  const topic = topicOf(call, chat);
  chat.head.topics = chat.head.topics.filter((item) => item !== topic);
  const messageIds: number[] = [];
  for (const stored of chat.messages.values()) {
    if (stored.message.message_thread_id !== topic.id || stored.deleted) continue;
    stored.deleted = true;
    chat.saveMessage(stored);
    messageIds.push(stored.message.message_id);
  }
  chat.save();
  call.world.events.emit({ type: 'messages-deleted', bot: call.bot, chat, messageIds });
  topicsChanged(call, chat);
  return true;
}
