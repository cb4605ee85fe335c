import { h } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';

/**
 * Topics of a group; what is written goes into the chosen one.
 * @param {import('../session.js').Session} session
 * @param {(id: number | null) => void} choose
 */
export function topicBar(session, choose) {
  const topics = session.head?.topics ?? [];
  if (topics.length === 0) return null;
  const bar = h('div', { class: 'topic-bar', role: 'tablist', 'aria-label': t('topics.title') });
  /**
   * @param {number | null} id
   * @param {string} name
   * @param {boolean} isClosed
   */
  const add = (id, name, isClosed) => {
    const isChosen = session.topicId === id;
    const tab = h(
      'button',
      {
        type: 'button',
        class: 'topic',
        role: 'tab',
        'aria-selected': String(isChosen),
        tabindex: isChosen ? '0' : '-1',
      },
      isClosed ? icon('lock', 14) : null,
      h('span', {}, name),
    );
    tab.addEventListener('click', () => choose(id));
    bar.appendChild(tab);
  };
  add(null, t('topics.all'), false);
  for (const { id, name, closed } of topics) add(id, name, closed);
  bar.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = /** @type {HTMLElement[]} */ ([...bar.children]);
    const to =
      by === undefined
        ? undefined
        : tabs[tabs.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by];
    to?.focus();
  });
  return bar;
}
