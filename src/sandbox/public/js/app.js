import { fill, h, isPhone } from './dom.js';
import { t } from './i18n.js';
import { icon } from './icons.js';
import { isSame, Places } from './places.js';
import { applyPreferences, preferences, remember } from './preferences.js';
import { Store } from './store.js';
import { ChatColumn } from './view/chat-column.js';
import { SidePanel } from './view/side-panel.js';
import { Sidebar } from './view/sidebar.js';
import { showError, showToast } from './view/toast.js';

/** @typedef {import('./places.js').Place} Place */

/** The whole page: people on the left, chats side by side, tools on the right. */
export class App {
  store = new Store();
  places = new Places();
  /** @type {ChatColumn[]} */
  #columns = [];
  #root;
  #desk;
  /** @type {Sidebar | null} */
  #sidebar = null;
  /** @type {SidePanel | null} */
  #panel = null;
  #away;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#desk = h('main', { class: 'desk', id: 'desk' });
    this.#away = h('div', { class: 'away', role: 'alert', hidden: true });
    this.#build();
    this.places.on('change', () => this.#arrange());
    this.store.on('connection', () => this.#showConnection());
    this.store.on('people', () => {
      this.places.keepPeople(this.store.people);
      this.#openFirst();
    });
    document.addEventListener('keydown', (event) => this.#onKey(event));
    this.store.start();
  }

  /** Draws everything anew: at the start and in another language. */
  #build() {
    for (const column of this.#columns) column.destroy();
    this.#columns = [];
    this.#sidebar?.destroy();
    this.#panel?.destroy();
    this.#panel = null;
    document.title = t('page.title');
    this.#sidebar = new Sidebar(this);
    fill(this.#away, icon('cloudOff', 18), t('connection.away'));
    fill(
      this.#root,
      h(
        'a',
        { class: 'skip', href: '#desk', on: { click: (/** @type {Event} */ event) => this.#skip(event) } },
        t('page.skip'),
      ),
      this.#away,
      this.#sidebar.element,
      this.#desk,
    );
    this.#arrange();
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    this.#current()?.focus();
  }

  /** Theme or language was changed. */
  preferencesChanged() {
    applyPreferences();
    this.#build();
  }

  /** Where the page begins: with what was open last, on a desk at least with the first person. */
  #openFirst() {
    const [first] = this.store.people.keys();
    if (first === undefined) return;
    const payload = startPayload();
    if (this.places.list.length === 0 && (payload !== null || !isPhone())) {
      this.places.restore();
      this.places.keepPeople(this.store.people);
      if (this.places.list.length === 0) this.places.list = [{ personId: first, chatId: first }];
      this.#arrange();
    }
    if (payload !== null) this.#comeBack(payload);
  }

  /**
   * Somebody comes back from another page, from paying for example: `/?start=X` is a link to the bot.
   * @param {string} payload
   */
  async #comeBack(payload) {
    history.replaceState(null, '', `${location.pathname}${location.hash}`);
    const personId = this.places.current?.personId;
    const person = this.store.people.get(personId ?? 0);
    if (person === undefined) return;
    this.openChat({ personId: person.id, chatId: person.id });
    try {
      await this.store.act(person.id, { type: 'start', ...(payload === '' ? {} : { payload }) });
      showToast(t('start.came-back', { name: person.firstName }));
    } catch (error) {
      showError(error);
    }
  }

  /**
   * @param {Place} place
   * @param {{ beside?: boolean }} [options]
   */
  openChat(place, options = {}) {
    if (isPhone() && this.places.list.length > 0) {
      this.places.list = [];
    }
    this.places.open(place, options);
    this.#current()?.focus();
  }

  /** @param {Place} place */
  isCurrent(place) {
    const { current } = this.places;
    return current !== undefined && isSame(current, place);
  }

  /** From a chat to the list, on a phone. */
  back() {
    this.places.leave();
  }

  #current() {
    return this.#columns.find(({ place }) => this.isCurrent(place));
  }

  /** Columns as the places say; those that stay are not touched. */
  #arrange() {
    const before = this.#columns;
    this.#columns = this.places.list.map(
      (place) => before.find((column) => isSame(column.place, place)) ?? new ChatColumn(this, place),
    );
    for (const column of before) if (!this.#columns.includes(column)) column.destroy();
    const elements = this.#columns.map(({ element }) => element);
    for (const child of [...this.#desk.children])
      if (!elements.includes(/** @type {HTMLElement} */ (child))) child.remove();
    for (const [index, element] of elements.entries()) {
      if (this.#desk.children[index] !== element)
        this.#desk.insertBefore(element, this.#desk.children[index] ?? null);
    }
    if (elements.length === 0) fill(this.#desk, this.#nothingOpen());
    for (const { element, place } of this.#columns) element.classList.toggle('active', this.isCurrent(place));
    this.#root.classList.toggle('chat-open', elements.length > 0);
    this.#root.classList.toggle('many', elements.length > 1);
    this.#sidebar?.showActive();
    this.#showPanel();
    if (elements.length > 1) this.#current()?.element.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }

  #nothingOpen() {
    return h('div', { class: 'nothing-open' }, h('p', { class: 'pill' }, t('desk.choose')));
  }

  /**
   * @param {Place} place
   * @param {boolean} [isWanted]
   */
  togglePanel(place, isWanted = !preferences.panel) {
    this.places.activate(place);
    remember({ panel: isWanted });
    this.#showPanel();
    if (isWanted) this.#panel?.focus();
  }

  /**
   * A tab of the panel, from elsewhere on the page.
   * @param {string} tab
   */
  openPanel(tab) {
    remember({ panel: true, tab });
    this.#panel?.destroy();
    this.#panel = null;
    this.#showPanel();
    this.#focusPanel();
  }

  #focusPanel() {
    this.#panel?.focus();
  }

  closePanel() {
    remember({ panel: false });
    this.#showPanel();
    this.#current()?.focus();
  }

  #showPanel() {
    const place = this.places.current;
    const isShown = preferences.panel && place !== undefined;
    this.#root.classList.toggle('panel-open', isShown);
    if (!isShown) {
      this.#panel?.destroy();
      this.#panel = null;
      return;
    }
    if (this.#panel === null) {
      this.#panel = new SidePanel(this);
      this.#root.appendChild(this.#panel.element);
    }
    this.#panel.showFor(place);
  }

  #showConnection() {
    this.#away.hidden = this.store.connection !== 'away';
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (document.querySelector('dialog[open]') !== null || event.defaultPrevented) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.#sidebar?.focusSearch();
    } else if (isCommand && event.key.toLowerCase() === 'f' && this.#current() !== undefined) {
      event.preventDefault();
      this.#current()?.openSearch();
    } else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.#sidebar?.step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Escape') this.#escape();
  }

  /** One thing at a time: the chat's own, the panel, then to the field. */
  #escape() {
    const column = this.#current();
    if (column?.escape()) return;
    if (preferences.panel && this.#panel?.element.contains(document.activeElement)) this.closePanel();
    else column?.focus();
  }
}

/** What stands after `?start=` in the page's address; null when there is none. */
function startPayload() {
  return new URLSearchParams(location.search).get('start');
}
