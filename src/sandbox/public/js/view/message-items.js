import { dayKey } from '../format.js';

/** @typedef {import('../../../person-api.ts').MessageView} MessageView */

/**
 * One line of the list: a day, the line «unread», a message, or an album.
 * @typedef {{ key: string, kind: 'day', date: string }
 *   | { key: string, kind: 'unread', date: string }
 *   | { key: string, kind: 'message', messages: MessageView[], first: boolean, last: boolean, topic: string }} Item
 *   `topic`: name of the topic, where messages of several stand together; '' elsewhere.
 */

/** Messages of one author closer than this stand together. */
const TOGETHER_MS = 10 * 60_000;

/**
 * What is shown for the messages `from`…`to` (exclusive).
 * @param {MessageView[]} list
 * @param {number} from
 * @param {number} to
 * @param {number} unreadFrom Id of the first unread message, 0 = none.
 * @param {(message: MessageView) => string} topicOf Name of a message's topic, '' where it goes without saying.
 * @returns {Item[]}
 */
export function buildItems(list, from, to, unreadFrom, topicOf) {
  /** @type {Item[]} */
  const items = [];
  for (let index = from; index < to; index += 1) {
    const message = list[index];
    if (message === undefined) break;
    const before = list[index - 1];
    const isNewDay = before === undefined || dayKey(before.date) !== dayKey(message.date);
    if (isNewDay) items.push({ key: `d${dayKey(message.date)}`, kind: 'day', date: message.date });
    const isUnread = message.id === unreadFrom;
    if (isUnread) items.push({ key: 'unread', kind: 'unread', date: message.date });
    const album = [message];
    while (message.albumId !== null && index + 1 < to && list[index + 1]?.albumId === message.albumId) {
      index += 1;
      album.push(/** @type {MessageView} */ (list[index]));
    }
    const first = isUnread || isNewDay || !isTogether(before, message);
    items.push({
      key: `m${message.id}`,
      kind: 'message',
      messages: album,
      first,
      topic: first ? topicOf(message) : '',
      last: !isTogether(list[index], list[index + 1]),
    });
  }
  return items;
}

/**
 * @param {MessageView | undefined} a
 * @param {MessageView | undefined} b
 */
function isTogether(a, b) {
  if (a === undefined || b === undefined) return false;
  return (
    a.side === b.side &&
    a.side !== 'service' &&
    a.authorId === b.authorId &&
    a.topicId === b.topicId &&
    dayKey(a.date) === dayKey(b.date) &&
    Date.parse(b.date) - Date.parse(a.date) < TOGETHER_MS
  );
}

/**
 * An album is never cut: moves a border before its first item.
 * @param {MessageView[]} list
 * @param {number} index
 */
export function albumStart(list, index) {
  let at = index;
  while (at > 0 && list[at]?.albumId && list[at]?.albumId === list[at - 1]?.albumId) at -= 1;
  return at;
}
