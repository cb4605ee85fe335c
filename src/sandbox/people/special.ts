import type { Message } from '@grammyjs/types';
import type { SpecialKind } from '../person-api.ts';
import type { Chat } from '../world/chat.ts';
import { fileIdFor } from '../world/files.ts';
import type { StoredMessage } from '../world/model.ts';
import { randomDigits } from '../world/random.ts';
import { type Acting, type Said, type SayOptions, say } from './say.ts';

/** A venue has a location too, so it is looked for first. */
export const SPECIAL_KINDS: readonly SpecialKind[] = ['sticker', 'dice', 'poll', 'venue', 'video_note'];

/** A picture of one point: stickers and round videos here have no content of their own. */
const PIXEL = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010806000000' +
    '1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082',
  'hex',
);

/** Sends what bots rarely want, with made-up contents. */
export function sendSpecial(
  acting: Acting,
  chat: Chat,
  kind: SpecialKind,
  options: SayOptions = {},
): StoredMessage {
  return say(acting, chat, contentOf(acting, kind), options);
}

function contentOf(acting: Acting, kind: SpecialKind): Said {
  switch (kind) {
    case 'sticker':
      return {
        sticker: {
          ...fileFields(acting, 'sticker.webp', 'image/webp'),
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          emoji: '👍',
        },
      };
    case 'video_note':
      return { video_note: { ...fileFields(acting, 'note.mp4', 'video/mp4'), length: 240, duration: 3 } };
    case 'dice':
      return { dice: { emoji: '🎲', value: 1 + Math.floor(acting.world.random() * 6) } };
    case 'poll':
      return { poll: pollOf(acting) };
    case 'venue': {
      const location = { latitude: 55.7558, longitude: 37.6173 };
      return { location, venue: { location, title: 'Управляющая компания', address: 'ул. Ленина, 1' } };
    }
  }
}

function pollOf({ world }: Acting): NonNullable<Message['poll']> {
  const option = (text: string, id: string) => ({ persistent_id: id, text, voter_count: 0 });
  return {
    id: randomDigits(world.random, 18),
    question: 'Ставим скамейку?',
    options: [option('Да', '1'), option('Нет', '2')],
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: true,
    type: 'regular',
    allows_multiple_answers: false,
    allows_revoting: true,
    members_only: false,
  };
}

function fileFields({ world, bot }: Acting, name: string, mimeType: string) {
  const record = world.files.add(PIXEL, name, mimeType);
  return {
    file_id: fileIdFor(bot.id, 'document', record.id),
    file_unique_id: record.id,
    file_size: record.size,
  };
}
