import { fill, h, iconButton, isPhone } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { openAttachMenu } from './attach-menu.js';
import { CommandList } from './command-list.js';
import { Recorder } from './recorder.js';
import { replyKeyboard } from './reply-keyboard.js';
import { showToast } from './toast.js';
import { openUploadDialog } from './upload-dialog.js';

/**
 * @typedef {import('../session.js').Session} Session
 * @typedef {import('../../../person-api.ts').MessageView} MessageView
 */

const MAX_HEIGHT = 200;

/** Where a person writes: text, files, voice, the bot's keyboard and its commands. */
export class Composer {
  #store;
  #session;
  #actions;
  /** @type {boolean | null} What the person chose; null = as the bot wants it. */
  #isKeyboardOpen = null;
  #stops;

  /**
   * @param {import('../store.js').Store} store
   * @param {Session} session
   * @param {import('./chat-actions.js').ChatActions} actions
   */
  constructor(store, session, actions) {
    this.#store = store;
    this.#session = session;
    this.#actions = actions;
    this.field = /** @type {HTMLTextAreaElement} */ (
      h('textarea', {
        class: 'composer-field',
        rows: '1',
        maxlength: '40000',
        'aria-label': t('composer.field'),
        enterkeyhint: 'send',
      })
    );
    this.field.value = session.draft;
    this.menuButton = h('button', { type: 'button', class: 'menu-button', 'aria-haspopup': 'listbox' });
    this.slash = iconButton(icon('slash'), t('composer.commands'), () => this.commands.toggle(), {
      class: 'slash',
    });
    this.keyboardButton = iconButton(icon('keyboard'), t('composer.keyboard'), () => this.#toggleKeyboard(), {
      'aria-expanded': 'false',
    });
    this.attach = iconButton(
      icon('attach'),
      t('composer.attach'),
      () => openAttachMenu(this.attach, this.#store, this.#session, this.#actions),
      { 'aria-haspopup': 'menu' },
    );
    this.send = iconButton(icon('send'), t('composer.send'), () => this.#sendOrRecord(), { class: 'send' });
    this.bar = h('div', { class: 'composer-bar', hidden: true });
    this.keyboard = h('div', { class: 'keyboard-place' });
    this.recorder = new Recorder(session);
    this.commands = new CommandList(this.field, (command) => this.#sendCommand(command));
    this.input = h(
      'div',
      { class: 'composer-input' },
      this.menuButton,
      this.field,
      this.slash,
      this.keyboardButton,
      this.attach,
    );
    this.element = h(
      'form',
      { class: 'composer', 'aria-label': t('composer.label') },
      this.commands.element,
      h(
        'div',
        { class: 'composer-line' },
        h('div', { class: 'composer-box' }, this.bar, this.input, this.recorder.element),
        this.send,
      ),
      this.keyboard,
    );
    this.#listen();
    this.#stops = [
      session.on('keyboard', () => this.#showKeyboard(true)),
      session.on('head', () => this.#showHead()),
    ];
    this.#showHead();
    this.#showKeyboard(false);
    this.#showBar();
    requestAnimationFrame(() => this.#grow());
  }

  destroy() {
    this.#session.draft = this.field.value;
    this.recorder.cancel();
    for (const stop of this.#stops) stop();
  }

  focus() {
    if (!isPhone()) this.field.focus({ preventScroll: true });
  }

  #listen() {
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.field.addEventListener('input', () => {
      this.#session.draft = this.field.value;
      this.#grow();
      this.commands.filter();
    });
    this.field.addEventListener('keydown', (event) => this.#onKey(event));
    this.field.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.offerFiles(files);
    });
    this.menuButton.addEventListener('click', () => {
      const button = this.#session.head?.menuButton;
      if (button?.type === 'web_app') this.#actions.openAddress(button.url);
      else this.commands.toggle();
    });
    this.recorder.onChange = () => this.#showSend();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.isComposing || this.commands.onKey(event)) return;
    // On glass the Enter key makes lines, as in the apps: there is a button to send.
    const isGlass = matchMedia('(pointer: coarse)').matches;
    if (event.key === 'Enter' && !event.shiftKey && !isGlass) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'Escape' && (this.#session.replyTo ?? this.#session.editing) !== null) {
      event.preventDefault();
      event.stopPropagation();
      this.#leaveBar();
    } else if (event.key === 'ArrowUp' && this.field.value === '' && !event.shiftKey) {
      const last = this.#session.shown.findLast(({ side, kind }) => side === 'me' && kind === 'text');
      if (last === undefined) return;
      event.preventDefault();
      this.edit(last);
    }
  }

  #sendOrRecord() {
    if (this.recorder.isOn) this.recorder.finish();
    else if (this.field.value.trim() !== '' || this.#session.editing !== null) this.#submit();
    else
      this.recorder.start(() =>
        showToast(t('voice.denied'), this.element.closest('.column') ?? undefined, 'bad'),
      );
  }

  async #submit() {
    const { editing, replyTo } = this.#session;
    const text = this.field.value.trim();
    if (text === '') return;
    this.#setText('');
    const isDone =
      editing === null
        ? await this.#actions.sendText(text, replyTo?.id ?? null)
        : editing.text === text || (await this.#actions.editText(editing.id, text));
    if (isDone) this.#leaveBar(false);
    else if (this.field.value === '') this.#setText(text);
  }

  /** @param {string} command With its slash. */
  #sendCommand(command) {
    if (this.field.value.startsWith('/')) this.#setText('');
    this.#actions.sendText(command);
    this.field.focus();
  }

  /** @param {string} text */
  #setText(text) {
    this.field.value = text;
    this.#session.draft = text;
    this.#grow();
    this.commands.close();
  }

  #grow() {
    this.#showSend();
    // Outside the document nothing has a height.
    if (!this.field.isConnected) return;
    this.field.style.setProperty('height', 'auto');
    this.field.style.setProperty('height', `${Math.min(this.field.scrollHeight, MAX_HEIGHT)}px`);
  }

