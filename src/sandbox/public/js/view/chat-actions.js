import { t } from '../i18n.js';
import { confirmDialog, openDialog } from './dialog.js';
import { openForwardDialog } from './forward-dialog.js';
import { openMenu } from './menu.js';
import { openPaymentSheet } from './payment-sheet.js';
import { showError, showToast } from './toast.js';
import { openViewer } from './viewer.js';

/**
 * @typedef {import('../../../person-api.ts').MessageView} MessageView
 * @typedef {import('../../../person-api.ts').InlineButtonView} InlineButtonView
 * @typedef {import('../api.js').PersonAction} PersonAction
 */

/** One payment sheet at a time, whichever column asked for it. */
let isPaying = false;

/** What a person does in one chat; refusals become short lines in its column. */
export class ChatActions {
  #store;
  #session;
  #host;

  /**
   * @param {import('../store.js').Store} store
   * @param {import('../session.js').Session} session
   * @param {HTMLElement} host The chat's column.
   */
  constructor(store, session, host) {
    this.#store = store;
    this.#session = session;
    this.#host = host;
  }

  get #chat() {
    const { chatId, isPrivate } = this.#session;
    return isPrivate ? {} : { chatId };
  }

  /**
   * @param {PersonAction} action
   * @returns {Promise<import('../api.js').ActionResult | null>} null: refused, and said so.
   */
  async perform(action) {
    try {
      return await this.#store.act(this.#session.personId, action);
    } catch (error) {
      showError(error, this.#host);
      return null;
    }
  }

  /**
   * @param {string} text
   * @param {number | null} [replyTo]
   * @returns {Promise<boolean>}
   */
  async sendText(text, replyTo = null) {
    const { topicId } = this.#session;
    const result = await this.perform({
      type: 'send-text',
      ...this.#chat,
      text,
      ...(topicId === null ? {} : { topicId }),
      ...(replyTo === null ? {} : { replyTo }),
    });
    return result !== null;
  }

  /**
   * @param {number} messageId
   * @param {string} text
   */
  async editText(messageId, text) {
    return (await this.perform({ type: 'edit-text', ...this.#chat, messageId, text })) !== null;
  }

  /** @param {string} [payload] */
  start(payload = '') {
    return this.perform({ type: 'start', ...(payload === '' ? {} : { payload }) });
  }

  read() {
    return this.#store.act(this.#session.personId, { type: 'read', ...this.#chat }).catch(() => {});
  }

  block() {
    return this.perform({ type: 'block' });
  }

  unblock() {
    return this.perform({ type: 'unblock' });
  }

  /** @param {import('../../../person-api.ts').SpecialKind} kind */
  sendSpecial(kind) {
    const { topicId } = this.#session;
    return this.perform({
      type: 'send-special',
      ...this.#chat,
      kind,
      ...(topicId === null ? {} : { topicId }),
    });
  }

  /** @param {{ latitude: number, longitude: number }} location */
  sendLocation(location) {
    return this.perform({ type: 'send-location', ...this.#chat, ...location });
  }

  /** @param {import('../../../person-api.ts').ContactView} [contact] Absent: the own one. */
  sendContact(contact) {
    return this.perform({
      type: 'send-contact',
      ...this.#chat,
      ...(contact === undefined ? {} : { contact }),
    });
  }

  /**
   * A button of the keyboard in place of the letters. Phone and place are asked for first, as Telegram does.
   * @param {import('../../../person-api.ts').ReplyButtonView} button
   */
  async pressReply(button) {
    const person = this.#store.people.get(this.#session.personId);
    const bot = this.#store.bot?.name ?? '';
    if (button.kind === 'request_contact') {
      const text = t('contact.confirm', { bot, phone: person?.phone ?? '' });
      if (!(await confirmDialog({ title: t('contact.confirm-title'), text, yes: t('contact.share') })))
        return false;
    }
    if (button.kind === 'request_location') {
      const text = t('location.confirm', { bot });
      if (!(await confirmDialog({ title: t('location.confirm-title'), text, yes: t('location.share') })))
        return false;
    }
    const { chatId, isPrivate } = this.#session;
    return (
      (await this.perform({ type: 'press-reply', ...(isPrivate ? {} : { chatId }), text: button.text })) !==
      null
    );
  }

  /**
   * @param {MessageView} message
   * @param {InlineButtonView} button
   * @param {HTMLButtonElement} element
   */
  async press(message, button, element) {
    if (button.kind === 'callback') {
      if (element.classList.contains('waiting')) return;
      element.classList.add('waiting');
      const { row, column } = button;
      const result = await this.perform({ type: 'press', ...this.#chat, messageId: message.id, row, column });
      if (result === null) element.classList.remove('waiting');
    } else if (button.kind === 'copy') this.copy(button.copyText ?? '');
    else if (button.kind === 'pay') await this.pay({ ...this.#chat, messageId: message.id });
    else if (button.kind === 'switch_inline') showToast(t('inline.not-served'), this.#host);
    else if (button.url !== null) this.openAddress(button.url);
  }

  /** @param {{ chatId?: number, messageId?: number, slug?: string }} at */
  async pay(at) {
    // A sheet covers the page: a second press can only come while the first one is being answered.
    if (isPaying) return;
    isPaying = true;
    const result = await this.perform({ type: 'open-invoice', ...at });
    if (result?.invoice === undefined) {
      isPaying = false;
      return;
    }
    const message = at.messageId === undefined ? undefined : this.#session.find(at.messageId);
    const person = this.#store.people.get(this.#session.personId);
    openPaymentSheet(result.invoice, {
      isPaid: message?.invoice?.paid === true,
      person,
      botName: this.#store.bot?.name ?? '',
      pay: (outcome, order) =>
        this.#store.act(this.#session.personId, { type: 'pay', ...at, outcome, order }),
      onClose() {
        isPaying = false;
      },
    });
  }

  /** @param {string} text */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      showToast(t('copied', { text: text.length > 40 ? `${text.slice(0, 40)}…` : text }), this.#host);
    } catch {
      // No permission, or not a secure origin: the text is at least shown.
      openDialog({ title: t('copy.by-hand'), body: [text], buttons: [{ text: t('close'), kind: 'main' }] });
    }
  }

  /**
   * Links to this bot act as in Telegram; every other opens beside.
   * @param {string} url
   * @param {MouseEvent} [event] Of a link: stopped when the page itself acts.
   */
  openAddress(url, event) {
    const own = ownLink(url, this.#store.bot?.username ?? '');
    if (own === null) {
      if (event === undefined) open(url, '_blank', 'noopener,noreferrer');
      return;
    }
    event?.preventDefault();
    if (own.slug !== undefined) this.pay({ slug: own.slug });
    else if (own.start !== undefined) this.start(own.start);
  }

  /** @param {MessageView} message */
  openMedia(message) {
    const all = this.#session.shown.filter(
      ({ kind, media }) => media !== null && (kind === 'photo' || kind === 'video'),
    );
    openViewer(message, all);
  }

  /**
   * @param {MessageView} message
   * @param {{ x?: number, y?: number, anchor?: Element }} at
   * @param {{ reply: (message: MessageView) => void, edit: (message: MessageView) => void }} composer
   */
  openMenu(message, at, composer) {
    const { side, kind, text, media } = message;
    const isBlocked = this.#session.head?.chat.blocked === true;
    openMenu(
      [
        !isBlocked && { text: t('message.do-reply'), icon: 'reply', act: () => composer.reply(message) },
        side === 'me' &&
          kind === 'text' && { text: t('message.do-edit'), icon: 'edit', act: () => composer.edit(message) },
        text !== '' &&
          !message.protected && { text: t('message.copy'), icon: 'copy', act: () => this.copy(text) },
        !message.protected && {
          text: t('message.do-forward'),
          icon: 'forward',
          act: () => openForwardDialog(this.#store, this.#session, message, (action) => this.perform(action)),
        },
        media !== null && { text: t('media.open'), icon: 'eye', act: () => this.openMedia(message) },
        null,
        ...this.#developerItems(message),
      ],
      { ...at, label: t('message.actions') },
    );
  }

  /** @param {MessageView} message */
  #developerItems(message) {
    const data = message.inlineKeyboard.flat().filter((button) => button.data !== null);
    return [
      {
        text: t('message.copy-id'),
        note: String(message.id),
        icon: /** @type {const} */ ('copyMark'),
        act: () => this.copy(String(message.id)),
      },
      data.length > 0 && {
        text: t('message.forge'),
        icon: /** @type {const} */ ('bolt'),
        act: () => this.#forge(message, data),
      },
    ];
  }

  /**
   * A press with data that the message does not offer: what a cheat's app can send.
   * @param {MessageView} message
   * @param {InlineButtonView[]} buttons
   */
  #forge(message, buttons) {
    const input = /** @type {HTMLInputElement} */ (document.createElement('input'));
    input.className = 'input mono';
    input.value = buttons[0]?.data ?? '';
    input.setAttribute('aria-label', t('forge.data'));
    openDialog({
      title: t('forge.title'),
      body: [t('forge.text'), input],
      buttons: [
        {
          text: t('forge.send'),
          kind: 'main',
          act: () => {
            this.perform({ type: 'forge', ...this.#chat, messageId: message.id, data: input.value });
            return true;
          },
        },
        { text: t('cancel') },
      ],
    });
    input.focus();
  }
}

/**
 * What a link to this sandbox's bot means; null for all other links.
 * @param {string} url
 * @param {string} username
 * @returns {{ slug?: string, start?: string } | null}
 */
function ownLink(url, username) {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null) return null;
  const isWeb = /^(www\.)?(t|telegram)\.me$/i.test(address.hostname) && /^https?:$/.test(address.protocol);
  if (isWeb) {
    const name = decodeURIComponent(address.pathname.slice(1)).replace(/\/$/, '');
    if (name.startsWith('$')) return { slug: name.slice(1) };
    if (name.toLowerCase() !== username.toLowerCase()) return null;
    return { start: address.searchParams.get('start') ?? undefined };
  }
  if (address.protocol !== 'tg:') return null;
  const domain = address.searchParams.get('domain') ?? '';
  if (domain.toLowerCase() !== username.toLowerCase()) return null;
  return { start: address.searchParams.get('start') ?? undefined };
}
