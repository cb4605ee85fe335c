import { h } from '../dom.js';
import { fullName } from '../format.js';
import { t } from '../i18n.js';
import { field, input, openDialog, select } from './dialog.js';
import { openMenu } from './menu.js';
import { openUploadDialog } from './upload-dialog.js';

/**
 * @typedef {import('../store.js').Store} Store
 * @typedef {import('../session.js').Session} Session
 * @typedef {import('./chat-actions.js').ChatActions} ChatActions
 */

/** @type {import('../../../person-api.ts').SpecialKind[]} */
const SPECIAL = ['sticker', 'dice', 'poll', 'venue', 'video_note'];

/** Squares of known cities: a place nobody lives at. */
const PLACES = [
  ['55.75393,37.62080', 'place.moscow'],
  ['59.93898,30.31583', 'place.petersburg'],
  ['56.83801,60.59747', 'place.yekaterinburg'],
];

/**
 * @param {Element} anchor
 * @param {Store} store
 * @param {Session} session
 * @param {ChatActions} actions
 */
export function openAttachMenu(anchor, store, session, actions) {
  /**
   * @param {string} accept
   * @param {string | null} kind
   */
  const pick = (accept, kind) => pickFiles(accept, (files) => openUploadDialog(files, session, { kind }));
  openMenu(
    [
      { text: t('attach.photo'), icon: 'image', act: () => pick('image/*,video/*', null) },
      { text: t('attach.file'), icon: 'file', act: () => pick('', 'document') },
      { text: t('attach.voice'), icon: 'mic', act: () => pick('audio/*,.ogg,.oga,.opus', 'voice') },
      { text: t('attach.music'), icon: 'music', act: () => pick('audio/*', 'audio') },
      { text: t('attach.location'), icon: 'location', act: () => openLocationDialog(actions) },
      { text: t('attach.contact'), icon: 'person', act: () => openContactDialog(store, session, actions) },
      { text: t('attach.other'), icon: 'more', act: () => openOtherMenu(anchor, actions) },
    ],
    { anchor, label: t('composer.attach') },
  );
}

/**
 * What a bot should survive.
 * @param {Element} anchor
 * @param {ChatActions} actions
 */
function openOtherMenu(anchor, actions) {
  openMenu(
    SPECIAL.map((kind) => ({ text: t(`special.${kind}`), act: () => actions.sendSpecial(kind) })),
    { anchor, label: t('attach.other') },
  );
}

/**
 * @param {string} accept
 * @param {(files: File[]) => void} onFiles
 */
function pickFiles(accept, onFiles) {
  const chooser = /** @type {HTMLInputElement} */ (
    h('input', { type: 'file', multiple: true, accept: accept || null, class: 'unseen' })
  );
  chooser.addEventListener('change', () => {
    const files = [...(chooser.files ?? [])];
    chooser.remove();
    if (files.length > 0) onFiles(files);
  });
  chooser.addEventListener('cancel', () => chooser.remove());
  document.body.appendChild(chooser);
  chooser.click();
}

/** @param {ChatActions} actions */
function openLocationDialog(actions) {
  const place = select(
    PLACES.map(([value, key]) => [value ?? '', t(/** @type {import('../i18n.js').TextKey} */ (key))]),
    PLACES[0]?.[0] ?? '',
  );
  const exact = input({ value: place.value, inputmode: 'decimal', class: 'input mono', required: true });
  place.addEventListener('change', () => {
    exact.value = place.value;
  });
  openDialog({
    title: t('attach.location'),
    body: [field(t('location.place'), place), field(t('location.exact'), exact, t('location.hint'))],
    buttons: [
      {
        text: t('composer.send'),
        kind: 'main',
        act: () => {
          const [latitude, longitude] = exact.value.split(/[,;\s]+/).map(Number);
          const isGood = Math.abs(latitude ?? 999) <= 90 && Math.abs(longitude ?? 999) <= 180;
          exact.setCustomValidity(isGood ? '' : t('location.hint'));
          if (!exact.reportValidity() || latitude === undefined || longitude === undefined) return false;
          actions.sendLocation({ latitude, longitude });
          return true;
        },
      },
      { text: t('cancel') },
    ],
  });
  exact.addEventListener('input', () => exact.setCustomValidity(''));
}

/**
 * @param {Store} store
 * @param {Session} session
 * @param {ChatActions} actions
 */
function openContactDialog(store, session, actions) {
  const own = store.people.get(session.personId);
  const people = [...store.people.values()];
  const whose = select(
    [
      ...people.map(
        (person) =>
          /** @type {[string, string]} */ ([
            String(person.id),
            person.id === own?.id ? t('contact.own', { name: fullName(person) }) : fullName(person),
          ]),
      ),
      ['', t('contact.other')],
    ],
    String(own?.id ?? ''),
  );
  const name = input({ required: true, value: own?.firstName ?? '' });
  const lastName = input({ value: own?.lastName ?? '' });
  const phone = input({ type: 'tel', required: true, value: own?.phone ?? '' });
  whose.addEventListener('change', () => {
    const person = store.people.get(Number(whose.value));
    name.value = person?.firstName ?? '';
    lastName.value = person?.lastName ?? '';
    phone.value = person?.phone ?? '';
  });
  openDialog({
    title: t('attach.contact'),
    body: [
      field(t('contact.whose'), whose),
      field(t('contact.name'), name),
      field(t('contact.last-name'), lastName),
      field(t('contact.phone'), phone),
    ],
    buttons: [
      {
        text: t('composer.send'),
        kind: 'main',
        act: () => {
          if (!name.reportValidity() || !phone.reportValidity()) return false;
          const id = Number(whose.value);
          actions.sendContact({
            phone: phone.value.trim(),
            firstName: name.value.trim(),
            lastName: lastName.value.trim() === '' ? null : lastName.value.trim(),
            userId: store.people.get(id)?.phone === phone.value.trim() ? id : null,
          });
          return true;
        },
      },
      { text: t('cancel') },
    ],
  });
}
