import { fill, h, iconButton } from '../dom.js';
import { fullName } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { avatar } from './avatar.js';
import { openMenu } from './menu.js';
import { openStartDialog } from './start-dialog.js';

/** @type {Record<string, import('../i18n.js').TextKey>} */
const ACTION_WORDS = {
  typing: 'action.typing',
  upload_photo: 'action.photo',
  record_video: 'action.video',
  upload_video: 'action.video',
  record_voice: 'action.voice',
  upload_voice: 'action.voice',
  upload_document: 'action.document',
  find_location: 'action.location',
  choose_sticker: 'action.typing',
};

/** Whom the chat is with, through whose eyes, and what can be done with it. */
export class ChatHeader {
  #app;
  #session;
  #actions;
  #search;
  #stops;
  #title;
  #status;
  #person;

  /**
   * @param {import('../app.js').App} app
   * @param {import('../session.js').Session} session
   * @param {import('./chat-actions.js').ChatActions} actions
   * @param {{ search: () => void }} handlers
   */
  constructor(app, session, actions, { search }) {
    this.#app = app;
    this.#session = session;
    this.#actions = actions;
    this.#search = search;
    this.#title = h('div', { class: 'chat-title' });
    this.#status = h('span', { class: 'chat-status' });
    this.#person = h('div', { class: 'as-person' });
    const place = { personId: session.personId, chatId: session.chatId };
    const more = iconButton(icon('more'), t('chat.menu'), () => this.#openMenu(more), {
      'aria-haspopup': 'menu',
    });
    this.element = h(
      'header',
      { class: 'chat-header' },
      iconButton(icon('back'), t('back'), () => app.back(), { class: 'back' }),
      this.#title,
      this.#person,
      iconButton(icon('search'), t('search.open'), search, { class: 'on-desk' }),
      iconButton(icon('panel'), t('panel.title'), () => app.togglePanel(place), { class: 'panel-button' }),
      more,
      iconButton(icon('close'), t('chat.close'), () => app.places.close(place), { class: 'close-column' }),
    );
    this.#stops = [
      session.on('head', () => this.#show()),
      session.on('action', () => this.#showStatus()),
      app.store.on('people', () => this.#show()),
      app.store.on('bot', () => this.#show()),
      app.store.on('connection', () => this.#showStatus()),
    ];
    this.#show();
  }

  destroy() {
    for (const stop of this.#stops) stop();
  }

  #show() {
    const { store } = this.#app;
    const { bot } = store;
    const { personId, chatId, isPrivate, head } = this.#session;
    const name = isPrivate
      ? (bot?.name ?? '')
      : (head?.chat.title ?? store.summary(personId, chatId)?.title ?? '');
    fill(
      this.#title,
      avatar({ id: isPrivate ? (bot?.id ?? 0) : chatId, name, kind: isPrivate ? 'bot' : 'group' }, 'middle'),
      h('div', { class: 'chat-name' }, h('h2', {}, name), this.#status),
    );
    const person = store.people.get(personId);
    const personName = person === undefined ? '' : fullName(person);
    this.#person.title = t('chat.as', { name: personName });
    fill(
      this.#person,
      avatar({ id: personId, name: personName }, 'tiny'),
      h('span', { class: 'unseen' }, t('chat.as', { name: '' })),
      h('span', { class: isPrivate ? '' : 'on-desk' }, person?.firstName ?? ''),
    );
    this.element.setAttribute('aria-label', `${name}, ${this.#person.title}`);
    this.#showStatus();
  }

  #showStatus() {
    const { store } = this.#app;
    const { action, isPrivate, head } = this.#session;
    const isTyping = action !== null;
    this.#status.classList.toggle('acting', isTyping);
    if (store.connection === 'away') fill(this.#status, t('connection.connecting'));
    else if (isTyping)
      fill(
        this.#status,
        t(ACTION_WORDS[action] ?? 'action.typing'),
        h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')),
      );
    else if (isPrivate)
      fill(this.#status, t(store.bot?.connection === 'none' ? 'bot.not-connected' : 'bot.kind'));
    else fill(this.#status, t('chat.members', { n: head?.members.length ?? 0 }));
  }

  /** @param {Element} anchor */
  #openMenu(anchor) {
    const { isPrivate, head, personId, chatId } = this.#session;
    const isBlocked = head?.chat.blocked === true;
    const username = this.#app.store.bot?.username ?? '';
    openMenu(
      [
        { text: t('search.open'), icon: 'search', act: this.#search },
        {
          text: t('panel.title'),
          icon: 'panel',
          act: () => this.#app.togglePanel({ personId, chatId }, true),
        },
        {
          text: t('chat.reload'),
          icon: 'refresh',
          act: () => this.#session.load().catch((error) => this.#session.emit('error', error)),
        },
        isPrivate && null,
        isPrivate && {
          text: t('start.again'),
          icon: 'play',
          act: () => openStartDialog(username, (payload) => this.#actions.start(payload)),
        },
        isPrivate &&
          (isBlocked
            ? { text: t('chat.unblock-bot'), icon: 'block', act: () => this.#actions.unblock() }
            : { text: t('chat.block'), icon: 'block', danger: true, act: () => this.#actions.block() }),
      ],
      { anchor, label: t('chat.menu') },
    );
  }
}
