import { fill, h } from '../dom.js';
import { dayTitle, fullTime, sandboxNow } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';

/** Which bot this is, whether its program is there, and whether it lives in another time. */
export class BotLine {
  #app;
  #stops;

  /** @param {import('../app.js').App} app */
  constructor(app) {
    this.#app = app;
    this.element = h('div', { class: 'bot-line' });
    const show = () => this.#show();
    const { store } = app;
    this.#stops = [store.on('bot', show), store.on('connection', show), store.on('settings', show)];
    show();
  }

  destroy() {
    for (const stop of this.#stops) stop();
  }

  #show() {
    const { bot, connection } = this.#app.store;
    const state = connection === 'online' ? (bot?.connection ?? 'none') : 'away';
    const words = {
      none: t('bot.none'),
      polling: t('bot.polling'),
      webhook: t('bot.webhook'),
      away: t(connection === 'connecting' ? 'connection.connecting' : 'connection.away-short'),
    };
    const pending = bot?.pendingUpdates ?? 0;
    const waiting = pending > 0 && state !== 'away' ? ` · ${t('bot.pending', { n: pending })}` : '';
    fill(
      this.element,
      h('span', { class: 'state-dot', data: { state } }),
      h('b', {}, bot?.name ?? ''),
      h('span', { class: 'bot-state' }, words[state], waiting),
      this.#clockMark(),
    );
  }

  #clockMark() {
    if ((this.#app.store.settings?.clock.offset ?? 0) === 0) return null;
    const now = sandboxNow().toISOString();
    const mark = h(
      'button',
      { type: 'button', class: 'clock-mark', title: fullTime(now) },
      icon('clock', 14),
      dayTitle(now),
    );
    mark.addEventListener('click', () => this.#app.openPanel('world'));
    return mark;
  }
}
