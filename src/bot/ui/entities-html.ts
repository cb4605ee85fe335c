import type { MessageEntity } from 'grammy/types';
import { escapeHtml, type Html, joinHtml, trustTranslated } from '../../texts/html.ts';

/** Tags of entities whose formatting a text keeps; links, mentions and the like are recognised again by Telegram. */
function tagsOf(entity: MessageEntity): readonly [open: string, close: string] | null {
  switch (entity.type) {
    case 'bold':
      return ['<b>', '</b>'];
    case 'italic':
      return ['<i>', '</i>'];
    case 'underline':
      return ['<u>', '</u>'];
    case 'strikethrough':
      return ['<s>', '</s>'];
    case 'spoiler':
      return ['<tg-spoiler>', '</tg-spoiler>'];
    case 'code':
      return ['<code>', '</code>'];
    case 'pre':
      return ['<pre>', '</pre>'];
    case 'blockquote':
    case 'expandable_blockquote':
      return ['<blockquote>', '</blockquote>'];
    case 'text_link':
      return [`<a href="${escapeHtml(entity.url)}">`, '</a>'];
    default:
      return null;
  }
}

/**
 * A message's text with its formatting as Telegram HTML. Offsets are UTF-16 units, as in JavaScript. Entities that
 * overlap without one holding the other, which Telegram does not send, lose the part that sticks out.
 */
export function entitiesToHtml(text: string, entities: readonly MessageEntity[] = []): Html {
  const kept = entities
    .filter((entity) => tagsOf(entity) !== null)
    .toSorted((a, b) => a.offset - b.offset || b.length - a.length);
  return render(text, 0, text.length, kept);
}

function render(text: string, from: number, to: number, entities: readonly MessageEntity[]): Html {
  const pieces: Html[] = [];
  let at = from;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    if (entity === undefined || entity.offset >= to) break;
    const start = Math.max(at, entity.offset);
    const end = Math.min(to, entity.offset + entity.length);
    const inside = others.filter((other) => other.offset < end);
    rest = others.filter((other) => other.offset >= end);
    if (start >= end) continue;
    const [open, close] = tagsOf(entity) ?? ['', ''];
    pieces.push(
      escapeHtml(text.slice(at, start)),
      trustTranslated(open),
      render(text, start, end, inside),
      trustTranslated(close),
    );
    at = end;
  }
  pieces.push(escapeHtml(text.slice(at, to)));
  return joinHtml(pieces, '');
}
