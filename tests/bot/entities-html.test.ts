import { describe, expect, it } from 'vitest';
import { entitiesToHtml } from '../../src/bot/ui/entities-html.ts';
import { htmlToPlain } from '../../src/texts/html.ts';

describe('formatting of a text', () => {
  it('is kept, nested too, and everything else is escaped', () => {
    expect(
      entitiesToHtml('Вода <нет> до утра', [
        { type: 'bold', offset: 0, length: 10 },
        { type: 'italic', offset: 5, length: 5 },
        { type: 'text_link', offset: 14, length: 4, url: 'https://example.test/?a="b"&c' },
      ]),
    ).toBe(
      '<b>Вода <i>&lt;нет&gt;</i></b> до <a href="https://example.test/?a=&quot;b&quot;&amp;c">утра</a>',
    );
  });

  it('counts as Telegram does: an emoji is two', () => {
    expect(entitiesToHtml('🚧 Да', [{ type: 'bold', offset: 3, length: 2 }])).toBe('🚧 <b>Да</b>');
  });

  it('that overlaps or reaches beyond the text loses what sticks out, never a letter', () => {
    const html = entitiesToHtml('abcdef', [
      { type: 'bold', offset: 0, length: 4 },
      { type: 'italic', offset: 2, length: 10 },
      { type: 'mention', offset: 0, length: 3 },
    ]);
    expect(html).toBe('<b>ab<i>cd</i></b>ef');
    expect(htmlToPlain(html)).toBe('abcdef');
  });
});
