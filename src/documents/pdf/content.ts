/**
 * The part of pdfmake's content that documents are made of, as plain data: it goes to another thread, so no functions.
 * Lengths are points (A4 is 595 × 842, 36 on each side are margins). Own types, because pdfmake's bring the browser's.
 */
export type PdfNode = string | PdfText | PdfStack | PdfColumns | PdfTable | PdfSvg | PdfLine;

export interface PdfCommon {
  readonly margin?: readonly [left: number, top: number, right: number, bottom: number];
  readonly width?: number | 'auto' | '*';
  readonly alignment?: 'left' | 'right' | 'center';
  /** Kept on one page with what follows inside. */
  readonly unbreakable?: boolean;
  readonly pageBreak?: 'before' | 'after';
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly color?: string;
  readonly lineHeight?: number;
}

export interface PdfText extends PdfCommon {
  /** pieces with letters of their own stand in one paragraph */
  readonly text: string | readonly (string | PdfText)[];
  readonly noWrap?: boolean;
  readonly link?: string;
}

export interface PdfStack extends PdfCommon {
  readonly stack: readonly PdfNode[];
}

export interface PdfColumns extends PdfCommon {
  readonly columns: readonly PdfNode[];
  readonly columnGap?: number;
}

export interface PdfCell extends PdfText {
  readonly colSpan?: number;
  readonly fillColor?: string;
}

export interface PdfTable extends PdfCommon {
  readonly table: {
    /** rows at the top that are repeated on every page */
    readonly headerRows: number;
    readonly widths: readonly (number | 'auto' | '*')[];
    readonly dontBreakRows?: boolean;
    /** every row has as many cells as there are widths; behind a `colSpan` stand empty ones */
    readonly body: readonly (readonly (string | PdfCell)[])[];
  };
  /** `light`: thin lines between rows, none between columns */
  readonly layout: 'light' | 'noBorders';
}

export interface PdfSvg extends PdfCommon {
  readonly svg: string;
}

/** A line across the page. */
export interface PdfLine extends PdfCommon {
  readonly canvas: readonly {
    readonly type: 'line';
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
    readonly lineWidth: number;
    readonly lineColor: string;
  }[];
}
