import fc from 'fast-check';
import { zipSync } from 'fflate';

/** A cell as the file stores it, and what a person reads in it. */
export interface RandomCell {
  /** `t` and `s` of the cell */
  readonly attributes: string;
  readonly content: string;
  readonly shown: string;
  /** a text for the table of shared ones; its number takes the place of `#` in `content` */
  readonly shared?: string;
}

export interface RandomSheet {
  readonly name: string;
  /** row and column from 1; cells ascend */
  readonly cells: readonly { readonly row: number; readonly column: number; readonly cell: RandomCell }[];
}

/** Ways of writing the same thing that the standard allows. */
export interface Spelling {
  /** a prefix before every element of the spreadsheet, `x:` */
  readonly prefix: string;
  readonly quote: '"' | "'";
  /** rows and cells say where they stand, though they must only after a gap */
  readonly places: boolean;
  readonly comments: boolean;
  /** a part's name in another case than its address */
  readonly upperCase: boolean;
  readonly absolute: boolean;
  readonly chartFirst: boolean;
  readonly mergedCells: boolean;
}

const ESCAPES: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => Array.from(text, (sign) => `&#${sign.codePointAt(0)};`).join(''),
  (text) => `<![CDATA[${text}]]>`,
  (text) => text.replaceAll(/[&<>]/g, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`),
];
const words = fc.oneof(
  fc.constantFrom(
    'Смирнова Анна',
    '00123',
    '=1+1',
    'a&b',
    '<b>',
    'ООО «Дом»',
    '12 221,81',
    '#N/A',
    '0x10',
    ' край ',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => text.replaceAll('<', '')),
);
/** What XML can hold, in one line: others are written as `_x000D_`, which has a test of its own. */
const plainWords = words.map((text) => {
  const kept = text.replaceAll(/[\p{C}\u2028\u2029]|_x|\]\]>/gu, '');
  return kept === '' ? 'x' : kept;
});
const escaped = fc.tuple(plainWords, fc.constantFrom(...ESCAPES));

/** Whole kopecks below ten billion roubles, written as a decimal or as the float next to it. */
const money = fc
  .tuple(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), fc.boolean())
  .map(([amount, float]): RandomCell => {
    const shown = String(amount / 100);
    return { attributes: '', content: `<v>${float ? (amount / 100).toPrecision(17) : shown}</v>`, shown };
  });
const DATE_STYLE = 1;
const date = fc.integer({ min: 61, max: 2_958_465 }).map((day): RandomCell => {
  const [y, m, d] = new Date(Date.UTC(1899, 11, 30 + day)).toISOString().slice(0, 10).split('-');
  return { attributes: ` s="${DATE_STYLE}"`, content: `<v>${day}</v>`, shown: `${d}.${m}.${y}` };
});
const cell: fc.Arbitrary<RandomCell> = fc.oneof(
  money,
  date,
  escaped.map(([text, spell]) => ({
    attributes: ' t="s"',
    content: '<v>#</v>',
    shown: text,
    shared: spell(text),
  })),
  escaped.map(([text, spell]) => ({
    attributes: ' t="inlineStr"',
    content: `<is><t xml:space="preserve">${spell(text)}</t></is>`,
    shown: text,
  })),
  fc.tuple(escaped, escaped).map(([[a, one], [b, two]]) => ({
    attributes: ' t="inlineStr"',
    content: `<is><r><rPr/><t>${one(a)}</t></r><r><t>${two(b)}</t></r><rPh sb="0" eb="1"><t>ё</t></rPh></is>`,
    shown: a + b,
  })),
  escaped.map(([text, spell]) => ({
    attributes: ' t="str"',
    content: `<f>A1&amp;"x"</f><v>${spell(text)}</v>`,
    shown: text,
  })),
  fc
    .boolean()
    .map((on) => ({ attributes: ' t="b"', content: `<v>${on ? 1 : 0}</v>`, shown: on ? 'да' : 'нет' })),
  fc.constantFrom('#REF!', '#N/A', '#DIV/0!').map((error) => ({
    attributes: ' t="e"',
    content: `<f>1/0</f><v>${error}</v>`,
    shown: error,
  })),
  fc.constantFrom('', '<v/>', '<f>A2</f>').map((content) => ({ attributes: '', content, shown: '' })),
);

const sheet = fc
  .tuple(
    plainWords,
    fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), cell), {
      maxLength: 25,
      selector: ([row, column]) => row * 100 + column,
    }),
  )
  .map(
    ([name, cells]): RandomSheet => ({
      name,
      cells: cells
        .map(([row, column, content]) => ({ row, column, cell: content }))
        .sort((a, b) => a.row - b.row || a.column - b.column),
    }),
  );

const spelling: fc.Arbitrary<Spelling> = fc.record({
  prefix: fc.constantFrom('', '', 'x:'),
  quote: fc.constantFrom('"', "'"),
  places: fc.boolean(),
  comments: fc.boolean(),
  upperCase: fc.boolean(),
  absolute: fc.boolean(),
  chartFirst: fc.boolean(),
  mergedCells: fc.boolean(),
});

export interface RandomWorkbook {
  readonly sheets: readonly RandomSheet[];
  readonly spelling: Spelling;
}

export const randomWorkbook: fc.Arbitrary<RandomWorkbook> = fc.record({
  sheets: fc.array(sheet, { minLength: 1, maxLength: 3 }),
  spelling,
});

/** What a person reads in a sheet: rows of equal width up to the last that says something. */
export function shownRows({ cells }: RandomSheet): string[][] {
  const written = cells.filter(({ cell: { shown } }) => shown !== '');
  const height = Math.max(0, ...written.map(({ row }) => row));
  const width = Math.max(0, ...written.map(({ column }) => column));
  const rows = Array.from({ length: height }, () => Array.from({ length: width }, () => ''));
  for (const { row, column, cell: content } of written) {
    const cells = rows[row - 1];
    if (cells !== undefined) cells[column - 1] = content.shown;
  }
  return rows;
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Those that the generator writes, so that no text is taken for one. */
const ELEMENT =
  /<(\/?)(?=(?:worksheet|dimension|sheetData|row|c|v|f|is|si|sst|t|r|rPr|rPh|mergeCells?)[\s/>])/g;
const NOISE = '<!-- <c r="XFD9"><v>9</v></c> --><?mso x?>';

/** Path → text of every part. */
export function partsOf({ sheets, spelling: how }: RandomWorkbook): Record<string, string> {
  const { prefix } = how;
  const respelled = (xml: string): string =>
    prefix === '' ? xml : xml.replaceAll(ELEMENT, (_all, end: string) => `<${end}${prefix}`);
  const attribute = (name: string, value: string | number): string =>
    ` ${name}=${how.quote}${value}${how.quote}`;
  const strings: string[] = [];
  const parts: Record<string, string> = {};
  const relations: string[] = [];
  const tabs: string[] = [];
  const relate = (kind: string, target: string): string => {
    const id = `rId${relations.length + 1}`;
    const address = how.absolute ? `/xl/${target}` : target;
    relations.push(`<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${address}"/>`);
    return id;
  };
  if (how.chartFirst) {
    parts['xl/chartsheets/sheet1.xml'] = '<chartsheet/>';
    tabs.push(`<sheet name="Chart" sheetId="99" r:id="${relate('chartsheet', 'chartsheets/sheet1.xml')}"/>`);
  }
  for (const [index, { name, cells }] of sheets.entries()) {
    const path = `worksheets/sheet${index + 1}.xml`;
    let body = '';
    let before = 0;
    for (const row of new Set(cells.map((placed) => placed.row))) {
      const isNext = row === before + 1;
      body += `<row${how.places || !isNext ? attribute('r', row) : ''}>`;
      before = row;
      let last = 0;
      for (const placed of cells.filter((candidate) => candidate.row === row)) {
        const { column, cell: content } = placed;
        const place = how.places || column !== last + 1 ? attribute('r', `${letters(column)}${row}`) : '';
        last = column;
        let inside = content.content;
        if (content.shared !== undefined) {
          inside = inside.replace('#', String(strings.length));
          strings.push(content.shared);
        }
        if (how.comments) inside = inside.replace(/(<v>[^<&])/u, '$1<!-- 7 -->');
        body += `<c${content.attributes}${place}>${how.comments ? NOISE : ''}${inside}</c>`;
      }
      body += '</row>';
    }
    const merged = how.mergedCells
      ? '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
      : '';
    // The size that a sheet tells of itself is not believed.
    parts[how.upperCase ? `xl/Worksheets/Sheet${index + 1}.xml` : `xl/${path}`] = respelled(
      `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${body}</sheetData>${merged}</worksheet>`,
    );
    const shown = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
    tabs.push(`<sheet name="${shown}" sheetId="${index + 1}" r:id="${relate('worksheet', path)}"/>`);
  }
  relate('sharedStrings', 'sharedStrings.xml');
  relate('styles', 'styles.xml');
  relations.push(
    '<Relationship Id="rId900" Type="http://x/externalLink" Target="http://127.0.0.1:9/" TargetMode="External"/>',
  );
  return {
    ...parts,
    '[Content_Types].xml': '<?xml version="1.0"?><Types/>',
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="${OFFICE}"><sheets>${tabs.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    [how.upperCase ? 'xl/SharedStrings.xml' : 'xl/sharedStrings.xml']: respelled(
      `<sst>${strings.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    ),
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-419]dd\\.mm\\.yyyy&quot; г.&quot;;@"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs></styleSheet>',
  };
}

export function zipped(parts: Readonly<Record<string, string>>): Buffer {
  return Buffer.from(
    zipSync(
      Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, Buffer.from(text, 'utf8')])),
    ),
  );
}

/** 27 → `AA`. */
export function letters(column: number): string {
  const rest = (column - 1) % 26;
  const sign = String.fromCharCode(65 + rest);
  return column <= 26 ? sign : letters((column - 1 - rest) / 26) + sign;
}
