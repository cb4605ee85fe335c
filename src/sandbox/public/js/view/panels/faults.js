import { addFault, readFaults, removeFault } from '../../api.js';
import { fill, h, iconButton } from '../../dom.js';
import { fullName } from '../../format.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { field, input, select } from '../dialog.js';
import { showError, showToast } from '../toast.js';
import { UpdateTroubles } from './update-troubles.js';

/**
 * @typedef {import('../../../../person-api.ts').Fault} Fault
 * @typedef {import('../../../../person-api.ts').FaultView} FaultView
 * @typedef {Fault['kind']} FaultKind
 */

const METHODS = [
  '*',
  'sendMessage',
  'editMessageText',
  'answerCallbackQuery',
  'sendDocument',
  'sendPhoto',
  'sendMediaGroup',
  'sendInvoice',
  'answerPreCheckoutQuery',
  'deleteMessage',
  'getFile',
  'getUpdates',
];

const GATEWAY_METHODS = [
  '*',
  'POST /payments',
  'GET /payments',
  'POST /capture',
  'POST /cancel',
  'POST /refunds',
  'GET /refunds',
  'POST /payment_methods',
  'GET /payment_methods',
];

/** Hits of a fault are told by no event: they are looked at while the panel is open. */
const LOOK_MS = 2_000;

/** Troubles for the bot: refusals, cuts, delays, updates that come twice. */
export class FaultsPanel {
  #app;
  #chatId;
  #personId;
  #list;
  #timer;
  #kind;
  #method;
  #times;
  #chance;
  #value;
  #words;
  #valueField;
  #wordsField;
  #onlyHere;
  #onlyHereLine;
  #where;
  #methods;
  #updates;

