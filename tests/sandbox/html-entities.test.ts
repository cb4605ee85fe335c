import { describe, expect, test } from 'vitest';
import { messageText } from '../../src/sandbox/bot-api/formatted-text.ts';
import { parseHtml } from '../../src/sandbox/bot-api/html-entities.ts';
import { withFoundEntities } from '../../src/sandbox/bot-api/text-entities.ts';
import { entityHtml } from '../../src/sandbox/people/entity-html.ts';

describe('HTML is read as TDLib reads it', () => {
  test.each([
    ['plain', 'plain', []],
    ['<b>a</b>', 'a', [['bold', 0, 1]]],
    [
      '<strong>a</strong><em>b</em><ins>c</ins><del>d</del>',
      'abcd',
      [
        ['bold', 0, 1],
        ['italic', 1, 1],
        ['underline', 2, 1],
        ['strikethrough', 3, 1],
      ],
    ],
    ['<B>a</B>', 'a', [['bold', 0, 1]]],
    ['<b>a</>', 'a', [['bold', 0, 1]]],
    ['<b></b>x', 'x', []],
    [
      '<b>x<i>y</i></b>',
      'xy',
      [
        ['bold', 0, 2],
        ['italic', 1, 1],
      ],
    ],
    ['😀<b>a</b>', '😀a', [['bold', 2, 1]]],
    ['&lt;b&gt; &amp;amp; &quot;', '<b> &amp; "', []],
    ['&nbsp; &unknown;', '&nbsp; &unknown;', []],
    ['&#1044;&#x414;', 'ДД', []],
    [
      '<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>',
      'st',
      [
        ['spoiler', 0, 1],
        ['spoiler', 1, 1],
      ],
    ],
    ['<pre><code class="language-ts">x</code></pre>', 'x', [['pre', 0, 1]]],
    ['<blockquote expandable>x</blockquote>', 'x', [['expandable_blockquote', 0, 1]]],
    ['<a href="https://ya.ru?a=1&amp;b=2">x</a>', 'x', [['text_link', 0, 1]]],
    ['<a href="nothing">x</a>', 'x', []],
    ['a > b', 'a > b', []],
  ])('%s', (html, text, expected) => {
    const parsed = parseHtml(html);
    expect(parsed.text).toBe(text);
    expect(parsed.entities.map(({ type, offset, length }) => [type, offset, length])).toEqual(expected);
  });

  test('keeps link addresses and languages', () => {
    expect(parseHtml('<a href="https://ya.ru?a=1&amp;b=2">x</a>').entities).toEqual([
      { type: 'text_link', offset: 0, length: 1, url: 'https://ya.ru/?a=1&b=2' },
    ]);
    expect(parseHtml('<pre><code class="language-ts">x</code></pre>').entities).toEqual([
      { type: 'pre', offset: 0, length: 1, language: 'ts' },
    ]);
    expect(parseHtml('<code class="language-ts">x</code>').entities).toEqual([
      { type: 'code', offset: 0, length: 1 },
    ]);
  });

  test.each([
    ['<b>a', `Can't find end tag corresponding to start tag "b"`],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['я a<b и c', 'Unclosed start tag "b" at byte offset 4'],
    ['<div>x</div>', 'Unsupported start tag "div" at byte offset 0'],
    ['я<br>', 'Unsupported start tag "br" at byte offset 2'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['<b>x</b', 'Unclosed end tag at byte offset 4'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<a href=https://x.ru>x</a>', 'Unexpected end of name token at byte offset 8'],
  ])('%s is refused', (html, words) => {
    expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${words}`);
  });
});

test('marks what Telegram marks by itself', () => {
  const text = '/start@domovoy_bot x@ya.ru https://ya.ru/a, ya.ru +7 916 123-45-67 #дом @anna_1 1/2 a/b 12.5';
  const found = withFoundEntities(text, []).map(({ type, offset, length }) => [
    type,
    text.slice(offset, offset + length),
  ]);
  expect(found).toEqual([
    ['bot_command', '/start@domovoy_bot'],
    ['email', 'x@ya.ru'],
    ['url', 'https://ya.ru/a'],
    ['url', 'ya.ru'],
    ['phone_number', '+7 916 123-45-67'],
    ['hashtag', '#дом'],
    ['mention', '@anna_1'],
  ]);
});

test('nothing is marked inside code', () => {
  expect(messageText('<code>/start</code>', 'HTML', undefined).entities).toEqual([
    { type: 'code', offset: 0, length: 6 },
  ]);
});

test('ends are trimmed and marks move along', () => {
  expect(messageText('  \n<b>a</b>\r\n \u202e', 'HTML', undefined)).toEqual({
    text: 'a',
    entities: [{ type: 'bold', offset: 0, length: 1 }],
  });
});

test('shown HTML escapes everything and nests crossing marks', () => {
  const html = entityHtml('a<b>"c"\nd', [
    { type: 'bold', offset: 0, length: 3 },
    { type: 'italic', offset: 2, length: 4 },
    { type: 'text_link', offset: 6, length: 3, url: 'javascript:alert(1)' },
  ]);
  expect(html).toBe('<b>a&lt;<i>b</i></b><i>&gt;&quot;c</i>&quot;<br>d');
});
