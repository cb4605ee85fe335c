import { GrammyError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { type IntroductionOptions, introduceBot } from '../../src/bot/introduction.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import { createTexts } from '../../src/texts/texts.ts';

const texts = createTexts();

/** Telegram's side of it. */
function openTelegram() {
  const descriptions = new Map<string, string>();
  const shorts = new Map<string, string>();
  const calls: string[] = [];
  const warned: string[] = [];
  let refused = false;
  const key = (which?: { language_code?: string }) => which?.language_code ?? '';
  const set = async (
    into: Map<string, string>,
    text: string | undefined,
    which?: { language_code?: string },
  ) => {
    calls.push(key(which));
    if (refused) throw tooMany();
    into.set(key(which), text ?? '');
    return true as const;
  };
  const options: IntroductionOptions = {
    api: {
      getMyDescription: async (which) => ({ description: descriptions.get(key(which)) ?? '' }),
      setMyDescription: (text, which) => set(descriptions, text, which),
      getMyShortDescription: async (which) => ({ short_description: shorts.get(key(which)) ?? '' }),
      setMyShortDescription: (text, which) => set(shorts, text, which),
    },
    texts,
    defaultLocale: 'ru',
    log: { warn: (_fields: object, message: string) => warned.push(message) },
  };
  return { options, descriptions, shorts, calls, warned, refuse: () => (refused = true) };
}

function tooMany(): GrammyError {
  return new GrammyError('no', { ok: false, error_code: 429, description: 'Too Many Requests' }, 'x', {});
}

describe('the introduction', () => {
  it('stands in every language, within Telegram’s limits, and is set once', async () => {
    const telegram = openTelegram();
    await introduceBot(telegram.options);
    expect([...telegram.descriptions.keys()]).toEqual(['', ...LOCALES]);
    expect(telegram.descriptions.get('')).toBe(telegram.descriptions.get('ru'));
    expect(telegram.descriptions.get('en')).not.toBe(telegram.descriptions.get('ru'));
    for (const text of telegram.descriptions.values())
      expect(Array.from(text).length).toBeLessThanOrEqual(512);
    for (const text of telegram.shorts.values()) expect(Array.from(text).length).toBeLessThanOrEqual(120);
    telegram.calls.length = 0;
    await introduceBot(telegram.options);
    expect(telegram.calls).toEqual([]);
  });

  it('does not keep the bot from starting when Telegram takes no more changes today', async () => {
    const telegram = openTelegram();
    telegram.refuse();
    await introduceBot(telegram.options);
    expect(telegram.calls).toHaveLength(1);
    expect(telegram.warned).toEqual(['the bot could not be introduced']);
  });
});
