import { fill, h } from '../../dom.js';
import { fullName, phoneText } from '../../format.js';
import { inLanguage, t } from '../../i18n.js';
import { avatar } from '../avatar.js';
import { openPersonDialog } from '../new-person.js';
import { groupControls } from './group-controls.js';

/** Who the person is, what the bot says of itself, who is in the group. */
export class InfoPanel {
  #app;
  #place;
  #stop;

  /**
   * @param {import('../../app.js').App} app
   * @param {import('../../places.js').Place} place
   */
  constructor(app, place) {
    this.#app = app;
    this.#place = place;
    this.element = h('div', { class: 'panel-scroll info' });
    const session = app.store.session(place.personId, place.chatId);
    const show = () => this.#show();
    const stops = [app.store.on('people', show), app.store.on('bot', show), session.on('head', show)];
    this.#stop = () => {
      for (const stop of stops) stop();
    };
    this.#show();
  }

  destroy() {
    this.#stop();
  }

  #show() {
    const { store } = this.#app;
    const person = store.people.get(this.#place.personId);
    const { bot } = store;
    const session = store.session(this.#place.personId, this.#place.chatId);
    const { head } = session;
    if (person === undefined) return;
    const edit = h('button', { type: 'button', class: 'text-button wide' }, t('people.edit'));
    edit.addEventListener('click', () => openPersonDialog(this.#app, person));
    fill(
      this.element,
      h(
        'div',
        { class: 'info-head' },
        avatar({ id: person.id, name: fullName(person) }, 'large'),
        h('h3', {}, fullName(person)),
        h('p', {}, inLanguage(person.note)),
      ),
      facts([
        [t('contact.phone'), phoneText(person.phone)],
        ['id', String(person.id)],
        [t('person.username'), person.username === null ? '—' : `@${person.username}`],
        [t('person.language'), person.languageCode],
      ]),
      edit,
      bot === undefined
        ? null
        : h(
            'section',
            { class: 'panel-section' },
            h('h3', {}, t('info.bot')),
            facts([
              [t('contact.name'), bot.name],
              [t('person.username'), `@${bot.username}`],
              [t('info.short'), inLanguage(bot.shortDescriptions, person.languageCode) || '—'],
              [t('info.description'), inLanguage(bot.descriptions, person.languageCode) || '—'],
            ]),
          ),
      head === null || head.commands.length === 0
        ? null
        : h(
            'section',
            { class: 'panel-section' },
            h('h3', {}, t('info.commands')),
            facts(head.commands.map(({ command, description }) => [`/${command}`, description])),
          ),
      groupControls(this.#app, session),
    );
  }
}

/** @param {[string, string][]} pairs */
function facts(pairs) {
  return h(
    'dl',
    { class: 'facts' },
    ...pairs.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}
