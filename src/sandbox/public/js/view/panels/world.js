import { changeSettings, resetSandbox } from '../../api.js';
import { fill, h } from '../../dom.js';
import { fullTime, sandboxNow } from '../../format.js';
import { t } from '../../i18n.js';
import { confirmDialog, field, input } from '../dialog.js';
import { showError, showToast } from '../toast.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The whole sandbox: its clock, Telegram's rates, back to the beginning. */
export class WorldPanel {
  #app;
  #now;
  #when;
  #rates;
  #timer;
  #stop;

  /** @param {import('../../app.js').App} app */
  constructor(app) {
    this.#app = app;
    this.#now = h('p', { class: 'world-clock', role: 'timer' });
    this.#when = input({ type: 'datetime-local', required: true });
    this.#rates = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
    this.#rates.addEventListener('change', () => this.#change({ rates: this.#rates.checked }));
    this.element = h('div', { class: 'panel-scroll' }, this.#clock(), this.#rules(), this.#beginning());
    const show = () => this.#show();
    this.#stop = app.store.on('settings', show);
    this.#timer = window.setInterval(() => this.#showNow(), 1_000);
    this.#show();
  }

  destroy() {
    this.#stop();
    clearInterval(this.#timer);
  }

  get #offset() {
    return this.#app.store.settings?.clock.offset ?? 0;
  }

  #clock() {
    /**
     * @param {string} text
     * @param {() => number} offset Milliseconds ahead of the real clock.
     */
    const button = (text, offset) =>
      h(
        'button',
        {
          type: 'button',
          class: 'text-button',
          on: { click: () => this.#change({ clockOffset: offset() }) },
        },
        text,
      );
    const form = h(
      'form',
      { class: 'world-form' },
      field(t('world.go-to'), this.#when),
      h('button', { type: 'submit', class: 'text-button main' }, t('world.go')),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#when.reportValidity()) this.#change({ clockAt: new Date(this.#when.value).toISOString() });
    });
    return h(
      'section',
      { class: 'panel-first' },
      h('h3', {}, t('world.clock')),
      this.#now,
      h('p', { class: 'panel-note' }, t('world.clock-note')),
      h(
        'div',
        { class: 'world-steps' },
        button(t('world.hour'), () => this.#offset + HOUR),
        button(t('world.day'), () => this.#offset + DAY),
        button(t('world.week'), () => this.#offset + 7 * DAY),
        button(t('world.month'), () => this.#offset + monthAhead()),
        button(t('world.real'), () => 0),
      ),
      form,
    );
  }

  #rules() {
    return h(
      'section',
      { class: 'panel-section' },
      h('h3', {}, t('world.rules')),
      h('label', { class: 'check' }, this.#rates, h('span', {}, t('world.rates'))),
    );
  }

  #beginning() {
    const button = h('button', { type: 'button', class: 'text-button danger wide' }, t('world.reset'));
    button.addEventListener('click', async () => {
      const isSure = await confirmDialog({
        title: t('world.reset'),
        text: t('world.reset-text'),
        yes: t('world.reset-yes'),
        danger: true,
      });
      if (!isSure) return;
      try {
        await resetSandbox();
        showToast(t('world.reset-done'));
      } catch (error) {
        showError(error);
      }
    });
    return h('section', { class: 'panel-section' }, h('h3', {}, t('world.beginning')), button);
  }

  #show() {
    const { settings } = this.#app.store;
    this.#rates.checked = settings?.rates === true;
    this.#when.value = localValue(sandboxNow());
    this.#showNow();
  }

  #showNow() {
    fill(this.#now, fullTime(sandboxNow().toISOString()));
    this.#now.classList.toggle('travelled', this.#offset !== 0);
  }

  /** @param {import('../../../../person-api.ts').SettingsDraft} draft */
  async #change(draft) {
    try {
      await changeSettings(draft);
    } catch (error) {
      showError(error);
    }
  }
}

/** Milliseconds to the same day and time a month later by the sandbox's clock. */
function monthAhead() {
  const now = sandboxNow();
  const then = new Date(now);
  then.setMonth(then.getMonth() + 1, Math.min(now.getDate(), 28));
  return then.getTime() - now.getTime();
}

/**
 * For a datetime-local field, in this browser's zone.
 * @param {Date} date
 */
function localValue(date) {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
