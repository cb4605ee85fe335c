import { addGroup, addPerson } from '../api.js';
import { h } from '../dom.js';
import { fullName } from '../format.js';
import { inLanguage, language, t } from '../i18n.js';
import { field, input, openDialog, select } from './dialog.js';
import { plainWords } from './toast.js';

/**
 * @typedef {import('../app.js').App} App
 * @typedef {import('../../../person-api.ts').PersonView} PersonView
 */

const NAMES = {
  ru: {
    first: [
      'Алексей',
      'Вера',
      'Дмитрий',
      'Елена',
      'Игорь',
      'Ксения',
      'Леонид',
      'Марина',
      'Никита',
      'Полина',
      'Руслан',
      'Тамара',
    ],
    last: [
      'Ким',
      'Дюма',
      'Гончаренко',
      'Седых',
      'Ткач',
      'Белых',
      'Шмидт',
      'Долгих',
      'Мороз',
      'Черных',
      'Вебер',
      'Ли',
    ],
  },
  en: {
    first: [
      'Alex',
      'Beth',
      'Charlie',
      'Diana',
      'Eric',
      'Fiona',
      'George',
      'Hannah',
      'Ivan',
      'Julia',
      'Kevin',
      'Laura',
    ],
    last: [
      'Adams',
      'Brown',
      'Clark',
      'Davis',
      'Evans',
      'Fisher',
      'Green',
      'Hill',
      'Irwin',
      'Jones',
      'King',
      'Lewis',
    ],
  },
};

/** @param {string[]} list */
function any(list) {
  return list[Math.floor(Math.random() * list.length)] ?? '';
}

/** Somebody who did not exist; the sandbox makes up the number. */
export function randomPerson() {
  const names = NAMES[language()];
  return {
    firstName: any(names.first),
    lastName: any(names.last),
    languageCode: language(),
    note: t('people.new-note'),
  };
}

/**
 * A new person with details, or another look of a known one.
 * @param {App} app
 * @param {PersonView} [person]
 */
export function openPersonDialog(app, person) {
  const firstName = input({
    required: true,
    maxlength: '64',
    value: person?.firstName ?? '',
    autofocus: true,
  });
  const lastName = input({ maxlength: '64', value: person?.lastName ?? '' });
  const username = input({ pattern: '[A-Za-z][A-Za-z0-9_]{3,31}', value: person?.username ?? '' });
  const phone = input({
    type: 'tel',
    pattern: '\\+?[0-9]{7,15}',
    placeholder: '+79161234567',
    value: person?.phone ?? '',
  });
  const code = select(
    [
      ['ru', 'ru'],
      ['en', 'en'],
      ['uk', 'uk'],
      ['kk', 'kk'],
      ['uz', 'uz'],
      ['de', 'de'],
    ],
    person?.languageCode ?? language(),
  );
  const note = input({ maxlength: '100', value: inLanguage(person?.note) });
  const problem = h('p', { class: 'problem', role: 'alert' });
  openDialog({
    title: t(person === undefined ? 'people.new-details' : 'people.edit'),
    body: [
      field(t('contact.name'), firstName),
      field(t('contact.last-name'), lastName),
      field(t('person.username'), username),
      field(t('contact.phone'), phone, t('person.phone-hint')),
      field(t('person.language'), code),
      field(t('person.note'), note),
      problem,
    ],
    buttons: [{ text: t('save'), kind: 'main', act: save }, { text: t('cancel') }],
  });
  firstName.focus();

  async function save() {
    if (![firstName, username, phone].every((box) => box.reportValidity())) return false;
    /** @type {import('../../../person-api.ts').PersonDraft} */
    const draft = { firstName: firstName.value.trim(), languageCode: code.value };
    if (person !== undefined) draft.id = person.id;
    for (const [name, box] of /** @type {const} */ ([
      ['lastName', lastName],
      ['username', username],
      ['note', note],
    ])) {
      if (box.value.trim() !== '') draft[name] = box.value.trim();
    }
    // Left as it was: the other languages' words stay too.
    if (person?.note && note.value === inLanguage(person.note)) draft.note = person.note;
    if (phone.value.trim() !== '') draft.phone = `+${phone.value.trim().replace('+', '')}`;
    try {
      const saved = await addPerson(draft);
      app.store.addPerson(saved);
      await app.store.readChatsOf(saved.id);
      if (person === undefined) app.openChat({ personId: saved.id, chatId: saved.id });
      return true;
    } catch (error) {
      problem.textContent = plainWords(error);
      return false;
    }
  }
}

/** @param {App} app */
export function openGroupDialog(app) {
  const title = input({ required: true, maxlength: '128', autofocus: true });
  const type = select(
    [
      ['supergroup', t('group.supergroup')],
      ['group', t('group.basic')],
    ],
    'supergroup',
  );
  const forum = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', checked: true }));
  const admin = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', checked: true }));
  const boxes = [...app.store.people.values()].map((person) => ({
    person,
    box: /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' })),
  }));
  const problem = h('p', { class: 'problem', role: 'alert' });
  openDialog({
    title: t('people.new-group'),
    body: [
      field(t('group.title'), title),
      field(t('group.type'), type),
      h('label', { class: 'check' }, forum, h('span', {}, t('group.forum'))),
      h('label', { class: 'check' }, admin, h('span', {}, t('group.admin'))),
      h(
        'fieldset',
        { class: 'members' },
        h('legend', {}, t('group.members')),
        ...boxes.map(({ person, box }) =>
          h('label', { class: 'check' }, box, h('span', {}, fullName(person))),
        ),
      ),
      problem,
    ],
    buttons: [{ text: t('group.create'), kind: 'main', act: create }, { text: t('cancel') }],
  });
  title.focus();

  async function create() {
    const memberIds = boxes.filter(({ box }) => box.checked).map(({ person }) => person.id);
    if (!title.reportValidity()) return false;
    const [first] = memberIds;
    if (first === undefined) {
      problem.textContent = t('group.nobody');
      return false;
    }
    try {
      const chat = await addGroup({
        title: title.value.trim(),
        type: type.value === 'group' ? 'group' : 'supergroup',
        forum: type.value === 'supergroup' && forum.checked,
        memberIds,
        botIsAdministrator: admin.checked,
      });
      await Promise.all(memberIds.map((id) => app.store.readChatsOf(id)));
      app.openChat({ personId: first, chatId: chat.id });
      return true;
    } catch (error) {
      problem.textContent = plainWords(error);
      return false;
    }
  }
}
