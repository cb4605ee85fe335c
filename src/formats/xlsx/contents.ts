import { unescapeText } from './strings.ts';
import { createXmlCursor } from './xml.ts';

/** What a workbook consists of. */
export interface Contents {
  /** in the order of the tabs; sheets that hold only a chart are left out */
  readonly sheets: readonly { readonly name: string; readonly path: string }[];
  readonly strings: string;
  readonly styles: string;
  readonly since1904: boolean;
}

const ROOT = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const KIND =
  /^http:\/\/(?:schemas\.openxmlformats\.org\/officeDocument\/2006|purl\.oclc\.org\/ooxml\/officeDocument)\/relationships\/(\w+)$/;

interface Relation {
  readonly kind: string;
  readonly path: string;
}

/**
 * What the workbook's directory names; addresses outside of the file are never followed.
 * @param part bytes at a path; paths are asked for as `partKey` makes them
 * @returns null when it is no workbook
 * @throws XmlError
 */
export function readContents(part: (path: string) => Uint8Array | undefined): Contents | null {
  const root = part(ROOT);
  const directory = part(RELATIONS);
  if (root === undefined || directory === undefined) return null;
  const relations = readRelations(directory);
  const only = (kind: string, otherwise: string): string =>
    [...relations.values()].find((relation) => relation.kind === kind)?.path ?? otherwise;
  const xml = createXmlCursor(root);
  const sheets: { name: string; path: string }[] = [];
  let since1904: boolean | null = null;
  let named = 0;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event !== 'open') continue;
    if (xml.name === 'workbookPr') since1904 ??= /^(?:1|true)$/.test(xml.attribute('date1904') ?? '');
    if (xml.name !== 'sheet') continue;
    named += 1;
    const relation = relations.get(xml.attribute('id', 'any') ?? '');
    if (relation === undefined) return null;
    if (relation.kind === 'worksheet')
      sheets.push({ name: unescapeText(xml.attribute('name') ?? ''), path: relation.path });
  }
  if (named === 0) return null;
  return {
    sheets,
    strings: only('sharedStrings', 'xl/sharedstrings.xml'),
    styles: only('styles', 'xl/styles.xml'),
    since1904: since1904 ?? false,
  };
}

function readRelations(directory: Uint8Array): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  const xml = createXmlCursor(directory);
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event !== 'open' || xml.name !== 'Relationship' || xml.attribute('TargetMode') === 'External')
      continue;
    const kind = KIND.exec(xml.attribute('Type') ?? '')?.[1];
    if (kind === undefined) continue;
    relations.set(xml.attribute('Id') ?? '', { kind, path: pathOf(xml.attribute('Target') ?? '') });
  }
  return relations;
}

/** Relative to `xl/`, or from the root of the file. */
function pathOf(target: string): string {
  const steps: string[] = target.startsWith('/') ? [] : ['xl'];
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return partKey(steps.join('/'));
}

/** Names of parts are equal whatever their case: some accounting programs write `SharedStrings.xml`. */
export function partKey(path: string): string {
  return path.toLowerCase();
}
