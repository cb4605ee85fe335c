/** A line that changes in place while a terminal looks on; nothing where nobody does. */
export interface ProgressLine {
  show(what: string, done: number, total: number): void;
  clear(): void;
}

const REDRAW_MS = 100;

export function createProgressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let drawn = false;
  return {
    show(what, done, total) {
      const now = performance.now();
      if (!stream.isTTY || (now - drawnAt < REDRAW_MS && done < total)) return;
      drawnAt = now;
      drawn = true;
      const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
      stream.write(`\r\u001b[K${what} ${percent} %`);
    },
    clear() {
      if (drawn) stream.write('\r\u001b[K');
      drawn = false;
    },
  };
}
