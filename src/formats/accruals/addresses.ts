import { tidyText } from './cells.ts';
import type { AddressParts } from './model.ts';

export interface SplitAddress {
  /** without the flat */
  readonly address: string;
  readonly parts: AddressParts | null;
  readonly flat: string | null;
}

/**
 * `ГОРОД,УЛИЦА,ДОМ,КВАРТИРА` of the `#TYPE 7` register. The last piece is the flat when there are at least four;
 * pieces in front (region, district) belong to the city. With fewer pieces nothing is guessed.
 */
export function splitCommaAddress(cell: string): SplitAddress {
  const pieces = tidyText(cell)
    .split(',')
    .map((piece) => piece.trim());
  if (pieces.length < 4) {
    const known = pieces.filter((piece) => piece !== '');
    return { address: known.join(', '), parts: null, flat: null };
  }
  const [street = '', house = '', flat = ''] = pieces.slice(-3);
  const city = pieces
    .slice(0, -3)
    .filter((piece) => piece !== '')
    .join(', ');
  const address = [city, street, house].filter((piece) => piece !== '').join(', ');
  const parts = city !== '' && street !== '' && house !== '' ? { city, street, house } : null;
  return { address, parts, flat: flat === '' ? null : flat };
}

const HOUSE_AND_FLAT = /^(.+?)-([^-]+)$/;

/**
 * `г. Москва, ул. Центральная, 5-2` of Sberbank's register: the last piece is house and flat. A house alone stays a
 * house.
 * @param knownFlat from the field of the house's GUID; then only this ending is cut off
 */
export function splitDashAddress(cell: string, knownFlat: string | null): SplitAddress {
  const text = tidyText(cell);
  const pieces = text.split(',').map((piece) => piece.trim());
  const last = pieces.at(-1) ?? '';
  const match = pieces.length < 2 || !/\d/.test(last) ? null : HOUSE_AND_FLAT.exec(last);
  const [, house = '', flat = ''] = match ?? [];
  if (match === null || (knownFlat !== null && knownFlat !== flat.trim())) {
    return { address: text, parts: null, flat: knownFlat };
  }
  const before = pieces.slice(0, -1);
  const [street = ''] = before.slice(-1);
  const city = before.slice(0, -1).join(', ');
  const parts = city !== '' && street !== '' ? { city, street, house: house.trim() } : null;
  return { address: [...before, house.trim()].join(', '), parts, flat: flat.trim() };
}
