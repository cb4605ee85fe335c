import { readMail } from '../../api.js';
import { fill, h, iconButton, oncePerFrame } from '../../dom.js';
import { fileSize, fullTime, listTime } from '../../format.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { input } from '../dialog.js';
import { showError } from '../toast.js';
import { emptyPanel } from './empty.js';

/** @typedef {import('../../../../person-api.ts').MailView} MailView */

/** Letters that the bot's program has sent, to whomever. */
export class MailPanel {
  #stop;
  /** @type {MailView[]} */
  #mails = [];
  /** @type {MailView | null} */
  #open = null;
  #filter;

  /** @param {import('../../app.js').App} app */
  constructor(app) {
    this.#filter = input({ type: 'search', placeholder: t('mail.filter'), 'aria-label': t('mail.filter') });
    this.#filter.addEventListener('input', () => this.#showList());
    this.list = h('ul', { class: 'mail-list' });
    this.element = h('div', { class: 'panel-scroll' });
    const reload = oncePerFrame(() => this.#load());
    const stop = app.store.on('mail', reload);
    this.#stop = () => {
      stop();
      reload.cancel();
    };
    this.#show();
    this.#load();
  }

  destroy() {
    this.#stop();
  }

  async #load() {
    try {
      this.#mails = await readMail();
      if (this.#open === null) this.#showList();
    } catch (error) {
      showError(error);
    }
  }

  #show() {
    if (this.#open === null) {
      fill(this.element, this.#filter, this.list);
      this.#showList();
    } else fill(this.element, this.#letter(this.#open));
  }

  #showList() {
    const words = this.#filter.value.trim().toLowerCase();
    const fitting = this.#mails.filter(({ to, subject, from }) =>
      `${to} ${subject} ${from}`.toLowerCase().includes(words),
    );
    if (fitting.length === 0)
      fill(this.list, h('li', {}, emptyPanel('mail', t(words === '' ? 'mail.none' : 'mail.not-found'))));
    else fill(this.list, ...fitting.map((mail) => this.#line(mail)));
  }

  /** @param {MailView} mail */
  #line(mail) {
    const button = h(
      'button',
      { type: 'button', class: 'mail-line' },
      h(
        'span',
        { class: 'mail-top' },
        h('b', {}, mail.to),
        h('time', { datetime: mail.date }, listTime(mail.date)),
      ),
      h(
        'span',
        { class: 'mail-subject' },
        mail.subject || t('mail.no-subject'),
        mail.attachments.length > 0 ? icon('attach', 14) : null,
      ),
      h('span', { class: 'mail-start' }, mail.text.replaceAll(/\s+/g, ' ').slice(0, 120)),
    );
    button.addEventListener('click', () => {
      this.#open = mail;
      this.#show();
      /** @type {HTMLElement | null} */ (this.element.querySelector('button'))?.focus();
    });
    return h('li', {}, button);
  }

  /** @param {MailView} mail */
  #letter(mail) {
    const body = h('div', { class: 'mail-body' });
    const showHtml = () => fill(body, frame(mail.html ?? ''));
    const showText = () => fill(body, h('pre', { class: 'mail-text', tabindex: '0' }, mail.text));
    if (mail.html === null) showText();
    else showHtml();
    const back = iconButton(icon('back', 20), t('mail.back'), () => {
      this.#open = null;
      this.#show();
    });
    const kinds =
      mail.html === null
        ? null
        : h(
            'div',
            { class: 'mail-kinds' },
            h('button', { type: 'button', class: 'text-button small', on: { click: showHtml } }, 'HTML'),
            h(
              'button',
              { type: 'button', class: 'text-button small', on: { click: showText } },
              t('mail.as-text'),
            ),
          );
    return h(
      'article',
      { class: 'letter' },
      h('header', {}, back, h('h3', {}, mail.subject || t('mail.no-subject'))),
      h(
        'dl',
        {},
        h('dt', {}, t('mail.from')),
        h('dd', {}, mail.from),
        h('dt', {}, t('mail.to')),
        h('dd', {}, mail.to),
        h('dt', {}, t('mail.date')),
        h('dd', {}, fullTime(mail.date)),
      ),
      mail.attachments.length === 0
        ? null
        : h(
            'ul',
            { class: 'mail-files' },
            ...mail.attachments.map(({ name, size, url }) =>
              h(
                'li',
                {},
                h('a', { href: url, target: '_blank', rel: 'noopener' }, icon('file', 16), name),
                h('span', {}, fileSize(size)),
              ),
            ),
          ),
      kinds,
      body,
    );
  }
}

/**
 * Someone else's HTML: no scripts, no forms, no access to this page; links open in a new tab.
 * @param {string} html
 */
function frame(html) {
  const element = h('iframe', {
    class: 'mail-frame',
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    title: t('mail.letter'),
    referrerpolicy: 'no-referrer',
  });
  element.setAttribute('srcdoc', `<base target="_blank"><meta name="color-scheme" content="light">${html}`);
  return element;
}
