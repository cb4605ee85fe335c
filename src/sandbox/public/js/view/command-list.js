import { fill, h } from '../dom.js';
import { t } from '../i18n.js';

/** @typedef {{ command: string, description: string }} Command */

let count = 0;

/** The bot's commands over the field: all of them from the menu button, the fitting ones while `/…` is typed. */
export class CommandList {
  #field;
  #onChoose;
  /** @type {Command[]} */
  #all = [];
  /** @type {Command[]} */
  #fitting = [];
  #chosen = 0;
  #id;

  /**
   * @param {HTMLTextAreaElement} field
   * @param {(command: string) => void} onChoose
   */
  constructor(field, onChoose) {
    this.#field = field;
    this.#onChoose = onChoose;
    count += 1;
    this.#id = `commands-${count}`;
    this.element = h('ul', {
      class: 'command-list',
      role: 'listbox',
      id: this.#id,
      'aria-label': t('composer.commands'),
      hidden: true,
    });
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', this.#id);
    field.addEventListener('blur', () => setTimeout(() => this.#leave(), 150));
  }

  /** @param {Command[]} commands */
  set(commands) {
    this.#all = commands;
    if (this.isOpen) this.filter();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  toggle() {
    if (this.isOpen) {
      this.close();
      return;
    }
    this.#fitting = this.#all;
    this.#show();
    this.#field.focus();
  }

  filter() {
    const match = /^\/([A-Za-z0-9_]*)$/.exec(this.#field.value);
    this.#fitting =
      match === null
        ? []
        : this.#all.filter(({ command }) => command.startsWith((match[1] ?? '').toLowerCase()));
    if (this.#fitting.length === 0) this.close();
    else this.#show();
  }

  close() {
    this.element.hidden = true;
    this.#field.removeAttribute('aria-activedescendant');
  }

  #leave() {
    const focused = document.activeElement;
    if (focused !== this.#field && !this.element.contains(focused)) this.close();
  }

  #show() {
    this.#chosen = 0;
    fill(
      this.element,
      ...this.#fitting.map(({ command, description }, index) => {
        const item = h(
          'li',
          { class: 'command-item', role: 'option', id: `${this.#id}-${index}` },
          h('b', {}, `/${command}`),
          h('span', {}, description),
        );
        // The field keeps the focus.
        item.addEventListener('pointerdown', (event) => event.preventDefault());
        item.addEventListener('click', () => this.#take(index));
        return item;
      }),
    );
    this.element.hidden = this.#fitting.length === 0;
    this.#mark();
  }

  #mark() {
    for (const [index, item] of [...this.element.children].entries()) {
      item.setAttribute('aria-selected', String(index === this.#chosen));
      if (index === this.#chosen) item.scrollIntoView({ block: 'nearest' });
    }
    this.#field.setAttribute('aria-activedescendant', `${this.#id}-${this.#chosen}`);
  }

  /** @param {number} index */
  #take(index) {
    const command = this.#fitting[index];
    this.close();
    if (command !== undefined) this.#onChoose(`/${command.command}`);
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} The key was for the list.
   */
  onKey(event) {
    if (!this.isOpen) return false;
    const last = this.#fitting.length - 1;
    if (event.key === 'ArrowDown') this.#chosen = this.#chosen === last ? 0 : this.#chosen + 1;
    else if (event.key === 'ArrowUp') this.#chosen = this.#chosen === 0 ? last : this.#chosen - 1;
    else if (event.key === 'Enter' && !event.shiftKey) this.#take(this.#chosen);
    else if (event.key === 'Tab') this.#complete();
    else if (event.key === 'Escape') {
      this.close();
      event.stopPropagation();
    } else return false;
    event.preventDefault();
    if (this.isOpen) this.#mark();
    return true;
  }

  /** Tab writes the command out, so that words can follow it. */
  #complete() {
    const command = this.#fitting[this.#chosen];
    if (command !== undefined) this.#field.value = `/${command.command} `;
    this.#field.dispatchEvent(new Event('input'));
  }
}
