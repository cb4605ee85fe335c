import { EMPTY_HTML, escapeHtml, type Html, htmlToPlain, joinHtml } from '../../texts/html.ts';

/** Well under Telegram's 4096 characters: a screen adds a heading and a page counter. */
const PAGE_CHARACTERS = 2800;

/**
 * A text document as pages of Telegram HTML. The markup people write is three rules: `## ` begins a heading,
 * `- ` an item, `{name}` stands for a value (`values`, already Html; an unknown name stays as it is).
 * Pages break between paragraphs.
 */
export function documentPages(body: string, values: Readonly<Record<string, Html>> = {}): Html[] {
  const pages: Html[] = [];
  let page: Html[] = [];
  let length = 0;
  // A heading stays with what it heads.
  const paragraphs = body.replaceAll(/^(## .*)\n{2,}/gm, '$1\n').split(/\n{2,}/);
  for (const paragraph of paragraphs.flatMap(splitLong)) {
    const html = joinHtml(paragraph.split('\n').map((line) => lineHtml(line, values)));
    const size = htmlToPlain(html).length;
    if (length > 0 && length + size > PAGE_CHARACTERS) {
      pages.push(joinHtml(page, '\n\n'));
      page = [];
      length = 0;
    }
    page.push(html);
    length += size + 2;
  }
  if (page.length > 0) pages.push(joinHtml(page, '\n\n'));
  return pages.length === 0 ? [EMPTY_HTML] : pages;
}

function lineHtml(line: string, values: Readonly<Record<string, Html>>): Html {
  if (line.startsWith('## ')) return joinHtml([BOLD_OPEN, fill(line.slice(3), values), BOLD_CLOSE], '');
  return line.startsWith('- ') ? joinHtml([BULLET, fill(line.slice(2), values)], '') : fill(line, values);
}

const BOLD_OPEN = '<b>' as Html;
const BOLD_CLOSE = '</b>' as Html;
const BULLET = '• ' as Html;

/** Everything written by people is escaped; the values come escaped. */
function fill(line: string, values: Readonly<Record<string, Html>>): Html {
  const pieces = line
    .split(/(\{[a-z]+\})/)
    .map(
      (piece) => (/^\{[a-z]+\}$/.test(piece) ? values[piece.slice(1, -1)] : undefined) ?? escapeHtml(piece),
    );
  return joinHtml(pieces, '');
}

/** A paragraph longer than a page is cut at lines, then at words. */
function splitLong(paragraph: string): string[] {
  if (paragraph.length <= PAGE_CHARACTERS) return [paragraph];
  const words = paragraph.split(/(?<=\s)/);
  const parts = [''];
  for (const word of words.flatMap(cutWord)) {
    const last = parts.length - 1;
    if ((parts[last] ?? '').length + word.length > PAGE_CHARACTERS) parts.push(word);
    else parts[last] += word;
  }
  return parts.map((part) => part.trim());
}

function cutWord(word: string): string[] {
  return word.length <= PAGE_CHARACTERS ? [word] : (word.match(/[\s\S]{1,2000}/gu) ?? []);
}
