import { describe, expect, test } from 'vitest';
import { messageText } from '../../src/sandbox/bot-api/formatted-text.ts';
import { parseMarkdown } from '../../src/sandbox/bot-api/markdown-entities.ts';

type Mark = [type: string, offset: number, length: number];

describe('MarkdownV2 is read as TDLib reads it', () => {
  test.each<[string, string, Mark[]]>([
    ['', '', []],
    ['просто текст', 'просто текст', []],
    [
      '*a*_b_~c~||d||',
      'abcd',
      [
        ['bold', 0, 1],
        ['italic', 1, 1],
        ['strikethrough', 2, 1],
        ['spoiler', 3, 1],
      ],
    ],
    ['😀*a*', '😀a', [['bold', 2, 1]]],
    ['__a__', 'a', [['underline', 0, 1]]],
    ['**', '', []],
    ['a____b', 'ab', []],
    ['``a``````', 'a', []],
    [
      '*a _b_ c*',
      'a b c',
      [
        ['bold', 0, 5],
        ['italic', 2, 1],
      ],
    ],
    // Underline inside italic closes first; an escape may part them.
    [
      '_a __b___',
      'a b',
      [
        ['italic', 0, 3],
        ['underline', 2, 1],
      ],
    ],
    [
      '__a _b_\\___',
      'a b_',
      [
        ['underline', 0, 4],
        ['italic', 2, 1],
      ],
    ],
    // The escape works before every character up to ~, and nowhere else.
    ['\\.\\!\\a\\1', '.!a1', []],
    ['\\\\\\*', '\\*', []],
    ['\\я\\', '\\я\\', []],
    ['`a*b.c`', 'a*b.c', [['code', 0, 5]]],
    ['`a\\`b`', 'a`b', [['code', 0, 3]]],
    ['```\na```', 'a', [['pre', 0, 1]]],
    ['```ts\na```', 'a', [['pre', 0, 1]]],
    ['```ts\r\n\na```', '\na', [['pre', 0, 2]]],
    ['```ts a```', ' a', [['pre', 0, 2]]],
    ['[a](ya.ru)', 'a', [['text_link', 0, 1]]],
    ['[ya\\.ru]', 'ya.ru', [['text_link', 0, 5]]],
    ['[a](https://ya.ru/?b=\\))', 'a', [['text_link', 0, 1]]],
    ['[a](nothing)', 'a', []],
    ['[](ya.ru)', '', []],
    ['![👍](tg://emoji?id=25)', '👍', [['custom_emoji', 0, 2]]],
    ['![👍](TG:EMoJI/?a=1&id=25#b)', '👍', [['custom_emoji', 0, 2]]],
    ['>a', 'a', [['blockquote', 0, 1]]],
    ['>a\n>b\nc', 'a\nb\nc', [['blockquote', 0, 4]]],
    ['a\n>b\nc', 'a\nb\nc', [['blockquote', 2, 2]]],
    ['\r>a', '\ra', [['blockquote', 1, 1]]],
    ['>', '', []],
    ['>||', '', []],
    [
      '>*a*\nb',
      'a\nb',
      [
        ['blockquote', 0, 2],
        ['bold', 0, 1],
      ],
    ],
    [
      '*>a\n*',
      'a\n',
      [
        ['blockquote', 0, 2],
        ['bold', 0, 2],
      ],
    ],
    [
      '*a\n>b\nc*',
      'a\nb\nc',
      [
        ['bold', 0, 5],
        ['blockquote', 2, 2],
      ],
    ],
    // Two quotes with nothing but an empty mark between them.
    [
      '>a\n**>b',
      'a\nb',
      [
        ['blockquote', 0, 2],
        ['blockquote', 2, 1],
      ],
    ],
    ['>**\n>b', '\nb', [['blockquote', 0, 2]]],
    [
      '>`a\n>b`\nc',
      'a\n>b\nc',
      [
        ['blockquote', 0, 5],
        ['code', 0, 4],
      ],
    ],
    ['>a\n>b||', 'a\nb', [['expandable_blockquote', 0, 3]]],
    ['>a\n>b||\nc', 'a\nb\nc', [['expandable_blockquote', 0, 4]]],
    ['>a\r\n>b||\r\nc', 'a\r\nb\r\nc', [['expandable_blockquote', 0, 6]]],
    [
      '>a||b||\nc',
      'ab\nc',
      [
        ['blockquote', 0, 3],
        ['spoiler', 1, 1],
      ],
    ],
    [
      '>a||b||c||\nd',
      'abc\nd',
      [
        ['expandable_blockquote', 0, 4],
        ['spoiler', 1, 1],
      ],
    ],
  ])('%j', (source, text, expected) => {
    const parsed = parseMarkdown(source);
    expect(parsed.text).toBe(text);
    const marks = parsed.entities.map(({ type, offset, length }) => [type, offset, length]);
    expect(marks.sort()).toEqual([...expected].sort());
  });

  test('every reserved character alone is refused, escaped it is text', () => {
    for (const char of '])(#+-=|{}.!') {
      expect(() => parseMarkdown(`a${char}`)).toThrow(
        `Bad Request: can't parse entities: Character '${char}' is reserved and must be escaped with the preceding '\\'`,
      );
      expect(parseMarkdown(`a\\${char}`).text).toBe(`a${char}`);
    }
  });

  test.each([
    ['😀 _a', "Can't find end of Italic entity at byte offset 5"],
    ['*a _b*', "Can't find end of Bold entity at byte offset 5"],
    ['_a__', "Can't find end of Underline entity at byte offset 2"],
    ['`a', "Can't find end of Code entity at byte offset 0"],
    ['```a', "Can't find end of Pre entity at byte offset 0"],
    ['```a b', "Can't find end of PreCode entity at byte offset 0"],
    ['```a `', "Can't find end of Code entity at byte offset 5"],
    ['||a\\|', "Can't find end of Spoiler entity at byte offset 0"],
    ['[a](b\\)', "Can't find end of a URL at byte offset 4"],
    ['![a', "Can't find end of CustomEmoji entity at byte offset 0"],
    ['![a]', 'Custom emoji entity must contain a tg://emoji URL'],
    ['![a](tg://emoji?id=1', "Can't find end of a custom emoji URL at byte offset 5"],
    ['![a](t://emoji?id=1)', 'Custom emoji URL must have scheme tg'],
    ['![a](tg:emojis?id=1)', 'Custom emoji URL must have host "emoji"'],
    ['![a](tg://emoji?x=1#&id=2)', 'Custom emoji URL must have an emoji identifier'],
    ['![a](tg://emoji?id=02)', 'Invalid custom emoji identifier specified'],
    ['a>', "Character '>' is reserved and must be escaped with the preceding '\\'"],
    ['>\n*a*>b', "Character '>' is reserved and must be escaped with the preceding '\\'"],
    ['>*a\nb*', "Can't find end of Bold entity at byte offset 1"],
    ['>a||b\n||c', "Can't find end of Spoiler entity at byte offset 2"],
    ['>a||b__\nc', "Can't find end of Underline entity at byte offset 5"],
    ['>a||b||\n||c', "Can't find end of Spoiler entity at byte offset 8"],
  ])('%j is refused', (source, words) => {
    expect(() => parseMarkdown(source)).toThrow(`Bad Request: can't parse entities: ${words}`);
  });

  test('keeps link addresses and languages', () => {
    expect(parseMarkdown('[a](ya.ru)').entities).toMatchObject([{ url: 'http://ya.ru/' }]);
    expect(parseMarkdown('```ts\na```').entities).toMatchObject([{ language: 'ts' }]);
  });

  test('is what a message may be written in; the old Markdown is not served and says so', () => {
    expect(messageText('*К оплате* 12 ₽', 'MarkdownV2', undefined)).toEqual({
      text: 'К оплате 12 ₽',
      entities: [{ type: 'bold', offset: 0, length: 8 }],
    });
    expect(() => messageText('*a*', 'Markdown', undefined)).toThrow('is not served');
  });
});
