import { readSms } from '../../api.js';
import { fill, h, oncePerFrame } from '../../dom.js';
import { clockTime, dayTitle, fullTime, phoneText } from '../../format.js';
import { t } from '../../i18n.js';
import { showError, showToast } from '../toast.js';
import { emptyPanel } from './empty.js';

/** Short messages on this person's phone, and below them those to numbers of nobody. */
export class SmsPanel {
  #app;
  #personId;
  #stop;
  #list;

  /**
   * @param {import('../../app.js').App} app
   * @param {import('../../places.js').Place} place
   */
  constructor(app, { personId }) {
    this.#app = app;
    this.#personId = personId;
    this.#list = h('div', { class: 'sms-list', 'aria-live': 'polite' });
    this.element = h(
      'div',
      { class: 'panel-scroll' },
      h(
        'p',
        { class: 'panel-note' },
        this.#phone === '' ? t('sms.no-phone') : t('sms.of', { phone: phoneText(this.#phone) }),
      ),
      this.#list,
    );
    const reload = oncePerFrame(() => this.#load());
    const stops = [app.store.on('sms', reload), app.store.on('people', reload), () => reload.cancel()];
    this.#stop = () => {
      for (const stop of stops) stop();
    };
    this.#load();
  }

  get #phone() {
    return this.#app.store.people.get(this.#personId)?.phone ?? '';
  }

  destroy() {
    this.#stop();
  }

  async #load() {
    try {
      const all = await readSms(null);
      const own = all.filter(({ phone }) => phone === this.#phone);
      // A number typed by hand may be nobody's: its code must be readable too.
      const owned = new Set([...this.#app.store.people.values()].map(({ phone }) => phone));
      const others = all.filter(({ phone }) => !owned.has(phone));
      fill(
        this.#list,
        ...(own.length === 0 && this.#phone !== '' ? [emptyPanel('sms', t('sms.none'))] : []),
        ...own.map((sms) => smsElement(sms)),
        ...(others.length === 0 ? [] : [h('h3', { class: 'sms-others' }, t('sms.others'))]),
        ...others.map((sms) => smsElement(sms, phoneText(sms.phone))),
      );
    } catch (error) {
      showError(error);
    }
  }
}

/**
 * @param {import('../../../../person-api.ts').SmsView} sms
 * @param {string} [to] The number, where it is not the person's own.
 */
function smsElement({ sender, text, date }, to = '') {
  const code = /(?<!\d)(\d[\d ]{2,8}\d)(?!\d)/.exec(text)?.[1]?.replaceAll(' ', '');
  const copy =
    code === undefined
      ? null
      : h('button', { type: 'button', class: 'text-button small' }, t('sms.copy-code', { code }));
  copy?.addEventListener('click', () => {
    navigator.clipboard?.writeText(code ?? '').then(
      () => showToast(t('copied', { text: code ?? '' })),
      () => {},
    );
  });
  return h(
    'article',
    { class: 'sms' },
    h(
      'header',
      {},
      h('b', {}, [to, sender ?? 'SMS'].filter((part) => part !== '').join(' · ')),
      h('time', { datetime: date, title: fullTime(date) }, `${dayTitle(date)}, ${clockTime(date)}`),
    ),
    h('p', {}, text),
    copy,
  );
}
