/** A workbook that would fill the memory. */
export class TooLargeError extends Error {
  constructor(what: string) {
    super(`too much of ${what}`);
    this.name = 'TooLargeError';
  }
}

/** What all sheets together may hold: a small file can say that it is large in many ways. */
export interface Budget {
  /** @throws TooLargeError when rows × columns of this sheet, with those of the sheets before, are too many */
  reach(rows: number, columns: number): void;
  /** @throws TooLargeError when the cells' texts together are too long: one long text may be shown by many cells */
  write(characters: number): void;
  /** The sheet is read: what it holds stays held. */
  keep(rows: number, columns: number): void;
}

export function createBudget(limits: { readonly area: number; readonly characters: number }): Budget {
  let area = 0;
  let characters = 0;
  return {
    reach(rows, columns) {
      if (area + cost(rows, columns) > limits.area) throw new TooLargeError('cells');
    },
    write(more) {
      characters += more;
      if (characters > limits.characters) throw new TooLargeError('text');
    },
    keep(rows, columns) {
      area += cost(rows, columns);
    },
  };
}

/** A row takes the memory of several cells, were it empty. */
const CELLS_OF_A_ROW = 8;

function cost(rows: number, columns: number): number {
  return rows * Math.max(CELLS_OF_A_ROW, columns);
}
