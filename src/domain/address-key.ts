/** Words before names of places; spellings differ, the names do not. */
const KINDS = new Set([
  'г',
  'город',
  'ул',
  'улица',
  'д',
  'дом',
  'пр',
  'проспект',
  'пер',
  'переулок',
  'п',
  'пос',
]);

/** An address folded for comparison: one house, many spellings. Case, ё, punctuation and «ул.», «д.» do not count. */
export function foldAddress(address: string): string {
  const words =
    address
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}/]+/gu) ?? [];
  return words.filter((word) => !KINDS.has(word)).join(' ');
}
