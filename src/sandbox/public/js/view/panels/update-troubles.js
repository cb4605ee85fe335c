import { changeSettings, releaseUpdates } from '../../api.js';
import { fill, h } from '../../dom.js';
import { t } from '../../i18n.js';
import { field, input } from '../dialog.js';
import { showError } from '../toast.js';

/**
 * @typedef {import('../../store.js').Store} Store
 * @typedef {import('../../../../person-api.ts').UpdateTroublesDraft} UpdateTroublesDraft
 */

/** What happens to updates on their way to the bot: held and let go in another order, sent twice by chance. */
export class UpdateTroubles {
  #store;
  #stop;
  #hold;
  #held;
  #release;
  #sameId;
  #newId;

  /** @param {Store} store */
  constructor(store) {
    this.#store = store;
    this.#hold = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
    this.#hold.addEventListener('change', () => this.#change({ hold: this.#hold.checked }));
    this.#held = h('p', { class: 'panel-note', role: 'status' });
    this.#release = h(
      'div',
      { class: 'world-steps' },
      this.#releaseButton('forward', t('updates.forward')),
      this.#releaseButton('backward', t('updates.backward')),
    );
    this.#sameId = this.#chance((share) => ({ sameIdAgain: share }));
    this.#newId = this.#chance((share) => ({ newIdAgain: share }));
    this.element = h(
      'section',
      { class: 'panel-section', 'aria-label': t('updates.title') },
      h('h3', {}, t('updates.title')),
      h('label', { class: 'check' }, this.#hold, h('span', {}, t('updates.hold'))),
      this.#held,
      this.#release,
      field(t('updates.same-id'), this.#sameId, t('fault.redeliver-hint')),
      field(t('updates.new-id'), this.#newId, t('fault.repress-hint')),
    );
    this.#stop = store.on('settings', () => this.#show());
    this.#show();
  }

  destroy() {
    this.#stop();
  }

  /**
   * @param {'forward' | 'backward'} order
   * @param {string} text
   */
  #releaseButton(order, text) {
    const button = h('button', { type: 'button', class: 'text-button' }, text);
    button.addEventListener('click', () => releaseUpdates(order).catch(showError));
    return button;
  }

  /** @param {(share: number) => UpdateTroublesDraft} draft Of a share, 0…1. */
  #chance(draft) {
    const element = input({ type: 'number', min: '0', max: '100', value: '0' });
    element.addEventListener('change', () => {
      if (element.reportValidity()) this.#change(draft(Number(element.value) / 100));
    });
    return element;
  }

  #show() {
    const updates = this.#store.settings?.updates;
    if (updates === undefined) return;
    this.#hold.checked = updates.hold;
    const isHolding = updates.hold || updates.held > 0;
    this.#held.hidden = !isHolding;
    this.#release.hidden = !isHolding;
    fill(this.#held, t('updates.held', { n: updates.held }));
    // Not under the hands of whoever is writing there.
    if (document.activeElement !== this.#sameId) this.#sameId.value = percent(updates.sameIdAgain);
    if (document.activeElement !== this.#newId) this.#newId.value = percent(updates.newIdAgain);
  }

  /** @param {UpdateTroublesDraft} updates */
  async #change(updates) {
    try {
      await changeSettings({ updates });
    } catch (error) {
      showError(error);
    }
    this.#show();
  }
}

/** @param {number} share 0…1 */
function percent(share) {
  return String(Math.round(share * 100));
}