  /**
   * @param {import('../../app.js').App} app
   * @param {import('../../places.js').Place} place
   */
  constructor(app, place) {
    this.#app = app;
    this.#chatId = place.chatId;
    this.#personId = place.personId;
    this.#where = select(
      [
        ['telegram', t('fault.telegram')],
        ['gateway', t('fault.gateway')],
      ],
      'telegram',
    );
    this.#where.addEventListener('change', () => this.#showPlace());
    this.#methods = h('datalist', { id: 'bot-methods' });
    this.#kind = select(
      [
        ['too-many-requests', t('fault.too-many-requests')],
        ['server-error', t('fault.server-error')],
        ['server-error-after', t('fault.server-error-after')],
        ['cut-after', t('fault.cut-after')],
        ['cut-before', t('fault.cut-before')],
        ['delay', t('fault.delay')],
        ['refuse', t('fault.refuse')],
      ],
      'too-many-requests',
    );
    this.#method = input({ list: 'bot-methods', value: '*', required: true, class: 'input mono' });
    this.#times = input({ type: 'number', min: '1', value: '1', placeholder: '∞' });
    this.#chance = input({ type: 'number', min: '1', max: '100', value: '100' });
    this.#value = input({ type: 'number', min: '0', value: '5' });
    this.#words = input({ value: 'Forbidden: bot was blocked by the user', class: 'input mono' });
    this.#valueField = field(t('fault.retry-after'), this.#value);
    this.#wordsField = field(t('fault.description'), this.#words);
    this.#onlyHere = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', checked: true }));
    this.#onlyHereLine = h('label', { class: 'check' }, this.#onlyHere, h('span', {}, t('fault.only-here')));
    this.#list = h('ul', { class: 'faults', 'aria-live': 'polite' });
    this.#kind.addEventListener('change', () => this.#showFields());
    this.#updates = new UpdateTroubles(app.store);
    this.element = h(
      'div',
      { class: 'panel-scroll' },
      this.#form(),
      this.#list,
      this.#updates.element,
      this.#again(),
    );
    this.#showFields();
    this.#showPlace();
    this.#timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') this.#load();
    }, LOOK_MS);
  }

  destroy() {
    clearInterval(this.#timer);
    this.#updates.destroy();
  }

  #form() {
    const form = h(
      'form',
      { class: 'fault-form' },
      this.#methods,
      field(t('fault.where'), this.#where),
      field(t('fault.kind'), this.#kind),
      field(t('fault.method'), this.#method, t('fault.method-hint')),
      this.#wordsField,
      h(
        'div',
        { class: 'fault-row' },
        this.#valueField,
        field(t('fault.times'), this.#times),
        field(t('fault.chance'), this.#chance),
      ),
      this.#onlyHereLine,
      h('button', { type: 'submit', class: 'text-button main wide' }, t('fault.add')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#add();
    });
    return form;
  }

  /** @returns {import('../../api.js').FaultPlace} */
  get #place() {
    return this.#where.value === 'gateway' ? 'gateway' : 'telegram';
  }

  #showPlace() {
    const isGateway = this.#place === 'gateway';
    const methods = isGateway ? GATEWAY_METHODS : METHODS;
    fill(this.#methods, ...methods.map((value) => h('option', { value })));
    this.#onlyHereLine.hidden = isGateway;
    this.#method.value = '*';
    this.#load();
  }

  #showFields() {
    const kind = this.#kind.value;
    /** @type {Record<string, [title: string, value: string]>} */
    const values = {
      'too-many-requests': [t('fault.retry-after'), '5'],
      delay: [t('fault.ms'), '3000'],
      refuse: [t('fault.code'), '403'],
    };
    const value = values[kind];
    this.#valueField.hidden = value === undefined;
    this.#wordsField.hidden = kind !== 'refuse';
    if (value === undefined) return;
    fill(/** @type {HTMLElement} */ (this.#valueField.firstElementChild), value[0]);
    this.#value.value = value[1];
  }

  /** @returns {Fault} */
  #draft() {
    const times = Number(this.#times.value);
    const chance = Number(this.#chance.value) / 100;
    const common = {
      method: this.#method.value.trim() || '*',
      ...(times > 0 ? { times } : {}),
      ...(chance > 0 && chance < 1 ? { probability: chance } : {}),
      ...(this.#onlyHere.checked && this.#place === 'telegram' ? { chatId: this.#chatId } : {}),
    };
    const kind = /** @type {FaultKind} */ (this.#kind.value);
    const value = Math.round(Number(this.#value.value));
    if (kind === 'too-many-requests') return { ...common, kind, retryAfter: value };
    if (kind === 'delay') return { ...common, kind, ms: value };
    if (kind === 'refuse') return { ...common, kind, errorCode: value, description: this.#words.value };
    return { ...common, kind };
  }

  async #add() {
    try {
      await addFault(this.#place, this.#draft());
      await this.#load();
    } catch (error) {
      showError(error);
    }
  }

  async #load() {
    const faults = await readFaults(this.#place).catch(() => null);
    if (faults === null) return;
    const clear = h('button', { type: 'button', class: 'text-button danger small' }, t('fault.clear'));
    clear.addEventListener('click', () => this.#remove(null));
    fill(
      this.#list,
      ...faults.map((fault) => this.#line(fault)),
      faults.length > 1 ? h('li', {}, clear) : null,
    );
  }

  /** @param {FaultView} fault */
  #line(fault) {
    const left =
      fault.times === undefined
        ? t('fault.always')
        : t('fault.left', { n: Math.max(0, fault.times - fault.hits) });
    return h(
      'li',
      { class: 'fault' },
      h(
        'div',
        {},
        h('b', {}, kindText(fault)),
        h('span', { class: 'mono' }, fault.method),
        h('small', {}, `${left} · ${t('fault.hits', { n: fault.hits })}`),
      ),
      iconButton(icon('trash', 20), t('fault.remove'), () => this.#remove(fault.id)),
    );
  }

  /** @param {number | null} id */
  async #remove(id) {
    await removeFault(this.#place, id).catch(showError);
    await this.#load();
  }

  /** Updates that come twice, as Telegram's do. */
  #again() {
    const person = this.#app.store.people.get(this.#personId);
    /**
     * @param {'repress' | 'redeliver'} type
     * @param {string} text
     * @param {string} hint
     */
    const button = (type, text, hint) => {
      const element = h('button', { type: 'button', class: 'text-button wide' }, text);
      element.addEventListener('click', () => {
        this.#app.store.act(this.#personId, { type }).then(() => showToast(t('fault.sent')), showError);
      });
      return h('div', { class: 'again' }, element, h('small', {}, hint));
    };
    return h(
      'section',
      { class: 'panel-section' },
      h('h3', {}, t('fault.twice', { name: person === undefined ? '' : fullName(person) })),
      button('redeliver', t('fault.redeliver'), t('fault.redeliver-hint')),
      button('repress', t('fault.repress'), t('fault.repress-hint')),
    );
  }
}

/** @param {FaultView} fault */
function kindText(fault) {
  if (fault.kind === 'too-many-requests') return `429, retry_after ${fault.retryAfter}`;
  if (fault.kind === 'server-error') return '500';
  if (fault.kind === 'delay') return t('fault.delay-of', { n: fault.ms });
  if (fault.kind === 'refuse') return `${fault.errorCode} ${fault.description}`;
  return t(`fault.${fault.kind}`);
}
