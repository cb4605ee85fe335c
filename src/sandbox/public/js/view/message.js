import { append, h } from '../dom.js';
import { clockTime, dayTitle, fullTime, peerColor, phoneText } from '../format.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';
import { isBigEmoji, richText } from '../rich-text.js';
import { avatar } from './avatar.js';
import { inlineKeyboard } from './inline-keyboard.js';
import { locationCard } from './location-card.js';
import { albumElement, mediaElement, picturesWidth } from './media.js';

/**
 * @typedef {import('../../../person-api.ts').MessageView} MessageView
 * @typedef {import('./message-items.js').Item} Item
 */

/**
 * What a message can ask of its chat.
 * @typedef {object} MessageActions
 * @property {import('../rich-text.js').TextActions} text
 * @property {boolean} isGroup
 * @property {(messageId: number) => string} authorOf '' when the message is not here.
 * @property {(message: MessageView, button: import('../../../person-api.ts').InlineButtonView, element: HTMLButtonElement) => void} press
 * @property {(message: MessageView) => void} openMedia
 * @property {(message: MessageView, at: { x?: number, y?: number, anchor?: Element }) => void} openMenu
 * @property {(messageId: number) => void} goTo
 * @property {(topicId: number | null) => void} openTopic
 * @property {(message: MessageView) => void} reply
 * @property {(phone: string) => void} openContact
 */

/**
 * @param {Item} item
 * @param {MessageActions} actions
 * @returns {HTMLElement}
 */
export function itemElement(item, actions) {
  if (item.kind === 'day') {
    return h('li', { class: 'day-line' }, h('time', { datetime: item.date }, dayTitle(item.date)));
  }
  if (item.kind === 'unread') return h('li', { class: 'unread-line' }, t('message.unread'));
  const [message] = item.messages;
  if (message === undefined) return h('li');
  if (message.side === 'service') return serviceLine(message, item.topic);
  return messageRow(item, message, actions);
}

/**
 * @param {MessageView} message
 * @param {string} topic
 */
function serviceLine(message, topic) {
  const { payment } = message;
  const text =
    payment === null
      ? message.text
      : t(payment.title === '' ? 'payment.done' : 'payment.done-for', {
          sum: payment.totalText,
          title: payment.title,
        });
  return h(
    'li',
    { class: 'service-line', data: { id: message.id } },
    h(
      'span',
      { title: fullTime(message.date) },
      payment === null ? null : icon('check', 16),
      text.includes(topic) ? text : `${text} · # ${topic}`,
    ),
  );
}

/**
 * @param {Extract<Item, { kind: 'message' }>} item
 * @param {MessageView} message
 * @param {MessageActions} actions
 */
function messageRow(item, message, actions) {
  const isMine = message.side === 'me';
  const isGuest = actions.isGroup && !isMine;
  const isEmoji =
    message.kind === 'sticker' ||
    message.kind === 'dice' ||
    (message.kind === 'text' && message.replyTo === null && isBigEmoji(message.text));
  const captioned = item.messages.find(({ text, kind }) => text !== '' && kind !== 'invoice') ?? message;
  const bubble = h('div', {
    class: `bubble ${bubbleClass(item, message, captioned, isEmoji)}`,
    style: { '--meta-width': `${metaWidth(message)}px`, '--picture': `${picturesWidth(item.messages)}px` },
  });
  append(bubble, [
    h('span', { class: 'unseen' }, `${isMine ? t('message.you') : message.authorName}: `),
    isGuest && item.first
      ? h(
          'span',
          { class: 'author', data: { color: message.side === 'bot' ? 'bot' : peerColor(message.authorId) } },
          message.authorName,
        )
      : null,
    item.topic === '' ? null : topicMark(item.topic, message, actions),
    message.forwardedFrom === null ? null : forwardMark(message.forwardedFrom),
    message.replyTo === null ? null : replyMark(message.replyTo, actions),
    content(item, message, actions),
    textBlock(message, captioned, actions),
    meta(message, isMine),
  ]);
  const row = h(
    'li',
    {
      class: `row ${isMine ? 'mine' : 'theirs'} ${item.first ? 'first' : ''} ${item.last ? 'last' : ''}`,
      tabindex: '-1',
      data: { id: message.id },
    },
    isGuest
      ? h(
          'div',
          { class: 'row-avatar' },
          item.last
            ? avatar(
                {
                  id: message.authorId,
                  name: message.authorName,
                  kind: message.side === 'bot' ? 'bot' : 'person',
                },
                'small',
              )
            : null,
        )
      : null,
    h('div', { class: 'bubble-box' }, bubble, inlineKeyboard(message, actions.press)),
    moreButton(message, actions),
  );
  listen(row, item.messages, message, actions);
  return row;
}

