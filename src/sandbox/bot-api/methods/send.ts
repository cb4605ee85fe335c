import type { Message } from '@grammyjs/types';
import type { MethodCall } from '../call.ts';
import { deliver, nextMessageHead, type Outgoing, readOutgoing } from '../deliver.ts';
import { captionText, messageText } from '../formatted-text.ts';
import { type MediaKind, mediaFields, readFile } from '../media.ts';
import { isObject, type JsonObject } from '../params.ts';
import { badRequest } from '../refusal.ts';

/** Fields that every message of the bot has. */
export function messageBase(call: MethodCall, outgoing: Outgoing) {
  return {
    ...nextMessageHead(call, outgoing.chat),
    from: call.bot.user,
    chat: outgoing.chat.api,
    ...outgoing.common,
  };
}

export function sendMessage(call: MethodCall): Message.TextMessage {
  const { params } = call;
  const { text, entities } = messageText(
    params.text('text'),
    params.text('parse_mode'),
    params.json('entities'),
  );
  const outgoing = readOutgoing(call);
  const preview = params.json('link_preview_options', 'link preview options');
  const message: Message.TextMessage = {
    ...messageBase(call, outgoing),
    text,
    ...(entities.length === 0 ? {} : { entities }),
    ...(isObject(preview) && preview.is_disabled === true
      ? { link_preview_options: { is_disabled: true } }
      : {}),
  };
  return deliver(call, outgoing, message);
}

/** Caption fields of a message. */
export function captionFields(source: string, parseMode: string, given: unknown) {
  const { text, entities } = captionText(source, parseMode, given);
  if (text === '') return {};
  return { caption: text, ...(entities.length === 0 ? {} : { caption_entities: entities }) };
}

function sendMedia<K extends MediaKind>(call: MethodCall, kind: K): Message {
  const { params, bot } = call;
  const file = readFile(call, kind, params.text(kind), kind);
  const caption = captionFields(
    params.text('caption'),
    params.text('parse_mode'),
    params.json('caption_entities'),
  );
  const outgoing = readOutgoing(call);
  const fields = mediaFields(bot.id, kind, file, mediaOptions(params.values));
  return deliver(call, outgoing, { ...messageBase(call, outgoing), ...fields, ...caption });
}

function mediaOptions(values: JsonObject) {
  const number = (name: string): number | undefined => {
    const value = Number(values[name]);
    return Number.isInteger(value) && value > 0 ? value : undefined;
  };
  const [duration, width, height] = [number('duration'), number('width'), number('height')];
  const { title, performer } = values;
  return {
    ...(duration === undefined ? {} : { duration }),
    ...(width === undefined ? {} : { width }),
    ...(height === undefined ? {} : { height }),
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof performer === 'string' ? { performer } : {}),
  };
}

/** Narrows a sent message to the kind that was sent; the field was just put there. */
function having<M extends Message, K extends keyof Message>(
  message: M,
  field: K,
): M & Required<Pick<Message, K>> {
  if (!hasField(message, field)) throw new Error(`sent message without ${field}`);
  return message;
}

function hasField<M extends Message, K extends keyof Message>(
  message: M,
  field: K,
): message is M & Required<Pick<Message, K>> {
  return message[field] !== undefined;
}

export function sendPhoto(call: MethodCall): Message.PhotoMessage {
  return having(sendMedia(call, 'photo'), 'photo');
}

export function sendDocument(call: MethodCall): Message.DocumentMessage {
  return having(sendMedia(call, 'document'), 'document');
}

export function sendVideo(call: MethodCall): Message.VideoMessage {
  return having(sendMedia(call, 'video'), 'video');
}

export function sendAnimation(call: MethodCall): Message.AnimationMessage {
  return having(having(sendMedia(call, 'animation'), 'animation'), 'document');
}

export function sendAudio(call: MethodCall): Message.AudioMessage {
  return having(sendMedia(call, 'audio'), 'audio');
}

export function sendVoice(call: MethodCall): Message.VoiceMessage {
  return having(sendMedia(call, 'voice'), 'voice');
}

export function sendVideoNote(call: MethodCall): Message.VideoNoteMessage {
  return having(sendMedia(call, 'video_note'), 'video_note');
}

export function sendLocation(call: MethodCall): Message.LocationMessage {
  const latitude = coordinate(call, 'latitude', 90);
  const longitude = coordinate(call, 'longitude', 180);
  const outgoing = readOutgoing(call);
  const message: Message.LocationMessage = {
    ...messageBase(call, outgoing),
    location: { latitude, longitude },
  };
  return deliver(call, outgoing, message);
}

function coordinate(call: MethodCall, name: string, limit: number): number {
  const text = call.params.text(name);
  if (text === '') throw badRequest(`${name} is empty`);
  const value = Number(text);
  if (!Number.isFinite(value) || Math.abs(value) > limit) throw badRequest('Invalid location specified');
  return value;
}

export function sendContact(call: MethodCall): Message.ContactMessage {
  const { params, world } = call;
  const phone = params.requiredText('phone_number');
  const firstName = params.requiredText('first_name');
  const lastName = params.text('last_name');
  const outgoing = readOutgoing(call);
  const known = [...world.people.values()].find((person) => person.phone === phone);
  const message: Message.ContactMessage = {
    ...messageBase(call, outgoing),
    contact: {
      phone_number: phone,
      first_name: firstName,
      ...(lastName === '' ? {} : { last_name: lastName }),
      ...(known === undefined ? {} : { user_id: known.id }),
    },
  };
  return deliver(call, outgoing, message);
}
