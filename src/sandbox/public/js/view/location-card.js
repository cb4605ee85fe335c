import { h } from '../dom.js';
import { t } from '../i18n.js';
import { icon } from '../icons.js';

/** A drawing in place of a map: nothing is asked of other servers until the link is pressed. */

/** @param {{ latitude: number, longitude: number }} location */
export function locationCard({ latitude, longitude }) {
  const place = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  // Streets lie differently at every place.
  const turn = Math.round((Math.abs(latitude * 37 + longitude * 53) % 1) * 60 - 30);
  return h(
    'a',
    {
      class: 'location-card',
      href: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`,
      target: '_blank',
      rel: 'noopener noreferrer',
      'aria-label': t('message.location', { place }),
    },
    h(
      'span',
      { class: 'map', style: { '--turn': `${turn}deg` } },
      h('span', { class: 'streets' }),
      h('span', { class: 'map-pin' }, icon('location', 34)),
    ),
    h('span', { class: 'map-place' }, place),
  );
}
