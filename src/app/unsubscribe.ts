import type { Config } from '../config.ts';
import type { SubscriptionTopic } from '../domain/subscriptions.ts';
import type { UnsubscribePage } from '../http/unsubscribe-page.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { unsubscribe, unsubscribeFacts, unsubscribeToken } from '../services/notifications/unsubscribe.ts';
import { escapeHtml } from '../texts/html.ts';
import type { Texts, Translator } from '../texts/texts.ts';

/** Address in letters that switches a topic off; null when nobody outside can reach this installation. */
export function unsubscribeUrl(
  config: Pick<Config, 'http'>,
  hashes: ServiceDeps['hashes'],
): ((residentId: number, topic: SubscriptionTopic) => string) | null {
  const { publicUrl } = config.http;
  if (publicUrl === null) return null;
  const root = publicUrl.replace(/\/$/, '');
  return (residentId, topic) => `${root}/unsubscribe/${unsubscribeToken(hashes, residentId, topic)}`;
}

/** The page behind that address, in the language of the person whose letter it was. */
export function unsubscribePage(
  config: Pick<Config, 'defaultLocale'>,
  services: Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'installation'>,
  texts: Texts,
): UnsubscribePage {
  const topicName = (topic: SubscriptionTopic, tr: Translator): string =>
    tr.plainOr(`notifications-topic-${topic.replace('_', '-')}`, {}, 'notifications-topic-letters');
  return {
    async ask(token) {
      const facts = await unsubscribeFacts(services, { token });
      if (facts === null) return null;
      const tr = texts.for(facts.locale);
      const question = tr.html('notifications-unsubscribe-ask', { topic: topicName(facts.topic, tr) });
      const button = escapeHtml(tr.plain('notifications-unsubscribe-button'));
      return page(`<p>${question}</p><form method="post"><button>${button}</button></form>`, tr);
    },
    async confirm(token) {
      const facts = await unsubscribeFacts(services, { token });
      if (facts === null || (await unsubscribe(services, { token })) === null) return null;
      const tr = texts.for(facts.locale);
      const topic = topicName(facts.topic, tr);
      return page(`<p>${tr.html('notifications-unsubscribe-done', { topic })}</p>`, tr);
    },
    // Whose link it was meant to be nobody knows.
    wrong: page(
      `<p>${texts.for(config.defaultLocale).html('notifications-unsubscribe-wrong')}</p>`,
      texts.for(config.defaultLocale),
    ),
  };
}

function page(body: string, tr: Translator): string {
  return (
    `<!doctype html><html lang="${tr.locale}"><meta charset="utf-8"><meta name="robots" content="noindex">` +
    '<meta name="viewport" content="width=device-width">' +
    `<title>${escapeHtml(tr.plain('notifications-unsubscribe-title'))}</title>` +
    `<body style="font: 1.1rem/1.5 sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1rem">${body}`
  );
}
