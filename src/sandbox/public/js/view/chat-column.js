import { fill, h, isPhone, oncePerFrame } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { ChatActions } from './chat-actions.js';
import { ChatHeader } from './chat-header.js';
import { ChatSearch } from './chat-search.js';
import { Composer } from './composer.js';
import { openDialog } from './dialog.js';
import { emptyChat } from './empty-chat.js';
import { MessageList } from './message-list.js';
import { pinnedBar } from './pinned-bar.js';
import { openStartDialog } from './start-dialog.js';
import { showError, showToast } from './toast.js';
import { topicBar } from './topic-bar.js';

/**
 * @typedef {import('../places.js').Place} Place
 * @typedef {import('../app.js').App} App
 */

/** Between two marks «read» of one chat. */
const READ_PAUSE_MS = 250;

/** One chat through one person's eyes: a column of the desk, or the whole screen of a phone. */
export class ChatColumn {
  /** @type {(() => void)[]} */
  #stops = [];
  /** @type {MessageList | null} */
  #list = null;
  /** @type {Composer | null} */
  #composer = null;
  #app;
  #session;
  #actions;
  #header;
  #search;
  #bars;
  #main;
  #foot;
  #live;
  #footKind = '';
  #isReading = false;
  #isGone = false;
  #wantsFocus = false;

