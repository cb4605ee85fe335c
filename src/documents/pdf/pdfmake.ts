import { createRequire } from 'node:module';
import { ROBOTO } from '../fonts.ts';
import type { PdfNode } from './content.ts';

interface TableNode {
  readonly table: { readonly body: readonly unknown[]; readonly widths: readonly unknown[] };
}

interface TableLayout {
  hLineWidth(row: number, node: TableNode): number;
  vLineWidth(): number;
  hLineColor(row: number, node: TableNode): string;
  paddingLeft(column: number): number;
  paddingRight(column: number, node: TableNode): number;
  paddingTop(): number;
  paddingBottom(): number;
}

/** What is used of pdfmake; its published types would bring the browser's globals into the program. */
interface PdfMake {
  setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
  setTableLayouts(layouts: Readonly<Record<string, TableLayout>>): void;
  setUrlAccessPolicy(allowed: (url: string) => boolean): void;
  setLocalAccessPolicy(allowed: (path: string) => boolean): void;
  createPdf(definition: PdfDefinition): { getBuffer(): Promise<Uint8Array> };
}

export interface PdfDefinition {
  readonly pageSize: 'A4';
  readonly pageOrientation: 'portrait' | 'landscape';
  readonly pageMargins: readonly [number, number, number, number];
  readonly language: string;
  readonly info: Readonly<Record<string, string | Date>>;
  readonly defaultStyle: Readonly<Record<string, string | number>>;
  readonly content: readonly PdfNode[];
  readonly footer?: (page: number, pages: number) => PdfNode;
}

const LIGHT: TableLayout = {
  hLineWidth: (row, { table }) => (row === 0 ? 0 : row === 1 || row === table.body.length ? 0.8 : 0.4),
  vLineWidth: () => 0,
  hLineColor: (row, { table }) => (row === 1 || row === table.body.length ? '#7a8594' : '#d5dae1'),
  paddingLeft: (column) => (column === 0 ? 0 : 3),
  paddingRight: (column, { table }) => (column === table.widths.length - 1 ? 0 : 3),
  paddingTop: () => 3,
  paddingBottom: () => 3,
};

/** pdfmake with our fonts and layouts; load it in a worker only. */
export function loadPdfMake(): PdfMake {
  const pdfmake: PdfMake = createRequire(import.meta.url)('pdfmake');
  const files: readonly string[] = Object.values(ROBOTO);
  pdfmake.setFonts({ Roboto: ROBOTO });
  pdfmake.setTableLayouts({ light: LIGHT });
  // Content comes from registers and people: nothing in it may open a file or an address.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.includes(path));
  return pdfmake;
}
