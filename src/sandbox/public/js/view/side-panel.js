import { fill, h, iconButton } from '../dom.js';
import { fullName } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { preferences, remember } from '../preferences.js';
import { CallsPanel } from './panels/calls.js';
import { FaultsPanel } from './panels/faults.js';
import { GatewayPanel } from './panels/gateway.js';
import { InfoPanel } from './panels/info.js';
import { MailPanel } from './panels/mail.js';
import { SmsPanel } from './panels/sms.js';
import { WorldPanel } from './panels/world.js';

/**
 * One tab of the panel.
 * @typedef {{ element: HTMLElement, destroy: () => void }} Panel
 * @typedef {import('../places.js').Place} Place
 */

/** @type {{ id: string, icon: import('../icons.js').IconName, title: import('../i18n.js').TextKey, make: (app: import('../app.js').App, place: Place) => Panel }[]} */
const TABS = [
  { id: 'calls', icon: 'log', title: 'panel.calls', make: (app, place) => new CallsPanel(app, place) },
  { id: 'sms', icon: 'sms', title: 'panel.sms', make: (app, place) => new SmsPanel(app, place) },
  { id: 'mail', icon: 'mail', title: 'panel.mail', make: (app) => new MailPanel(app) },
  { id: 'gateway', icon: 'card', title: 'panel.gateway', make: (app) => new GatewayPanel(app) },
  { id: 'faults', icon: 'bolt', title: 'panel.faults', make: (app, place) => new FaultsPanel(app, place) },
  { id: 'world', icon: 'clock', title: 'panel.world', make: (app) => new WorldPanel(app) },
  { id: 'info', icon: 'info', title: 'panel.info', make: (app, place) => new InfoPanel(app, place) },
];

/** What stands beside the chat that is active: its person's phone and mail, the bot's calls, faults. */
export class SidePanel {
  #app;
  /** @type {Place | null} */
  #place = null;
  /** @type {Panel | null} */
  #panel = null;
  #title;
  #tabs;
  #body;
  #stops;
  #new = { sms: false, mail: false };

  /** @param {import('../app.js').App} app */
  constructor(app) {
    this.#app = app;
    this.#title = h('h2', {});
    this.#tabs = h('div', { class: 'panel-tabs', role: 'tablist', 'aria-label': t('panel.title') });
    this.#body = h('div', { class: 'panel-body', role: 'tabpanel' });
    this.element = h(
      'aside',
      { class: 'side-panel', 'aria-label': t('panel.title') },
      h(
        'header',
        { class: 'panel-head' },
        iconButton(icon('back'), t('back'), () => app.closePanel(), { class: 'back' }),
        this.#title,
        iconButton(icon('close'), t('close'), () => app.closePanel(), { class: 'panel-close' }),
      ),
      this.#tabs,
      this.#body,
    );
    this.#tabs.addEventListener('keydown', (event) => this.#onKey(event));
    this.#stops = [
      app.store.on('sms', (sms) => {
        const person = app.store.people.get(this.#place?.personId ?? 0);
        const isNobodys = ![...app.store.people.values()].some(({ phone }) => phone === sms.phone);
        if (preferences.tab !== 'sms' && (isNobodys || person?.phone === sms.phone)) this.#mark('sms');
      }),
      app.store.on('mail', () => {
        if (preferences.tab !== 'mail') this.#mark('mail');
      }),
    ];
  }

  destroy() {
    this.#panel?.destroy();
    for (const stop of this.#stops) stop();
    this.element.remove();
  }

  /** @param {Place} place */
  showFor(place) {
    if (this.#place?.personId === place.personId && this.#place.chatId === place.chatId) return;
    this.#place = place;
    this.#show();
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.#tabs.querySelector('[aria-selected="true"]'))?.focus();
  }

  /** @param {'sms' | 'mail'} tab */
  #mark(tab) {
    this.#new[tab] = true;
    this.#showTabs();
  }

  #show() {
    const place = this.#place;
    if (place === null) return;
    const person = this.#app.store.people.get(place.personId);
    fill(this.#title, person === undefined ? t('panel.title') : fullName(person));
    const tab = TABS.find(({ id }) => id === preferences.tab) ?? TABS[0];
    if (tab === undefined) return;
    if (tab.id === 'sms' || tab.id === 'mail') this.#new[tab.id] = false;
    this.#panel?.destroy();
    this.#panel = tab.make(this.#app, place);
    this.#body.setAttribute('aria-label', t(tab.title));
    fill(this.#body, this.#panel.element);
    this.#showTabs();
  }

  #showTabs() {
    const hadFocus = this.#tabs.contains(document.activeElement);
    fill(
      this.#tabs,
      ...TABS.map((tab) => {
        const isChosen = tab.id === preferences.tab;
        const isNew = (tab.id === 'sms' || tab.id === 'mail') && this.#new[tab.id];
        const button = h(
          'button',
          {
            type: 'button',
            class: `panel-tab ${isNew ? 'has-new' : ''}`,
            role: 'tab',
            'aria-selected': String(isChosen),
            tabindex: isChosen ? '0' : '-1',
            data: { tab: tab.id },
          },
          icon(tab.icon, 20),
          h('span', {}, t(tab.title)),
        );
        button.addEventListener('click', () => this.#choose(tab.id));
        return button;
      }),
    );
    if (hadFocus) this.focus();
  }

  /** @param {string} id */
  #choose(id) {
    remember({ tab: id });
    this.#show();
    this.focus();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = TABS.findIndex(({ id }) => id === preferences.tab);
    const next = TABS[(at + by + TABS.length) % TABS.length];
    if (next !== undefined) this.#choose(next.id);
  }
}