/**
 * @param {Extract<Item, { kind: 'message' }>} item
 * @param {MessageView} message
 * @param {MessageView} captioned
 * @param {boolean} isEmoji
 */
function bubbleClass(item, message, captioned, isEmoji) {
  const isPicture =
    message.media !== null &&
    (message.kind === 'photo' || message.kind === 'video' || message.kind === 'animation') &&
    item.messages.every(({ kind }) => kind !== 'document');
  const isBare = isPicture && captioned.text === '';
  const isSpecial = SPECIAL_MARKS[message.kind] !== undefined;
  const isCard =
    isSpecial || message.contact !== null || message.location !== null || message.invoice !== null;
  const isTight = isCard || (!isPicture && message.media !== null && captioned.text === '');
  return [
    `kind-${message.kind}`,
    isPicture ? 'has-picture' : '',
    isBare ? 'bare' : '',
    isTight ? 'tight' : '',
    isEmoji ? 'big-emoji' : '',
    message.replyTo !== null || message.forwardedFrom !== null || item.topic !== '' ? 'has-head' : '',
  ].join(' ');
}

/**
 * @param {HTMLElement} row
 * @param {MessageView[]} all
 * @param {MessageView} message
 * @param {MessageActions} actions
 */
function listen(row, all, message, actions) {
  row.addEventListener('contextmenu', (event) => {
    // The browser's own menu stays for links and for text that is selected.
    const target = /** @type {Element} */ (event.target);
    if (target.closest('a, video, audio') !== null || String(getSelection()) !== '') return;
    event.preventDefault();
    const part = target.closest('.album [data-id]');
    const meant = all.find(({ id }) => String(id) === part?.getAttribute('data-id')) ?? message;
    const isByKey = event.clientX === 0 && event.clientY === 0;
    actions.openMenu(meant, isByKey ? { anchor: row } : { x: event.clientX, y: event.clientY });
  });
  row.addEventListener('dblclick', (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest('a, button, video, audio, .inline-keyboard, .player') === null) actions.reply(message);
  });
  row.addEventListener('keydown', (event) => {
    if (event.target !== row || event.key !== 'Enter') return;
    event.preventDefault();
    actions.openMenu(message, { anchor: row.querySelector('.bubble') ?? row });
  });
}

/**
 * @param {MessageView} message
 * @param {MessageActions} actions
 */
function moreButton(message, actions) {
  const button = h(
    'button',
    {
      type: 'button',
      class: 'row-more',
      'aria-label': t('message.actions'),
      'aria-haspopup': 'menu',
      tabindex: '-1',
    },
    icon('more', 18),
  );
  button.addEventListener('click', () => actions.openMenu(message, { anchor: button }));
  return button;
}

/**
 * @param {string} name
 * @param {MessageView} message
 * @param {MessageActions} actions
 */
function topicMark(name, { topicId }, actions) {
  const button = h(
    'button',
    { type: 'button', class: 'topic-mark', 'aria-label': t('message.topic', { name }) },
    '# ',
    name,
  );
  button.addEventListener('click', () => actions.openTopic(topicId));
  return button;
}

/** @param {string} name */
function forwardMark(name) {
  return h('div', { class: 'forward-mark' }, t('message.forwarded'), ' ', h('b', {}, name));
}

/**
 * @param {{ id: number, text: string }} replyTo
 * @param {MessageActions} actions
 */
function replyMark(replyTo, actions) {
  const button = h(
    'button',
    { type: 'button', class: 'reply-mark', 'aria-label': t('message.go-to-reply') },
    h('b', {}, actions.authorOf(replyTo.id) || t('message.reply')),
    h('span', {}, replyTo.text === '' ? t('message.attachment') : replyTo.text),
  );
  button.addEventListener('click', () => actions.goTo(replyTo.id));
  return button;
}