  #showSend() {
    const isText = this.field.value.trim() !== '';
    const isEditing = this.#session.editing !== null;
    const isRecording = this.recorder.isOn;
    const canSend = isText || isEditing || isRecording;
    fill(this.send, icon(isEditing ? 'check' : canSend ? 'send' : 'mic'));
    this.send.classList.toggle('ready', canSend);
    const label = t(canSend ? (isEditing ? 'composer.save' : 'composer.send') : 'composer.record');
    this.send.setAttribute('aria-label', label);
    this.send.title = label;
    this.input.classList.toggle('has-text', isText);
    this.element.classList.toggle('recording', isRecording);
  }

  #showHead() {
    const head = this.#session.head;
    const commands = head?.commands ?? [];
    this.commands.set(commands);
    const button = head?.menuButton ?? { type: 'default' };
    const isMenu = button.type === 'web_app' || commands.length > 0;
    this.menuButton.hidden = !isMenu || !this.#session.isPrivate;
    const title = button.type === 'web_app' ? button.text : t('composer.menu');
    fill(
      this.menuButton,
      icon(button.type === 'web_app' ? 'panel' : 'menu', 18),
      h('span', { class: 'menu-title' }, title),
    );
    this.slash.hidden = commands.length === 0 || !this.menuButton.hidden;
  }

  /** @param {boolean} isNew The bot has just sent or removed it. */
  #showKeyboard(isNew) {
    const { keyboard } = this.#session;
    if (isNew) this.#isKeyboardOpen = null;
    const isOpen =
      keyboard !== null && (this.#isKeyboardOpen ?? (!keyboard.collapsed || keyboard.persistent));
    this.keyboardButton.hidden = keyboard === null;
    this.keyboardButton.setAttribute('aria-expanded', String(isOpen));
    this.keyboardButton.classList.toggle('on', isOpen);
    this.field.placeholder = (isOpen ? keyboard.placeholder : null) ?? t('composer.placeholder');
    if (isOpen) {
      fill(
        this.keyboard,
        replyKeyboard(keyboard, (button) => this.#actions.pressReply(button)),
      );
    } else this.keyboard.replaceChildren();
  }

  #toggleKeyboard() {
    this.#isKeyboardOpen = this.keyboardButton.getAttribute('aria-expanded') !== 'true';
    this.#showKeyboard(false);
  }

  /** @param {MessageView} message */
  reply(message) {
    if (this.#session.editing !== null) this.#setText('');
    this.#session.editing = null;
    this.#session.replyTo = message;
    this.#showBar();
    this.field.focus();
  }

  /** @param {MessageView} message */
  edit(message) {
    this.#session.replyTo = null;
    this.#session.editing = message;
    this.#setText(message.text);
    this.#showBar();
    this.field.focus();
    this.field.setSelectionRange(message.text.length, message.text.length);
  }

  #leaveBar(isTextDropped = true) {
    if (this.#session.editing !== null && isTextDropped) this.#setText('');
    this.#session.editing = null;
    this.#session.replyTo = null;
    this.#showBar();
  }

  #showBar() {
    const { editing, replyTo } = this.#session;
    const message = editing ?? replyTo;
    this.bar.hidden = message === null;
    this.#showSend();
    if (message === null) return;
    const title =
      editing === null
        ? t('composer.reply-to', { name: message.side === 'me' ? t('message.you') : message.authorName })
        : t('composer.editing');
    fill(
      this.bar,
      icon(editing === null ? 'reply' : 'edit'),
      h(
        'div',
        { class: 'bar-side' },
        h('b', {}, title),
        h('span', {}, message.text === '' ? t('message.attachment') : message.text),
      ),
      iconButton(icon('close', 20), t('cancel'), () => this.#leaveBar()),
    );
  }

  /** @param {File[]} files Dropped, pasted or chosen. */
  offerFiles(files) {
    openUploadDialog(files, this.#session, {
      caption: this.field.value,
      onSent: () => this.#setText(''),
    });
  }

  /** @returns {boolean} Something was closed by Esc. */
  escape() {
    if (this.commands.isOpen) this.commands.close();
    else if (this.recorder.isOn) this.recorder.cancel();
    else if (this.#session.editing !== null || this.#session.replyTo !== null) this.#leaveBar();
    else return false;
    return true;
  }
}
