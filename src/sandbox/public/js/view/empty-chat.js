import { h } from '../dom.js';
import { fullName } from '../format.js';
import { inLanguage, t } from '../i18n.js';
import { avatar } from './avatar.js';

/**
 * What stands in a chat where nothing has been said: what the bot can do, and whose eyes these are.
 * @param {import('../store.js').Store} store
 * @param {import('../session.js').Session} session
 */
export function emptyChat({ bot, people }, session) {
  if (!session.isPrivate) {
    return h('div', { class: 'chat-empty' }, h('p', { class: 'pill' }, t('chat.empty-group')));
  }
  const person = people.get(session.personId);
  // In the language of the person's Telegram, as there.
  const description = inLanguage(bot?.descriptions, person?.languageCode);
  return h(
    'div',
    { class: 'chat-empty' },
    h(
      'div',
      { class: 'bot-card' },
      avatar({ id: bot?.id ?? 0, name: bot?.name ?? '', kind: 'bot' }, 'large'),
      h('h3', {}, description ? t('chat.what-can') : (bot?.name ?? '')),
      h('p', {}, description || t('chat.no-description')),
    ),
    person?.note
      ? h('p', { class: 'pill' }, `${t('chat.as', { name: fullName(person) })}. ${inLanguage(person.note)}`)
      : null,
    bot?.connection === 'none' ? h('p', { class: 'pill' }, t('chat.bot-not-connected')) : null,
  );
}
