import type { DestinationStream } from 'pino';

const COLOURS: Readonly<Record<string, string>> = {
  error: '\u001b[31m',
  fatal: '\u001b[31m',
  warn: '\u001b[33m',
  debug: '\u001b[2m',
  trace: '\u001b[2m',
};
const PLAIN = '\u001b[0m';

/** JSON lines as short lines for a person at a terminal: time, sentence, fields. */
export function prettyLines(output: { write(line: string): unknown }): DestinationStream {
  return {
    write(line) {
      output.write(`${shorten(line)}\n`);
    },
  };
}

function shorten(line: string): string {
  const record: unknown = JSON.parse(line);
  if (typeof record !== 'object' || record === null) return line.trimEnd();
  const { level, time, msg, pid: _pid, ...fields } = { level: '', time: '', msg: '', pid: 0, ...record };
  const clock = new Date(time).toTimeString().slice(0, 8);
  const shown = Object.entries(fields).map(([key, value]) => `${key}=${show(value)}`);
  return `${COLOURS[level] ?? ''}${clock} ${[msg, ...shown].join('  ')}${PLAIN}`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
