import { ActionRefusal } from '../people/action-refusal.ts';
import { SPECIAL_KINDS } from '../people/special.ts';
import type {
  Fault,
  GroupDraft,
  PersonAction,
  PersonDraft,
  SettingsDraft,
  SpecialKind,
  UpdateTroublesDraft,
} from '../person-api.ts';
import { type BodyFields, fieldsOf } from './body-fields.ts';

export function readPersonDraft(body: unknown): PersonDraft {
  const f = fieldsOf(body);
  return {
    firstName: f.text('firstName'),
    ...f.optional('id', (name) => f.integer(name)),
    ...f.optional('lastName', (name) => f.text(name)),
    ...f.optional('username', (name) => f.text(name)),
    ...f.optional('phone', (name) => f.text(name)),
    ...f.optional('languageCode', (name) => f.text(name)),
    ...f.optional('note', (name) => f.textOrTexts(name)),
  };
}

export function readGroupDraft(body: unknown): GroupDraft {
  const f = fieldsOf(body);
  return {
    title: f.text('title'),
    memberIds: f.numbers('memberIds'),
    ...f.optional('id', (name) => f.integer(name)),
    ...f.optional('type', (name) => readGroupType(f.text(name))),
    ...f.optional('forum', (name) => f.flag(name)),
    ...f.optional('botIsAdministrator', (name) => f.flag(name)),
  };
}

function readTroubles(f: BodyFields): UpdateTroublesDraft {
  return {
    ...f.optional('hold', (name) => f.flag(name)),
    ...f.optional('sameIdAgain', (name) => readChance(f.number(name))),
    ...f.optional('newIdAgain', (name) => readChance(f.number(name))),
  };
}

function readChance(chance: number): number {
  if (chance >= 0 && chance <= 1) return chance;
  throw new ActionRefusal('bad-body', 'A chance is a number from 0 to 1');
}

export function readRelease(body: unknown): 'forward' | 'backward' {
  const f = fieldsOf(body);
  const order = f.has('order') ? f.text('order') : 'forward';
  if (order === 'forward' || order === 'backward') return order;
  throw new ActionRefusal('bad-body', `There is no order "${order}"`);
}

function readGroupType(type: string): 'group' | 'supergroup' {
  if (type === 'group' || type === 'supergroup') return type;
  throw new ActionRefusal('bad-body', `There is no type "${type}"`);
}

export function readSettings(body: unknown): SettingsDraft {
  const f = fieldsOf(body);
  return {
    ...f.optional('rates', (name) => f.flag(name)),
    ...f.optional('clockOffset', (name) => f.integer(name)),
    ...f.optional('clockAt', (name) => f.text(name)),
    ...f.optional('updates', (name) => readTroubles(f.object(name))),
  };
}

export function readFault(body: unknown): Fault {
  const f = fieldsOf(body);
  const common = {
    method: f.text('method'),
    ...f.optional('times', (name) => f.integer(name)),
    ...f.optional('probability', (name) => f.number(name)),
    ...f.optional('chatId', (name) => f.integer(name)),
  };
  const kind = f.text('kind');
  switch (kind) {
    case 'too-many-requests':
      return { ...common, kind, retryAfter: f.integer('retryAfter') };
    case 'server-error':
    case 'server-error-after':
    case 'cut-after':
    case 'cut-before':
      return { ...common, kind };
    case 'delay':
      return { ...common, kind, ms: f.integer('ms') };
    case 'refuse':
      return { ...common, kind, errorCode: f.integer('errorCode'), description: f.text('description') };
    default:
      throw new ActionRefusal('bad-body', `There is no fault of kind "${kind}"`);
  }
}

/** An action of a person. @throws ActionRefusal `bad-body` */
export function readAction(body: unknown): PersonAction {
  const f = fieldsOf(body);
  const type = f.text('type');
  const int = <K extends string>(name: K) => f.optional(name, (key) => f.integer(key));
  const text = <K extends string>(name: K) => f.optional(name, (key) => f.text(key));
  const chat = int('chatId');
  switch (type) {
    case 'send-text':
      return { type, text: f.text('text'), ...chat, ...int('topicId'), ...int('replyTo') };
    case 'start':
      return { type, ...text('payload') };
    case 'press':
      return {
        type,
        ...chat,
        messageId: f.integer('messageId'),
        row: f.integer('row'),
        column: f.integer('column'),
      };
    case 'forge':
      return { type, ...chat, ...int('messageId'), data: f.text('data') };
    case 'repress':
    case 'redeliver':
    case 'block':
    case 'unblock':
    case 'deactivate':
      return { type };
    case 'send-special':
      return { type, ...chat, ...int('topicId'), ...int('replyTo'), kind: readSpecialKind(f.text('kind')) };
    case 'press-reply':
      return { type, ...chat, text: f.text('text') };
    case 'send-contact':
      return { type, ...chat, ...readCard(f), ...int('forwardedFrom') };
    case 'send-location':
      return {
        type,
        ...chat,
        ...int('topicId'),
        ...int('replyTo'),
        latitude: f.number('latitude'),
        longitude: f.number('longitude'),
      };
    case 'edit-text':
      return { type, ...chat, messageId: f.integer('messageId'), text: f.text('text') };
    case 'forward':
      return {
        type,
        fromChatId: f.integer('fromChatId'),
        messageId: f.integer('messageId'),
        ...int('toChatId'),
      };
    case 'read':
      return { type, ...chat };
    case 'open-invoice':
      return { type, ...chat, ...int('messageId'), ...text('slug') };
    case 'pay':
      return {
        type,
        ...chat,
        ...int('messageId'),
        ...text('slug'),
        outcome: readOutcome(f),
        ...readOrder(f),
      };
    default:
      throw new ActionRefusal('bad-body', `There is no action "${type}"`);
  }
}

function readSpecialKind(kind: string): SpecialKind {
  const known = SPECIAL_KINDS.find((one) => one === kind);
  if (known === undefined) throw new ActionRefusal('bad-body', `There is no kind "${kind}"`);
  return known;
}

function readCard(f: BodyFields) {
  if (!f.has('contact')) return {};
  const card = f.object('contact');
  return {
    contact: {
      phone: card.text('phone'),
      firstName: card.text('firstName'),
      lastName: card.has('lastName') ? card.text('lastName') : null,
      userId: card.has('userId') ? card.integer('userId') : null,
    },
  };
}

function readOutcome(f: BodyFields): 'succeeds' | 'bank-declines' | 'abandoned' {
  const outcome = f.text('outcome');
  if (outcome === 'succeeds' || outcome === 'bank-declines' || outcome === 'abandoned') return outcome;
  throw new ActionRefusal('bad-body', `There is no outcome "${outcome}"`);
}

function readOrder(f: BodyFields) {
  if (!f.has('order')) return {};
  const order = f.object('order');
  return {
    order: {
      ...order.optional('name', (name) => order.text(name)),
      ...order.optional('phone', (name) => order.text(name)),
      ...order.optional('email', (name) => order.text(name)),
    },
  };
}
