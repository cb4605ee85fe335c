/** Advance widths of Roboto Regular in hundredths of the letter size. */
const WIDTHS: readonly (readonly [width: number, letters: string])[] = [
  [17, "'"],
  [20, ','],
  [21, ';'],
  [24, ':ijl|'],
  [25, ' \u00a0'],
  [26, '!.·'],
  [27, 'I[]'],
  [28, '-'],
  [31, '`'],
  [32, '"'],
  [33, 't'],
  [34, '(r{}'],
  [35, ')f'],
  [37, '²³'],
  [41, '/\\'],
  [42, '^г'],
  [43, '*'],
  [45, '_'],
  [47, '?yу«»'],
  [48, 'vт'],
  [50, 'xzх'],
  [51, '<kз'],
  [52, '>csс'],
  [53, 'eеё×'],
  [54, 'Laакчьэ'],
  [55, '=FJhnuбя'],
  [56, '$0123456789bdgpГр'],
  [57, '+EoqЕвоЁ−'],
  [58, 'ийлнп'],
  [59, 'SЗц'],
  [60, 'TYZТд'],
  [62, '#&BRВъ'],
  [63, 'KPXБРУХЬ'],
  [64, 'VКЯ'],
  [65, 'ACUАС'],
  [66, 'D–₽'],
  [67, 'Э…'],
  [68, 'G~Ч'],
  [69, 'OQО'],
  [71, 'HNИЙЛНП'],
  [73, '%Цф'],
  [74, 'м'],
  [75, 'wД'],
  [76, 'Ъ'],
  [77, 'Фж'],
  [78, 'ы—'],
  [81, 'ш'],
  [82, 'ю'],
  [83, 'щ'],
  [86, 'Ы'],
  [87, 'MМ'],
  [88, 'm'],
  [89, 'WЮ'],
  [90, '@'],
  [91, 'Ж'],
  [94, 'Ш'],
  [97, 'Щ'],
  [103, '№'],
];
const WIDTH_OF = new Map(WIDTHS.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width])));
/** Letters we do not know are taken for the widest. */
const UNKNOWN = 100;

/** Width of a text in Roboto at the given size. */
export function textWidth(text: string, size: number): number {
  let hundredths = 0;
  for (const letter of text) hundredths += WIDTH_OF.get(letter) ?? UNKNOWN;
  return (hundredths * size) / 100;
}

/** Cut to a width, with an ellipsis. */
export function fitText(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const letters = [...text];
  while (letters.length > 0 && textWidth(`${letters.join('').trimEnd()}…`, size) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Break into at most `lines` lines at spaces; what does not fit is cut. */
export function wrapText(text: string, size: number, width: number, lines: number): string[] {
  const done: string[] = [];
  let line = '';
  const words = text.split(/ +/).filter((word) => word !== '');
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer, size) <= width) {
      line = longer;
    } else if (done.length === lines - 1) {
      return [...done, fitText([line, ...words.slice(index)].join(' '), size, width)];
    } else {
      done.push(fitText(line, size, width));
      line = word;
    }
  }
  return line === '' ? done : [...done, fitText(line, size, width)];
}
