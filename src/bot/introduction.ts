import { type Api, GrammyError } from 'grammy';
import { LOCALES, type Locale } from '../domain/locale.ts';
import type { Texts } from '../texts/texts.ts';
import type { BotDeps } from './deps.ts';

export interface IntroductionOptions {
  readonly api: Pick<
    Api,
    'getMyDescription' | 'setMyDescription' | 'getMyShortDescription' | 'setMyShortDescription'
  >;
  readonly texts: Texts;
  readonly defaultLocale: Locale;
  readonly log: Pick<BotDeps['log'], 'warn'>;
}

/**
 * What somebody reads before the first /start ("What can this bot do?") and on the bot's profile, in each language;
 * the installation's own also as the text without a language. Telegram takes few such changes in a day: only what
 * differs is set, and a refusal does not keep the bot from starting.
 */
export async function introduceBot({ api, texts, defaultLocale, log }: IntroductionOptions): Promise<void> {
  const languages: readonly { readonly locale: Locale; readonly language?: Locale }[] = [
    { locale: defaultLocale },
    ...LOCALES.map((locale) => ({ locale, language: locale })),
  ];
  try {
    for (const { locale, language } of languages) {
      const tr = texts.for(locale);
      const which = language === undefined ? {} : { language_code: language };
      const [full, short] = [tr.plain('bot-description'), tr.plain('bot-short-description')];
      const [now, nowShort] = await Promise.all([
        api.getMyDescription(which),
        api.getMyShortDescription(which),
      ]);
      if (now.description !== full) await api.setMyDescription(full, which);
      if (nowShort.short_description !== short) await api.setMyShortDescription(short, which);
    }
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    log.warn({ err: error }, 'the bot could not be introduced');
  }
}
