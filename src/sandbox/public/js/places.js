import { Emitter } from './emitter.js';
import { preferences, remember } from './preferences.js';

/**
 * Which chats are open side by side. Kept in the address, so that a reload, the Back button and a
 * copied link show the same: `#710000001,710000004@-1002000000001*` (the star: the active one).
 * @typedef {{ personId: number, chatId: number }} Place
 */

/** @extends {Emitter<{ change: null }>} */
export class Places extends Emitter {
  /** @type {Place[]} */
  list = [];
  active = 0;

  constructor() {
    super();
    this.#read(location.hash);
    addEventListener('popstate', () => {
      if (location.hash === this.#text()) return;
      this.#read(location.hash);
      this.emit('change', null);
    });
  }

  get current() {
    return this.list[this.active];
  }

  /**
   * @param {Place} place
   * @param {{ beside?: boolean }} [options] `beside`: in a column of its own.
   */
  open(place, { beside = false } = {}) {
    const index = this.list.findIndex((other) => isSame(other, place));
    if (index >= 0) this.active = index;
    else if (beside || this.list.length === 0) {
      this.list.push(place);
      this.active = this.list.length - 1;
    } else this.list[this.active] = place;
    this.#write(true);
  }

  /** @param {Place} place */
  activate(place) {
    const index = this.list.findIndex((other) => isSame(other, place));
    if (index < 0 || index === this.active) return;
    this.active = index;
    this.#write(false);
  }

  /** @param {Place} place */
  close(place) {
    this.list = this.list.filter((other) => !isSame(other, place));
    this.active = Math.max(0, Math.min(this.active, this.list.length - 1));
    this.#write(true);
  }

  /**
   * People may vanish (a reset, another bot): their columns close.
   * @param {{ has: (personId: number) => boolean }} people
   */
  keepPeople(people) {
    const left = this.list.filter(({ personId }) => people.has(personId));
    if (left.length === this.list.length) return;
    this.list = left;
    this.active = Math.max(0, Math.min(this.active, left.length - 1));
    this.#write(false);
  }

  /** Only the list of people: the first screen of a phone. */
  leave() {
    this.list = [];
    this.active = 0;
    this.#write(true);
  }

  /** What was open last time in this browser; nothing is shown by it yet. */
  restore() {
    this.#read(preferences.places);
  }

  #keep() {
    if (this.list.length > 0) remember({ places: this.#text() });
  }

  #text() {
    const parts = this.list.map(({ personId, chatId }, index) => {
      const chat = chatId === personId ? '' : `@${chatId}`;
      return `${personId}${chat}${index === this.active && this.list.length > 1 ? '*' : ''}`;
    });
    return parts.length === 0 ? '' : `#${parts.join(',')}`;
  }

  /** @param {string} text */
  #read(text) {
    this.list = [];
    this.active = 0;
    for (const part of text.slice(1).split(',')) {
      const match = /^(\d+)(?:@(-?\d+))?(\*?)$/.exec(part);
      if (match === null) continue;
      const personId = Number(match[1]);
      if (match[3] === '*') this.active = this.list.length;
      this.list.push({ personId, chatId: Number(match[2] ?? personId) });
    }
  }

  /** @param {boolean} isStep The Back button returns to what was before. */
  #write(isStep) {
    const address = `${location.pathname}${location.search}${this.#text()}`;
    if (isStep && location.hash !== this.#text()) history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    this.#keep();
    this.emit('change', null);
  }
}

/**
 * @param {Place} a
 * @param {Place} b
 */
export function isSame(a, b) {
  return a.personId === b.personId && a.chatId === b.chatId;
}