/**
 * All but the text.
 * @param {Extract<Item, { kind: 'message' }>} item
 * @param {MessageView} message
 * @param {MessageActions} actions
 */
function content(item, message, actions) {
  if (item.messages.length > 1) return albumElement(item.messages, actions.openMedia);
  const special = specialCard(message);
  if (special !== null) return special;
  if (message.contact !== null) return contactCard(message.contact, actions);
  if (message.location !== null) return locationCard(message.location);
  if (message.invoice !== null) return invoiceCard(message.invoice);
  return mediaElement(message, actions.openMedia);
}

/** @type {Partial<Record<MessageView['kind'], import('../icons.js').IconName | ''>>} */
const SPECIAL_MARKS = { sticker: '', dice: '', poll: 'log', venue: 'location', video_note: 'video' };

/**
 * Stickers and the like: here they have no content of their own but a line.
 * @param {MessageView} message
 */
function specialCard({ kind, text }) {
  const mark = SPECIAL_MARKS[kind];
  if (mark === undefined) return null;
  if (mark !== '') return h('div', { class: 'special-card' }, icon(mark, 22), h('span', {}, text));
  const picture = /\p{Extended_Pictographic}/u.exec(text)?.[0] ?? '🙂';
  const value = kind === 'dice' ? h('span', { class: 'dice-value' }, text.replace(picture, '').trim()) : null;
  return h('div', { class: 'sticker', title: text }, picture, value);
}

/**
 * @param {MessageView} message
 * @param {MessageView} captioned
 * @param {MessageActions} actions
 */
function textBlock(message, captioned, actions) {
  if (
    captioned.text === '' ||
    message.kind === 'invoice' ||
    message.kind === 'contact' ||
    message.kind === 'location' ||
    SPECIAL_MARKS[message.kind] !== undefined
  ) {
    return null;
  }
  return h('div', { class: 'text' }, richText(captioned.html, actions.text));
}

/**
 * @param {NonNullable<MessageView['contact']>} contact
 * @param {MessageActions} actions
 */
function contactCard(contact, actions) {
  const name = [contact.firstName, contact.lastName ?? ''].join(' ').trim();
  const button = h(
    'button',
    { type: 'button', class: 'contact-card', title: t('message.copy-phone') },
    avatar({ id: contact.userId ?? 0, name }, 'middle'),
    h('span', { class: 'contact-side' }, h('b', {}, name), h('span', {}, phoneText(contact.phone))),
  );
  button.addEventListener('click', () => actions.openContact(contact.phone));
  return button;
}

/** @param {NonNullable<MessageView['invoice']>} invoice */
function invoiceCard(invoice) {
  const photo =
    invoice.photoUrl === null
      ? null
      : h('img', { class: 'invoice-photo', src: invoice.photoUrl, alt: '', loading: 'lazy' });
  photo?.addEventListener('error', () => photo.remove());
  return h(
    'div',
    { class: 'invoice-card' },
    photo,
    h('b', { class: 'invoice-title' }, invoice.title),
    h('p', {}, invoice.description),
    h(
      'span',
      { class: `invoice-total ${invoice.paid ? 'paid' : ''}` },
      invoice.totalText,
      h('small', {}, t(invoice.paid ? 'invoice.paid' : 'invoice.test')),
    ),
  );
}

/**
 * Room for the time at the end of a caption's last line, CSS pixels.
 * @param {MessageView} message
 */
function metaWidth({ editDate, pinned, side }) {
  return 48 + (editDate === null ? 0 : 62) + (pinned ? 16 : 0) + (side === 'me' ? 20 : 0);
}

/**
 * @param {MessageView} message
 * @param {boolean} isMine
 */
function meta(message, isMine) {
  const { editDate } = message;
  const title =
    editDate === null
      ? fullTime(message.date)
      : t('message.edited-at', { date: fullTime(message.date), edit: fullTime(editDate) });
  return h(
    'span',
    { class: 'meta', title },
    message.pinned ? icon('pin', 13) : null,
    editDate === null ? null : h('span', {}, `${t('message.edited')} `),
    h('time', { datetime: message.date }, clockTime(message.date)),
    isMine ? icon('checks', 16) : null,
  );
}
