import { h } from '../dom.js';
import { t } from '../i18n.js';

/**
 * The newest pinned message, over the chat.
 * @param {import('../session.js').Session} session
 * @param {(id: number) => void} goTo
 */
export function pinnedBar(session, goTo) {
  const [id] = session.head?.pinned ?? [];
  if (id === undefined) return null;
  const message = session.find(id);
  const text = message === undefined || message.text === '' ? t('message.attachment') : message.text;
  const button = h(
    'button',
    { type: 'button', class: 'pinned-bar' },
    h('b', {}, t('pinned.title')),
    h('span', {}, text),
  );
  button.addEventListener('click', () => goTo(id));
  return button;
}
