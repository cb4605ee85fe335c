import { h } from '../dom.js';
import { initials, peerColor } from '../format.js';
import { icon } from '../icons.js';

/**
 * A round picture: letters on one of seven colours. The bot has a house, groups have people.
 * @param {{ id: number, name: string, kind?: 'person' | 'bot' | 'group' }} peer
 * @param {'tiny' | 'small' | 'middle' | 'large'} [size]
 */
export function avatar({ id, name, kind = 'person' }, size = 'middle') {
  const pixels = { tiny: 14, small: 18, middle: 24, large: 48 }[size];
  const content =
    kind === 'bot' ? icon('house', pixels) : kind === 'group' ? icon('people', pixels) : initials(name);
  const color = kind === 'bot' ? 'bot' : String(peerColor(id));
  return h('span', { class: `avatar ${size}`, data: { color }, 'aria-hidden': 'true' }, content);
}
