import { h } from '../../dom.js';
import { icon } from '../../icons.js';

/**
 * What a panel shows when there is nothing to show.
 * @param {import('../../icons.js').IconName} picture
 * @param {string} text
 */
export function emptyPanel(picture, text) {
  return h('div', { class: 'panel-empty' }, icon(picture, 40), h('p', {}, text));
}
