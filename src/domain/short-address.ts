/**
 * An address where there is little room: what houses of one company share (region, town) goes first, then the street
 * is cut; the number of the house, by which people tell them apart, stays. At most `most` code points.
 */
export function shortAddress(address: string, most: number): string {
  const parts = address
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const fits = (): boolean => Array.from(parts.join(', ')).length <= most;
  const house = parts.findIndex((part) => HOUSE.test(part));
  for (let before = (house === -1 ? parts.length : house) - 1; before > 0 && !fits(); before -= 1)
    parts.shift();
  if (fits()) return parts.join(', ');
  const [street = '', ...rest] = parts;
  const end = `, ${rest.join(', ')}`;
  const room = most - Array.from(end).length - 1;
  // Written without commas its number stands at the end.
  if (rest.length > 0 && room >= SHORTEST_STREET)
    return `${Array.from(street).slice(0, room).join('').trimEnd()}…${end}`;
  return `…${Array.from(parts.join(', '))
    .slice(1 - most)
    .join('')
    .trimStart()}`;
}

/** `д. 12к2`, `дом 5`, `12`: the part before it is the street. */
const HOUSE = /^(д|дом)[.\s]*\d|^\d/i;
/** Shorter beginnings say nothing. */
const SHORTEST_STREET = 4;
