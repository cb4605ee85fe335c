import type { Chat as ApiChat } from '@grammyjs/types';
import type { BotRecord, ChatHead, Person } from './model.ts';

/** What a bot is called until it says otherwise. */
export interface BotNames {
  firstName: string;
  username: string;
}

/** A new bot's record. @param seed makes ids differ between runs that use different seeds. */
export function newBotRecord(token: string, names: BotNames, firstUpdateId: number): BotRecord {
  return {
    id: Number(token.slice(0, token.indexOf(':'))),
    token,
    username: names.username,
    firstName: names.firstName,
    names: {},
    descriptions: {},
    shortDescriptions: {},
    commands: {},
    menuButtons: {},
    webhook: null,
    allowedUpdates: null,
    nextUpdateId: firstUpdateId,
    nextMessageId: 1,
  };
}

/** A chat with a person who has not written yet. */
export function privateHead(person: Person): ChatHead {
  return {
    id: person.id,
    type: 'private',
    title: [person.firstName, person.lastName ?? ''].join(' ').trim(),
    forum: false,
    members: {},
    botStatus: 'member',
    started: false,
    blocked: false,
    topics: [],
    unread: {},
    replyKeyboards: {},
    pinned: [],
    nextMessageId: 1,
  };
}

export function privateApi(person: Person): ApiChat.PrivateChat {
  return {
    id: person.id,
    type: 'private',
    first_name: person.firstName,
    ...(person.lastName === null ? {} : { last_name: person.lastName }),
    ...(person.username === null ? {} : { username: person.username }),
  };
}

export function groupApi(head: ChatHead): ApiChat.GroupChat | ApiChat.SupergroupChat {
  if (head.type === 'group') return { id: head.id, type: 'group', title: head.title };
  return {
    id: head.id,
    type: 'supergroup',
    title: head.title,
    ...(head.forum ? { is_forum: true as const } : {}),
  };
}
