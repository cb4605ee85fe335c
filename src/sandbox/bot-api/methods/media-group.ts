import type { Message } from '@grammyjs/types';
import type { FileRecord } from '../../world/model.ts';
import { randomDigits } from '../../world/random.ts';
import type { MethodCall } from '../call.ts';
import { deliver, readOutgoing } from '../deliver.ts';
import { type MediaKind, mediaFields, readFile } from '../media.ts';
import { isObject, type JsonObject } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { captionFields, messageBase } from './send.ts';

const GROUP_KINDS = new Set<string>(['photo', 'video', 'document', 'audio']);

/** One item of an album or the new content of editMessageMedia. */
export interface MediaItem {
  kind: MediaKind;
  file: FileRecord;
  caption: ReturnType<typeof captionFields>;
}

function isMediaKind(type: string): type is MediaKind {
  return ['photo', 'video', 'document', 'audio', 'animation', 'voice'].includes(type);
}

/** An InputMedia object. @throws ApiRefusal 400 `can't parse InputMedia: …`. */
export function readMediaItem(call: MethodCall, value: unknown): MediaItem {
  if (!isObject(value)) throw badRequest("Can't parse InputMedia: expected an Object");
  const type = stringField(value, 'type');
  if (!isMediaKind(type)) throw badRequest(`Can't parse InputMedia: type "${type}" is unsupported`);
  const media = stringField(value, 'media');
  if (media === '') throw badRequest("Can't parse InputMedia: media not found");
  return {
    kind: type,
    file: readFile(call, type, media, ''),
    caption: captionFields(
      stringField(value, 'caption'),
      stringField(value, 'parse_mode'),
      value.caption_entities,
    ),
  };
}

function stringField(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

type GroupMessage =
  | Message.AudioMessage
  | Message.DocumentMessage
  | Message.PhotoMessage
  | Message.VideoMessage;

function isGroupMessage(message: Message): message is Message & GroupMessage {
  return ['photo', 'video', 'document', 'audio'].some((field) => field in message);
}

export function sendMediaGroup(call: MethodCall): GroupMessage[] {
  const list = call.params.json('media', 'media');
  if (!Array.isArray(list)) throw badRequest('Expected an Array of InputMedia');
  if (list.length < 2) throw badRequest('Album must have at least 2 items');
  if (list.length > 10) throw badRequest('Too many messages to send as an album');
  const items = list.map((item: unknown) => readMediaItem(call, item));
  const kinds = new Set(items.map(({ kind }) => kind));
  for (const kind of kinds) {
    const isAlone = kind === 'document' || kind === 'audio';
    if (!GROUP_KINDS.has(kind) || (isAlone && kinds.size > 1)) {
      throw badRequest("Can't use the media of the specified type in the album");
    }
  }
  const outgoing = readOutgoing(call);
  const group = randomDigits(call.world.random, 17);
  return items.map((item) => {
    const message: Message = {
      ...messageBase(call, outgoing),
      media_group_id: group,
      ...mediaFields(call.bot.id, item.kind, item.file),
      ...item.caption,
    };
    if (!isGroupMessage(message)) throw new Error('album item without media');
    return deliver(call, outgoing, message);
  });
}