  /**
   * @param {App} app
   * @param {Place} place
   */
  constructor(app, place) {
    this.place = place;
    this.#app = app;
    this.#session = app.store.session(place.personId, place.chatId);
    this.#session.viewers += 1;
    this.element = h('section', { class: 'column', data: { person: place.personId, chat: place.chatId } });
    this.#actions = new ChatActions(app.store, this.#session, this.element);
    this.#search = new ChatSearch(this.#session, {
      highlight: (query) => this.#list?.highlight(query),
      goTo: (id) => this.#list?.goTo(id),
      onClose: () => this.#composer?.focus(),
    });
    this.#header = new ChatHeader(app, this.#session, this.#actions, { search: () => this.#search.open() });
    this.#bars = h('div', { class: 'bars' });
    this.#main = h('div', { class: 'chat-main' });
    this.#foot = h('div', { class: 'chat-foot' });
    this.#live = h('div', { class: 'unseen', role: 'log', 'aria-live': 'polite' });
    const wallpaper = h('div', { class: 'wallpaper', 'aria-hidden': 'true' });
    fill(
      this.element,
      wallpaper,
      this.#header.element,
      this.#search.element,
      this.#bars,
      this.#main,
      this.#foot,
      this.#live,
    );
    this.#listen();
    this.#show();
    if (!this.#session.isLoaded) this.#session.load().catch((error) => this.#showProblem(error));
  }

  destroy() {
    this.#isGone = true;
    this.#session.viewers -= 1;
    if (this.#session.viewers === 0) this.#session.trim();
    this.#session.unreadFrom = 0;
    for (const stop of this.#stops) stop();
    this.#header.destroy();
    this.#list?.destroy();
    this.#composer?.destroy();
  }

  #listen() {
    const { store } = this.#app;
    const { place } = this;
    const session = this.#session;
    // Messages may come in hundreds.
    const showSoon = oncePerFrame(() => this.#show());
    this.#stops.push(
      () => showSoon.cancel(),
      session.on('head', () => this.#show()),
      session.on('messages', ({ added }) => {
        showSoon();
        this.#announce(added);
      }),
      session.on('answer', (answer) => this.#showAnswer(answer)),
      session.on('error', (error) => showError(error, this.element)),
      store.on('bot', () => this.#show()),
      store.on('chats', (personId) => {
        if (personId !== session.personId) return;
        // Thrown out of a group: nothing is to be seen there any more.
        if (session.isLoaded && store.summary(personId, session.chatId) === undefined)
          this.#app.places.close(place);
        else this.#readIfSeen();
      }),
    );
    this.element.addEventListener('pointerdown', () => this.#app.places.activate(this.place), true);
    this.element.addEventListener('focusin', () => this.#app.places.activate(this.place));
    const onVisible = () => this.#readIfSeen();
    document.addEventListener('visibilitychange', onVisible);
    this.#stops.push(() => document.removeEventListener('visibilitychange', onVisible));
    this.#listenToDrops();
  }

  #listenToDrops() {
    const { element } = this;
    element.addEventListener('dragover', (event) => {
      if (!event.dataTransfer?.types.includes('Files') || this.#composer === null) return;
      event.preventDefault();
      element.classList.add('dropping');
    });
    element.addEventListener('dragleave', (event) => {
      if (!element.contains(/** @type {Node | null} */ (event.relatedTarget)))
        element.classList.remove('dropping');
    });
    element.addEventListener('drop', (event) => {
      element.classList.remove('dropping');
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.#composer?.offerFiles(files);
    });
  }

  /** @param {unknown} error */
  #showProblem(error) {
    showError(error, this.element);
    const again = h('button', { type: 'button', class: 'text-button main' }, t('try-again'));
    again.addEventListener('click', () => {
      fill(this.#main, h('div', { class: 'chat-wait' }, h('span', { class: 'spinner' })));
      this.#session.load().catch((problem) => this.#showProblem(problem));
    });
    fill(this.#main, h('div', { class: 'chat-wait' }, h('p', {}, t('chat.not-loaded')), again));
  }

  /** Puts together what the chat's state asks for. */
  #show() {
    const session = this.#session;
    if (!session.isLoaded) {
      if (this.#main.childElementCount === 0)
        fill(this.#main, h('div', { class: 'chat-wait' }, h('span', { class: 'spinner' })));
      return;
    }
    const focused = [...this.#bars.querySelectorAll('button')].indexOf(
      /** @type {HTMLButtonElement} */ (document.activeElement),
    );
    fill(
      this.#bars,
      topicBar(session, (id) => this.#chooseTopic(id)),
      pinnedBar(session, (id) => this.goTo(id)),
    );
    // Made anew: whoever was there by keyboard stays there.
    if (focused >= 0) this.#bars.querySelectorAll('button')[focused]?.focus();
    this.#showMain();
    this.#showFoot();
  }

  #showMain() {
    const isEmpty = this.#session.shown.length === 0;
    if (!isEmpty && this.#list === null) {
      this.#list = new MessageList(this.#session, this.#messageActions(), { onBottom: () => this.#read() });
      fill(this.#main, this.#list.element);
      this.#list.update();
    } else if (isEmpty) {
      this.#list?.destroy();
      this.#list = null;
      fill(this.#main, emptyChat(this.#app.store, this.#session));
    }
  }

  /** @returns {import('./message.js').MessageActions} */
  #messageActions() {
    const actions = this.#actions;
    return {
      isGroup: !this.#session.isPrivate,
      authorOf: (id) => this.#authorOf(id),
      text: {
        openLink: (url, event) => actions.openAddress(url, event),
        sendCommand: (command) => actions.sendText(command),
        copy: (text) => actions.copy(text),
      },
      press: (message, button, element) => actions.press(message, button, element),
      openMedia: (message) => actions.openMedia(message),
      openMenu: (message, at) =>
        actions.openMenu(message, at, {
          reply: (other) => this.#composer?.reply(other),
          edit: (other) => this.#composer?.edit(other),
        }),
      goTo: (id) => this.goTo(id),
      openTopic: (id) => this.#chooseTopic(id),
      reply: (message) => this.#composer?.reply(message),
      openContact: (phone) => actions.copy(phone),
    };
  }

  /** @param {number} id */
  #authorOf(id) {
    const message = this.#session.find(id);
    return message === undefined ? '' : message.side === 'me' ? t('message.you') : message.authorName;
  }

  #showFoot() {
    const kind = footKind(this.#session);
    if (kind === this.#footKind) return;
    this.#footKind = kind;
    this.#composer?.destroy();
    this.#composer = null;
    if (kind === 'over' || kind === 'closed') {
      const words = t(kind === 'over' ? 'chat.over' : 'chat.topic-closed');
      fill(this.#foot, h('div', { class: 'foot-button over', role: 'status' }, words));
    } else if (kind === 'blocked') this.#showBlocked();
    else if (kind === 'start') this.#showStart();
    else {
      this.#composer = new Composer(this.#app.store, this.#session, this.#actions);
      fill(this.#foot, this.#composer.element);
    }
    // Not from under the hands of whoever searches meanwhile.
    const isElsewhere = document.activeElement !== null && document.activeElement !== document.body;
    if (this.#wantsFocus || (this.#app.isCurrent(this.place) && !isElsewhere)) this.focus();
  }

  #showBlocked() {
    const button = h('button', { type: 'button', class: 'foot-button' }, t('chat.unblock'));
    button.addEventListener('click', () => this.#actions.unblock());
    fill(
      this.#foot,
      h('div', { class: 'blocked-line', role: 'status' }, icon('block', 18), t('chat.blocked')),
      button,
    );
  }

  #showStart() {
    const button = h('button', { type: 'button', class: 'foot-button start' }, t('chat.start'));
    button.addEventListener('click', () => this.#actions.start());
    const more = h(
      'button',
      {
        type: 'button',
        class: 'icon-button foot-more',
        'aria-label': t('start.with-payload'),
        title: t('start.with-payload'),
      },
      icon('up', 20),
    );
    more.addEventListener('click', () =>
      openStartDialog(this.#app.store.bot?.username ?? '', (payload) => this.#actions.start(payload)),
    );
    fill(this.#foot, h('div', { class: 'start-line' }, button, more));
  }

  /** @param {number | null} topicId */
  #chooseTopic(topicId) {
    this.#session.chooseTopic(topicId);
    this.#list?.reset();
  }

  /** @param {number} id */
  async goTo(id) {
    if (!(await this.#list?.goTo(id).catch(() => false))) showToast(t('message.gone'), this.element);
  }

  #read() {
    const unread = this.#app.store.summary(this.place.personId, this.place.chatId)?.unread ?? 0;
    if (unread === 0 || this.#isReading || document.visibilityState !== 'visible') return;
    this.#isReading = true;
    // Once in a while is enough, also when the sandbox does not answer.
    this.#actions.read().finally(() =>
      setTimeout(() => {
        this.#isReading = false;
        this.#readIfSeen();
      }, READ_PAUSE_MS),
    );
  }

  #readIfSeen() {
    if (this.#isGone) return;
    if (this.#session.isLoaded && (this.#list === null || this.#list.isAtEnd)) this.#read();
  }

  /** @param {import('../../../person-api.ts').MessageView[]} added */
  #announce(added) {
    for (const { side, authorName, text } of added) {
      if (side === 'me') continue;
      while (this.#live.childElementCount > 4) this.#live.firstElementChild?.remove();
      this.#live.appendChild(h('p', {}, `${authorName}: ${text}`));
    }
  }

  /** @param {{ text: string, alert: boolean, url: string | null }} answer */
  #showAnswer({ text, alert, url }) {
    if (url !== null) this.#actions.openAddress(url);
    if (text === '') return;
    if (!alert) {
      showToast(text, this.element);
      return;
    }
    openDialog({
      title: this.#app.store.bot?.name ?? '',
      body: [h('p', { class: 'alert-text' }, text)],
      buttons: [{ text: t('ok'), kind: 'main' }],
      class: 'alert',
      alert: true,
    });
  }

  /** To where one writes, or to the button that stands there instead; as soon as there is one. */
  focus() {
    const button = /** @type {HTMLElement | null} */ (this.#foot.querySelector('button.foot-button'));
    this.#wantsFocus = this.#footKind === '';
    if (this.#composer !== null) this.#composer.focus();
    else if (!isPhone()) button?.focus();
  }

  openSearch() {
    this.#search.open();
  }

  /** @returns {boolean} Esc had something to close here. */
  escape() {
    if (this.#search.isOpen) {
      this.#search.close();
      return true;
    }
    return this.#composer?.escape() ?? false;
  }
}

/** @param {import('../session.js').Session} session */
function footKind({ head, personId, topicId }) {
  const chat = head?.chat;
  if (chat?.isOver) return 'over';
  if (chat?.blocked) return 'blocked';
  const isClosed = head?.topics.some(({ id, closed }) => closed && id === topicId) === true;
  // Who manages the group writes into closed topics too.
  if (isClosed && head?.members.find(({ id }) => id === personId)?.status === 'member') return 'closed';
  return chat?.type === 'private' && !chat.started ? 'start' : 'write';
}
