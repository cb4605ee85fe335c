import { cleanWords } from '../bot-api/formatted-text.ts';
import { type MediaKind, mediaFields } from '../bot-api/media.ts';
import { ApiRefusal } from '../bot-api/refusal.ts';
import { withFoundEntities } from '../bot-api/text-entities.ts';
import type { Chat } from '../world/chat.ts';
import { guessMimeType, makeUpName } from '../world/files.ts';
import type { StoredMessage } from '../world/model.ts';
import { randomDigits } from '../world/random.ts';
import { ActionRefusal } from './action-refusal.ts';
import { type Acting, type SayOptions, say } from './say.ts';

/** A file that a person sends. */
export interface PersonFile {
  bytes: Buffer;
  name: string;
  /** '' = found out by name and content. */
  mimeType: string;
}

const KINDS: readonly MediaKind[] = ['photo', 'document', 'video', 'voice', 'audio', 'animation'];

export function isMediaKind(kind: string): kind is MediaKind {
  return KINDS.some((known) => known === kind);
}

/**
 * Sends files; several become an album, each its own message with one media_group_id. The caption
 * stands under the first, as in the apps. `duration`, seconds, is known of what was recorded here.
 * @throws ActionRefusal when the files cannot be sent as that kind.
 */
export function sendFiles(
  acting: Acting,
  chat: Chat,
  kind: MediaKind,
  files: PersonFile[],
  options: SayOptions & { caption?: string | undefined; duration?: number } = {},
): StoredMessage[] {
  const { world } = acting;
  if (files.length === 0) throw new ActionRefusal('no-file', 'There is no file');
  if (files.length > 10) throw new ActionRefusal('too-many-files', 'An album has at most 10 items');
  const albumId = files.length > 1 ? randomDigits(world.random, 17) : null;
  return files.map((file, index) => {
    const caption = index === 0 ? cleanWords(options.caption ?? '') : '';
    const entities = withFoundEntities(caption, []);
    return say(
      acting,
      chat,
      {
        ...fileFields(acting, kind, file, options.duration),
        ...(albumId === null ? {} : { media_group_id: albumId }),
        ...(caption === '' ? {} : { caption }),
        ...(entities.length === 0 ? {} : { caption_entities: entities }),
      },
      options,
    );
  });
}

/** What a message says of a file. @throws ActionRefusal when it cannot be of that kind. */
export function fileFields({ world, bot }: Acting, kind: MediaKind, file: PersonFile, duration?: number) {
  const mimeType = file.mimeType === '' ? guessMimeType(file.name, file.bytes) : file.mimeType;
  const record = world.files.add(file.bytes, file.name === '' ? makeUpName(mimeType) : file.name, mimeType);
  try {
    return mediaFields(bot.id, kind, record, duration ? { duration } : {});
  } catch (error) {
    if (error instanceof ApiRefusal) throw new ActionRefusal('bad-file', 'The picture cannot be read');
    throw error;
  }
}
