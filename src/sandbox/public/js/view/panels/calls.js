import { readCalls } from '../../api.js';
import { fill, h, oncePerFrame } from '../../dom.js';
import { fullTime, milliseconds } from '../../format.js';
import { t } from '../../i18n.js';
import { preferences, remember } from '../../preferences.js';
import { showError } from '../toast.js';
import { emptyPanel } from './empty.js';

/** @typedef {import('../../../../person-api.ts').ApiCallView} ApiCallView */

const LIMIT = 200;

/** What the bot has asked of Telegram for this chat, newest first. */
export class CallsPanel {
  #chatId;
  #stop;
  #list;
  #words;
  #onlyErrors;
  #all;
  /** @type {ApiCallView[]} */
  #calls = [];
  /** @type {Map<number, HTMLElement>} */
  #nodes = new Map();

  /**
   * @param {import('../../app.js').App} app
   * @param {import('../../places.js').Place} place
   */
  constructor(app, { chatId }) {
    this.#chatId = chatId;
    this.#list = h('ol', { class: 'calls' });
    this.#words = /** @type {HTMLInputElement} */ (
      h('input', {
        type: 'search',
        class: 'input',
        placeholder: t('calls.filter'),
        'aria-label': t('calls.filter'),
      })
    );
    this.#onlyErrors = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
    this.#all = /** @type {HTMLInputElement} */ (
      h('input', { type: 'checkbox', checked: preferences.allCalls })
    );
    this.element = h(
      'div',
      { class: 'panel-scroll' },
      h(
        'div',
        { class: 'panel-tools' },
        this.#words,
        h('label', { class: 'check' }, this.#onlyErrors, h('span', {}, t('calls.errors'))),
        h('label', { class: 'check' }, this.#all, h('span', {}, t('calls.all'))),
      ),
      this.#list,
    );
    const show = oncePerFrame(() => this.#show());
    this.#words.addEventListener('input', show);
    this.#onlyErrors.addEventListener('change', show);
    this.#all.addEventListener('change', () => {
      remember({ allCalls: this.#all.checked });
      this.#load();
    });
    const stop = app.store.on('call', (call) => {
      if (!this.#isMeant(call)) return;
      this.#calls = [call, ...this.#calls.filter(({ seq }) => seq !== call.seq)].slice(0, LIMIT);
      show();
    });
    this.#stop = () => {
      stop();
      show.cancel();
    };
    this.#load();
  }

  destroy() {
    this.#stop();
  }

  /** @param {ApiCallView} call */
  #isMeant({ chatId }) {
    return this.#all.checked || chatId === this.#chatId;
  }

  async #load() {
    try {
      this.#calls = await readCalls(this.#all.checked ? null : this.#chatId, LIMIT);
      this.#show();
    } catch (error) {
      showError(error);
    }
  }

  #show() {
    const words = this.#words.value.trim().toLowerCase();
    const fitting = this.#calls.filter(
      (call) =>
        (!this.#onlyErrors.checked || !call.ok || call.unknownParams.length > 0) &&
        (words === '' ||
          `${call.method} ${JSON.stringify(call.params)} ${call.description ?? ''}`
            .toLowerCase()
            .includes(words)),
    );
    if (fitting.length === 0) {
      fill(
        this.#list,
        h('li', {}, emptyPanel('log', t(this.#calls.length === 0 ? 'calls.none' : 'calls.not-found'))),
      );
      this.#nodes.clear();
      return;
    }
    /** @type {Map<number, HTMLElement>} */
    const nodes = new Map();
    for (const call of fitting) nodes.set(call.seq, this.#nodes.get(call.seq) ?? callElement(call));
    const { scrollTop } = this.#list;
    this.#nodes = nodes;
    this.#list.replaceChildren(...nodes.values());
    this.#list.scrollTop = scrollTop;
  }
}

/** @param {ApiCallView} call */
function callElement(call) {
  const details = h('details', { class: 'call' });
  const state = call.ok ? 'OK' : String(call.errorCode ?? '—');
  const time = new Date(call.date).toTimeString().slice(0, 8);
  details.append(
    h(
      'summary',
      { title: fullTime(call.date) },
      h('span', { class: 'call-time mono' }, time),
      h('b', { class: 'call-method' }, call.method),
      call.injected ? h('span', { class: 'call-injected' }, t('calls.injected')) : null,
      h('span', { class: 'call-ms' }, milliseconds(call.ms)),
      h('span', { class: `call-state ${call.ok ? 'good' : 'bad'}` }, state),
      h(
        'span',
        { class: call.ok ? 'call-gist' : 'call-gist bad' },
        call.ok ? gist(call.params) : (call.description ?? ''),
      ),
      call.unknownParams.length === 0
        ? null
        : h(
            'span',
            { class: 'call-gist bad' },
            t('calls.unknown', { n: call.unknownParams.length, names: call.unknownParams.join(', ') }),
          ),
    ),
  );
  // Long parameters cost time: they are written out when they are asked for.
  details.addEventListener(
    'toggle',
    () =>
      details.appendChild(
        h('pre', { class: 'call-params mono', tabindex: '0' }, JSON.stringify(call.params, null, 2)),
      ),
    { once: true },
  );
  return h('li', { class: call.ok ? '' : 'failed' }, details);
}

/**
 * The part of the parameters one looks for first.
 * @param {unknown} params
 */
function gist(params) {
  if (typeof params !== 'object' || params === null) return '';
  const fields = new Map(Object.entries(params));
  const text =
    fields.get('text') ??
    fields.get('caption') ??
    fields.get('title') ??
    fields.get('action') ??
    fields.get('message_id') ??
    '';
  return String(typeof text === 'object' ? '' : text)
    .replaceAll(/<[^>]+>|\s+/g, ' ')
    .slice(0, 140);
}
