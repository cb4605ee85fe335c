import { h, iconButton } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';

const WAIT_MS = 200;

/** Search in one chat: all its messages, read as far back as they go. */
export class ChatSearch {
  #session;
  #handlers;
  #field;
  #state;
  /** @type {number[]} Ids found, oldest first. */
  #found = [];
  #at = -1;
  #timer = 0;
  #number = 0;

  /**
   * @param {import('../session.js').Session} session
   * @param {{ highlight: (query: string) => void, goTo: (id: number) => unknown, onClose: () => void }} handlers
   */
  constructor(session, handlers) {
    this.#session = session;
    this.#handlers = handlers;
    this.#field = /** @type {HTMLInputElement} */ (
      h('input', {
        type: 'search',
        class: 'search-field',
        placeholder: t('search.in-chat'),
        'aria-label': t('search.in-chat'),
      })
    );
    this.#state = h('span', { class: 'search-state', role: 'status' });
    this.element = h(
      'div',
      { class: 'chat-search', role: 'search', hidden: true },
      icon('search', 20),
      this.#field,
      this.#state,
      iconButton(icon('up'), t('search.older'), () => this.#step(-1)),
      iconButton(icon('down'), t('search.newer'), () => this.#step(1)),
      iconButton(icon('close'), t('close'), () => this.close()),
    );
    this.#field.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#run(), WAIT_MS);
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === 'ArrowUp' || event.key === 'ArrowDown') {
        event.preventDefault();
        this.#step(event.key === 'ArrowDown' || (event.key === 'Enter' && event.shiftKey) ? 1 : -1);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  open() {
    this.element.hidden = false;
    this.#field.focus();
    this.#field.select();
    if (this.#field.value !== '') this.#run();
  }

  close() {
    this.#number += 1;
    this.element.hidden = true;
    this.#handlers.highlight('');
    this.#handlers.onClose();
  }

  async #run() {
    this.#number += 1;
    const number = this.#number;
    const query = this.#field.value.trim().toLowerCase();
    this.#handlers.highlight(query);
    this.#found = [];
    this.#at = -1;
    if (query === '') {
      this.#state.textContent = '';
      return;
    }
    this.#collect(query);
    if (this.#found.length > 0) this.#step(-1);
    this.#state.textContent = this.#found.length > 0 ? this.#state.textContent : t('search.looking');
    while (this.#session.hasMore && number === this.#number) {
      const isMore = await this.#session.loadOlder().catch(() => false);
      if (!isMore || number !== this.#number) break;
    }
    if (number !== this.#number) return;
    const shown = this.#found[this.#at];
    this.#collect(query);
    this.#at = shown === undefined ? -1 : this.#found.indexOf(shown);
    if (this.#at < 0) this.#step(-1);
    this.#showState();
  }

  /** @param {string} query */
  #collect(query) {
    this.#found = this.#session.shown
      .filter(({ text }) => text.toLowerCase().includes(query))
      .map(({ id }) => id);
  }

  /** @param {number} by */
  #step(by) {
    const count = this.#found.length;
    if (count > 0) {
      this.#at = this.#at < 0 ? count - 1 : (this.#at + by + count) % count;
      this.#handlers.goTo(this.#found[this.#at] ?? 0);
    }
    this.#showState();
  }

  #showState() {
    const count = this.#found.length;
    this.#state.textContent =
      count === 0 ? t('search.nothing') : t('search.of', { at: count - this.#at, n: count });
  }
}
