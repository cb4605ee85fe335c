import { ActionRefusal } from '../people/action-refusal.ts';
import type { BotRights, GroupAction } from '../person-api.ts';
import { type BodyFields, fieldsOf } from './body-fields.ts';

const BOT_STATUSES = ['administrator', 'member', 'restricted', 'left', 'kicked'] as const;

/** @throws ActionRefusal `bad-body` */
export function readGroupAction(body: unknown): GroupAction {
  const f = fieldsOf(body);
  const type = f.text('type');
  const by = f.optional('byId', (name) => f.integer(name));
  switch (type) {
    case 'add-member':
    case 'remove-member':
      return { type, ...by, personId: f.integer('personId') };
    case 'set-member':
      return { type, ...by, personId: f.integer('personId'), status: readStatus(f) };
    case 'set-bot': {
      const status = BOT_STATUSES.find((known) => known === f.text('status'));
      if (status === undefined) throw new ActionRefusal('bad-body', 'There is no such status of a bot');
      return { type, ...by, status, ...f.optional('rights', (name) => readRights(f.object(name))) };
    }
    case 'rename':
      return { type, ...by, title: f.text('title') };
    case 'set-forum':
      return { type, ...by, forum: f.flag('forum') };
    case 'upgrade':
    case 'delete':
      return { type, ...by };
    default:
      throw new ActionRefusal('bad-body', `There is no action "${type}"`);
  }
}

function readStatus(f: BodyFields): 'administrator' | 'member' {
  const status = f.text('status');
  if (status === 'administrator' || status === 'member') return status;
  throw new ActionRefusal('bad-body', `There is no status "${status}"`);
}

function readRights(f: BodyFields): Partial<BotRights> {
  return {
    ...f.optional('changeInfo', (name) => f.flag(name)),
    ...f.optional('deleteMessages', (name) => f.flag(name)),
    ...f.optional('inviteUsers', (name) => f.flag(name)),
    ...f.optional('manageTopics', (name) => f.flag(name)),
    ...f.optional('pinMessages', (name) => f.flag(name)),
    ...f.optional('restrictMembers', (name) => f.flag(name)),
  };
}
