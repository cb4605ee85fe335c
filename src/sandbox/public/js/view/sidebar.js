import { addPerson } from '../api.js';
import { fill, h, iconButton, oncePerFrame } from '../dom.js';
import { fullName, listTime } from '../format.js';
import { inLanguage, language, t } from '../i18n.js';
import { icon } from '../icons.js';
import { isSame } from '../places.js';
import { avatar } from './avatar.js';
import { BotLine } from './bot-line.js';
import { openMenu } from './menu.js';
import { openGroupDialog, openPersonDialog, randomPerson } from './new-person.js';
import { openPageMenu } from './page-menu.js';
import { showError } from './toast.js';

/**
 * @typedef {import('../places.js').Place} Place
 * @typedef {import('../../../person-api.ts').ChatSummary} ChatSummary
 * @typedef {import('../../../person-api.ts').PersonView} PersonView
 */

/** Everybody who can be written as, with their chats. */
export class Sidebar {
  #app;
  #list;
  #search;
  #botLine;
  #stops;
  /** @type {Map<string, { sign: string, node: HTMLElement }>} */
  #rows = new Map();

  /** @param {import('../app.js').App} app */
  constructor(app) {
    this.#app = app;
    this.#list = h('ul', { class: 'people', 'aria-label': t('people.list') });
    this.#botLine = new BotLine(app);
    this.#search = /** @type {HTMLInputElement} */ (
      h('input', {
        type: 'search',
        class: 'search-field',
        placeholder: t('people.search'),
        'aria-label': t('people.search'),
        title: 'Ctrl+K',
      })
    );
    const menu = iconButton(icon('menu'), t('page.menu'), () => openPageMenu(menu, app), {
      'aria-haspopup': 'menu',
    });
    const add = h('button', { type: 'button', class: 'add-person' }, icon('plus', 20), t('people.new'));
    add.addEventListener('click', () => this.#addRandom());
    const addMore = iconButton(icon('more', 20), t('people.new-other'), () => this.#openAddMenu(addMore), {
      'aria-haspopup': 'menu',
    });
    this.element = h(
      'nav',
      { class: 'sidebar', 'aria-label': t('people.list') },
      h('h1', { class: 'unseen' }, t('page.title')),
      h(
        'div',
        { class: 'sidebar-head' },
        menu,
        h('div', { class: 'search-box' }, icon('search', 20), this.#search),
      ),
      this.#botLine.element,
      this.#list,
      h('div', { class: 'sidebar-foot' }, add, addMore),
    );
    const show = oncePerFrame(() => this.#show());
    const { store } = app;
    this.#stops = [store.on('people', show), store.on('chats', show), () => show.cancel()];
    this.#search.addEventListener('input', () => this.#show());
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.#show();
  }

  destroy() {
    for (const stop of this.#stops) stop();
    this.#botLine.destroy();
  }

  focusSearch() {
    this.#search.focus();
    this.#search.select();
  }

  /** @returns {{ person: PersonView, place: Place, chat: ChatSummary | undefined }[]} */
  #lines() {
    const { store } = this.#app;
    const query = this.#search.value.trim().toLowerCase();
    return [...store.people.values()].flatMap((person) => {
      const chats = store.chats.get(person.id);
      const own = { person, place: { personId: person.id, chatId: person.id }, chat: chats?.get(person.id) };
      const groups = [...(chats?.values() ?? [])]
        .filter(({ id }) => id !== person.id)
        .map((chat) => ({ person, place: { personId: person.id, chatId: chat.id }, chat }));
      return [own, ...groups].filter(({ chat }) => query === '' || wordsOf(person, chat).includes(query));
    });
  }

  #show() {
    const lines = this.#lines();
    /** @type {HTMLElement[]} */
    const nodes = [];
    const rows = new Map();
    for (const line of lines) {
      const key = `${line.place.personId}@${line.place.chatId}`;
      const sign = JSON.stringify([line.person, line.chat, language()]);
      const known = this.#rows.get(key);
      const row = known?.sign === sign ? known : { sign, node: this.#row(line) };
      if (known !== undefined && known !== row && known.node.contains(document.activeElement)) {
        queueMicrotask(() =>
          /** @type {HTMLElement | null} */ (row.node.querySelector('.chat-row'))?.focus(),
        );
      }
      rows.set(key, row);
      nodes.push(row.node);
    }
    this.#rows = rows;
    const isSameNodes =
      nodes.length === this.#list.childElementCount &&
      nodes.every((node, index) => node === this.#list.children[index]);
    if (!isSameNodes) {
      const { scrollTop } = this.#list;
      const focused = document.activeElement;
      if (nodes.length > 0) this.#list.replaceChildren(...nodes);
      else
        fill(
          this.#list,
          h('li', { class: 'no-people' }, t(this.#search.value === '' ? 'people.none' : 'people.not-found')),
        );
      this.#list.scrollTop = scrollTop;
      // A node that is moved loses the focus.
      if (focused instanceof HTMLElement && this.#list.contains(focused))
        focused.focus({ preventScroll: true });
    }
    this.showActive();
  }

  showActive() {
    const { places } = this.#app;
    let hasTabStop = false;
    for (const [key, { node }] of this.#rows) {
      const [personId, chatId] = key.split('@').map(Number);
      const place = { personId: personId ?? 0, chatId: chatId ?? 0 };
      const isOpen = places.list.some((other) => isSame(other, place));
      const isCurrent = this.#app.isCurrent(place);
      const button = node.querySelector('.chat-row');
      node.classList.toggle('open', isOpen);
      node.classList.toggle('current', isCurrent);
      button?.setAttribute('tabindex', isCurrent ? '0' : '-1');
      if (isCurrent) button?.setAttribute('aria-current', 'true');
      else button?.removeAttribute('aria-current');
      hasTabStop ||= isCurrent;
    }
    if (!hasTabStop) this.#list.querySelector('.chat-row')?.setAttribute('tabindex', '0');
  }

  /** @param {{ person: PersonView, place: Place, chat: ChatSummary | undefined }} line */
  #row({ person, place, chat }) {
    const isGroup = place.chatId !== place.personId;
    const name = isGroup ? (chat?.title ?? '') : fullName(person);
    const note = isGroup ? t('people.in-group', { name: person.firstName }) : inLanguage(person.note);
    const unread = chat?.unread ?? 0;
    const last = chat?.lastText || t(wordsWithoutText(chat, isGroup));
    const button = h(
      'button',
      {
        type: 'button',
        class: `chat-row ${isGroup ? 'group' : ''}`,
        data: { key: `${place.personId}@${place.chatId}` },
      },
      avatar(
        { id: isGroup ? place.chatId : person.id, name, kind: isGroup ? 'group' : 'person' },
        isGroup ? 'small' : 'middle',
      ),
      h(
        'span',
        { class: 'row-side' },
        h(
          'span',
          { class: 'row-top' },
          h('b', {}, name),
          chat?.lastDate ? h('time', { datetime: chat.lastDate }, listTime(chat.lastDate)) : null,
        ),
        note === '' ? null : h('span', { class: 'row-note' }, note),
        h(
          'span',
          { class: 'row-bottom' },
          h('span', { class: chat?.lastDate ? '' : 'faint' }, chat?.blocked ? t('people.blocked') : last),
          unread > 0
            ? h(
                'span',
                { class: 'badge', 'aria-label': t('people.unread', { n: unread }) },
                unread > 999 ? '999+' : unread,
              )
            : null,
        ),
      ),
    );
    button.addEventListener('click', (event) =>
      this.#app.openChat(place, { beside: event.ctrlKey || event.metaKey }),
    );
    button.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      this.#openRowMenu(
        person,
        place,
        event.clientX === 0 ? { anchor: button } : { x: event.clientX, y: event.clientY },
      );
    });
    const beside = iconButton(
      icon('beside', 20),
      t('people.beside'),
      () => this.#app.openChat(place, { beside: true }),
      { class: 'open-beside', tabindex: '-1' },
    );
    return h('li', {}, button, beside);
  }

  /**
   * @param {PersonView} person
   * @param {Place} place
   * @param {{ anchor?: Element, x?: number, y?: number }} at
   */
  #openRowMenu(person, place, at) {
    openMenu(
      [
        { text: t('people.open'), icon: 'sms', act: () => this.#app.openChat(place) },
        { text: t('people.beside'), icon: 'beside', act: () => this.#app.openChat(place, { beside: true }) },
        { text: t('people.edit'), icon: 'edit', act: () => openPersonDialog(this.#app, person) },
      ],
      { ...at, label: fullName(person) },
    );
  }

  /** @param {Element} anchor */
  #openAddMenu(anchor) {
    openMenu(
      [
        { text: t('people.new-details'), icon: 'person', act: () => openPersonDialog(this.#app) },
        { text: t('people.new-group'), icon: 'people', act: () => openGroupDialog(this.#app) },
      ],
      { anchor, label: t('people.new-other') },
    );
  }

  /** A new person in one press. */
  async #addRandom() {
    try {
      const person = await addPerson(randomPerson());
      this.#app.store.addPerson(person);
      await this.#app.store.readChatsOf(person.id);
      this.#search.value = '';
      this.#app.openChat({ personId: person.id, chatId: person.id });
      this.#show();
      this.#rows.get(`${person.id}@${person.id}`)?.node.scrollIntoView({ block: 'nearest' });
    } catch (error) {
      showError(error);
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const rows = /** @type {HTMLElement[]} */ ([...this.#list.querySelectorAll('.chat-row')]);
    const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const isInSearch = document.activeElement === this.#search;
    if (at < 0 && !isInSearch) return;
    /** @type {Record<string, number>} */
    const moves = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      ...(isInSearch ? {} : { Home: 0, End: rows.length - 1 }),
    };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (to < 0 && !isInSearch) this.#search.focus();
      else rows[to]?.focus();
    } else if (event.key === 'Enter' && isInSearch) {
      event.preventDefault();
      this.#openFound(rows[0]);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const [personId, chatId] = (rows[at]?.dataset.key ?? '').split('@').map(Number);
      if (personId !== undefined && chatId !== undefined)
        this.#app.openChat({ personId, chatId }, { beside: true });
    } else if (event.key === 'Escape' && isInSearch && this.#search.value !== '') {
      event.preventDefault();
      this.#search.value = '';
      this.#show();
    }
  }

  /**
   * What was looked for is found: the whole list again, and on to the chat's field.
   * @param {HTMLElement | undefined} row
   */
  #openFound(row) {
    if (row === undefined) return;
    this.#search.value = '';
    row.click();
    this.#show();
    this.#list.querySelector('.current')?.scrollIntoView({ block: 'nearest' });
  }

  /**
   * The chat above or below the open one.
   * @param {1 | -1} by
   */
  step(by) {
    const lines = this.#lines();
    const at = lines.findIndex(({ place }) => this.#app.isCurrent(place));
    const next = lines[(at + by + lines.length) % lines.length];
    if (next !== undefined) this.#app.openChat(next.place);
  }
}

/**
 * @param {ChatSummary | undefined} chat
 * @param {boolean} isGroup
 * @returns {import('../i18n.js').TextKey}
 */
function wordsWithoutText(chat, isGroup) {
  if (chat?.started && chat.lastDate !== null) return 'people.attachment';
  return isGroup ? 'people.no-messages' : 'people.not-started';
}

/**
 * @param {PersonView} person
 * @param {ChatSummary | undefined} chat
 */
function wordsOf(person, chat) {
  const { phone, username, note, id } = person;
  return [
    fullName(person),
    inLanguage(note),
    username,
    phone,
    id,
    chat?.type === 'private' ? '' : chat?.title,
  ]
    .join(' ')
    .toLowerCase();
}
