import type { MessageEntity } from '@grammyjs/types';
import { sortEntities } from './html-entities.ts';

type FoundType = 'mention' | 'hashtag' | 'cashtag' | 'bot_command' | 'url' | 'email' | 'phone_number';

/**
 * What Telegram marks by itself, in people's messages and in bots'. The patterns are simpler than
 * TDLib's but agree on what a bot meets: commands at a word's beginning, links with a known shape.
 * `sign` stands in everything the pattern matches: looking for it is cheaper than trying.
 */
const PATTERNS: [FoundType, sign: string, RegExp][] = [
  ['email', '@', /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.\p{L}{2,}(?![\w-])/gu],
  ['url', '://', /(?<![\w@.])(?:https?:\/\/|tg:\/\/)[^\s<>«»"]*[^\s<>«»".,;:!?)\]]/giu],
  [
    'url',
    '.',
    /(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:ru|com|org|net|me|io|рф|su|info|online)(?:\/[^\s<>«»"]*[^\s<>«»".,;:!?)\]])?(?![\p{L}\d-])/giu,
  ],
  ['bot_command', '/', /(?<![\p{L}\d_/<>@])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\d_/])/gu],
  ['mention', '@', /(?<![\p{L}\d_@])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\p{L}\d_])/gu],
  ['hashtag', '#', /(?<![\p{L}\d_#])#(?=[\p{L}\d_]*\p{L})[\p{L}\d_]{1,256}/gu],
  ['cashtag', '$', /(?<![\p{L}\d_$])\$[A-Z]{1,8}(?![\p{L}\d_])/gu],
  ['phone_number', '+', /(?<![\d+\p{L}])\+[1-9][\d\s()-]{8,18}\d(?!\d)/gu],
];

/** Nothing is marked inside code, and links do not overlap. */
const CLOSED = new Set<string>(['code', 'pre', 'text_link', 'url', 'email']);

/** No pattern matches a text without one of these: most texts are through at once. */
const HINTS = /[@/#$+.]/;

/** The entities that were given, with those that Telegram finds itself. */
export function withFoundEntities(text: string, given: MessageEntity[]): MessageEntity[] {
  const entities = [...given];
  if (!HINTS.test(text)) return sortEntities(entities);
  for (const [type, sign, pattern] of PATTERNS) {
    if (!text.includes(sign)) continue;
    for (const match of text.matchAll(pattern)) {
      const offset = match.index;
      const { length } = match[0];
      const taken = entities.some(
        (entity) =>
          (CLOSED.has(entity.type) || isFound(entity.type)) &&
          entity.offset < offset + length &&
          offset < entity.offset + entity.length,
      );
      if (!taken) entities.push({ type, offset, length });
    }
  }
  return sortEntities(entities);
}

function isFound(type: string): boolean {
  return PATTERNS.some(([found]) => found === type);
}
