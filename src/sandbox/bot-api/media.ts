import type { Message, PhotoSize } from '@grammyjs/types';
import { fileIdFor, fileOfId, guessMimeType, makeUpName } from '../world/files.ts';
import type { FileRecord } from '../world/model.ts';
import type { MethodCall } from './call.ts';
import { badRequest } from './refusal.ts';

/** Media that a message can carry, by the name of its parameter. */
export type MediaKind = 'photo' | 'document' | 'video' | 'animation' | 'audio' | 'voice' | 'video_note';

/** Largest photo by multipart, bytes. Other files end at the request's 50 MB. */
const MAX_PHOTO = 10 * 1024 * 1024;

/**
 * The file that a parameter means: an upload of that name, `attach://name`, or a file_id.
 * @throws ApiRefusal 400
 */
export function readFile(call: MethodCall, kind: MediaKind, value: string, field: string): FileRecord {
  const { params, world, bot } = call;
  const attached = /^attach:\/\/(.+)$/.exec(value)?.[1];
  const upload = params.files.get(attached ?? field);
  if (upload !== undefined && (attached !== undefined || value === '')) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty');
    const guessed = guessMimeType(upload.name, upload.bytes);
    const declared = upload.mimeType === 'application/octet-stream' ? guessed : upload.mimeType || guessed;
    const mimeType = kind === 'photo' ? guessed : declared;
    const name = upload.name === '' ? makeUpName(mimeType) : upload.name;
    if (kind === 'photo') checkPhoto(upload.bytes, mimeType);
    return world.files.add(upload.bytes, name, mimeType);
  }
  if (attached !== undefined) throw badRequest(`file "${attached}" was not found in the request`);
  if (value === '') throw badRequest(`There is no ${kind} in the request`);
  if (/^https?:\/\//i.test(value)) throw badRequest('failed to get HTTP URL content');
  const id = fileOfId(bot.id, value);
  const record = id === null ? undefined : world.files.record(id);
  if (record === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  return record;
}

function checkPhoto(bytes: Buffer, mimeType: string): void {
  if (bytes.length > MAX_PHOTO) {
    throw badRequest(
      `file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${MAX_PHOTO} bytes`,
    );
  }
  if (!mimeType.startsWith('image/')) throw badRequest('IMAGE_PROCESS_FAILED');
}

function photoDimensions(file: FileRecord): { width: number; height: number } {
  const width = file.width ?? 0;
  const height = file.height ?? 0;
  if (width === 0 || height === 0) throw badRequest('IMAGE_PROCESS_FAILED');
  if (width + height > 10_000 || Math.max(width, height) > 20 * Math.min(width, height)) {
    throw badRequest('PHOTO_INVALID_DIMENSIONS');
  }
  return { width, height };
}

/** A photo's sizes, smallest first; the last is the whole picture. */
export function photoSizes(botId: number, file: FileRecord): PhotoSize[] {
  const { width, height } = photoDimensions(file);
  const scale = 90 / Math.max(width, height, 90);
  const whole: PhotoSize = {
    file_id: fileIdFor(botId, 'photo', file.id),
    file_unique_id: file.id,
    width,
    height,
    file_size: file.size,
  };
  if (scale === 1) return [whole];
  const small: PhotoSize = {
    ...whole,
    file_id: fileIdFor(botId, 'photo', file.id, 's'),
    file_unique_id: `${file.id}s`,
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  return [small, whole];
}

type MediaFields = Pick<Message, MediaKind>;

/** The message's field for a file. `duration`, seconds; sizes of videos are made up when unknown. */
export function mediaFields(
  botId: number,
  kind: MediaKind,
  file: FileRecord,
  options: { duration?: number; width?: number; height?: number; title?: string; performer?: string } = {},
): MediaFields {
  const base = {
    file_id: fileIdFor(botId, kind, file.id),
    file_unique_id: file.id,
    file_size: file.size,
    mime_type: file.mimeType,
  };
  const duration = options.duration ?? 1;
  const picture = {
    width: options.width ?? file.width ?? 640,
    height: options.height ?? file.height ?? 360,
  };
  switch (kind) {
    case 'photo':
      return { photo: photoSizes(botId, file) };
    case 'document':
      return { document: { ...base, file_name: file.name } };
    case 'video':
      return { video: { ...base, ...picture, duration, file_name: file.name } };
    case 'animation': {
      const animation = { ...base, ...picture, duration, file_name: file.name };
      return { animation, document: { ...base, file_name: file.name } };
    }
    case 'audio':
      return {
        audio: {
          ...base,
          duration,
          file_name: file.name,
          ...(options.title === undefined ? {} : { title: options.title }),
          ...(options.performer === undefined ? {} : { performer: options.performer }),
        },
      };
    case 'voice':
      return { voice: { ...base, duration } };
    case 'video_note':
      return { video_note: { ...base, length: 240, duration } };
  }
}
