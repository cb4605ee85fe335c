/**
 * Typed callback data. A route is a name and fields; its data is `name:field:field`, at most 64 bytes.
 * What comes back is chosen by the client: every value is checked here, ownership is checked by the handler.
 */
const FIELDS = {
  /** id of a row: 1 … 2147483647 */
  id: { pattern: /^[1-9]\d{0,9}$/, read: readInteger, write: writeInteger(1) },
  /** page number and the like: 0 … 2147483647 */
  int: { pattern: /^\d{1,10}$/, read: readInteger, write: writeInteger(0) },
  flag: {
    pattern: /^[01]$/,
    read: (text: string) => text === '1',
    write: (value: boolean) => (value ? '1' : '0'),
  },
  word: { pattern: /^[a-z0-9_-]{1,24}$/i, read: (text: string) => text, write: (value: string) => value },
} as const;

type FieldKind = keyof typeof FIELDS;
type FieldValue<K extends FieldKind> = K extends 'flag' ? boolean : K extends 'word' ? string : number;
type Fields = Readonly<Record<string, FieldKind>>;
export type RouteValues<F extends Fields> = { readonly [N in keyof F]: FieldValue<F[N]> };
type PackArgs<F extends Fields> = keyof F extends never ? [] : [values: RouteValues<F>];

const MAX_INTEGER = 2_147_483_647;
const MAX_BYTES = 64;

export interface Route<F extends Fields = Fields> {
  readonly name: string;
  /** Callback data for a button. Throws on values that do not fit: a defect of ours, found by tests. */
  data(...args: PackArgs<F>): string;
  /** The values of pressed data, or null when they are not of this form (forged, or of an older version). */
  parse(data: string): RouteValues<F> | null;
}

/** Declare a route. `name` is short, because it stands in every button: 1–12 of a-z, 0-9, dot. */
export function defineRoute<const F extends Fields = Record<never, never>>(
  name: string,
  fields?: F,
): Route<F> {
  if (!/^[a-z0-9.]{1,12}$/.test(name)) throw new Error(`route name ${name}`);
  const entries = Object.entries(fields ?? {});
  return {
    name,
    data(...args) {
      const values: Readonly<Record<string, unknown>> = args[0] ?? {};
      const data = [
        name,
        ...entries.map(([field, kind]) => writeField(name, field, kind, values[field])),
      ].join(':');
      if (Buffer.byteLength(data) > MAX_BYTES)
        throw new Error(`callback data over ${MAX_BYTES} bytes: ${data}`);
      return data;
    },
    parse(data) {
      const [head, ...parts] = data.split(':');
      if (head !== name || parts.length !== entries.length) return null;
      const values: Record<string, unknown> = {};
      for (const [index, [field, kind]] of entries.entries()) {
        const text = parts[index] ?? '';
        if (!FIELDS[kind].pattern.test(text)) return null;
        const value = FIELDS[kind].read(text);
        if (value === null) return null;
        values[field] = value;
      }
      return values as RouteValues<F>;
    },
  };
}

/** The route's name in pressed data. */
export function routeName(data: string): string {
  const end = data.indexOf(':');
  return end === -1 ? data : data.slice(0, end);
}

function readInteger(text: string): number | null {
  const value = Number(text);
  return value <= MAX_INTEGER ? value : null;
}

function writeInteger(minimum: number): (value: number) => string {
  return (value) => {
    if (!Number.isInteger(value) || value < minimum || value > MAX_INTEGER)
      throw new Error(`not an id: ${value}`);
    return String(value);
  };
}

function writeField(route: string, field: string, kind: FieldKind, value: unknown): string {
  const write = FIELDS[kind].write as (value: unknown) => string;
  const text = write(value);
  if (!FIELDS[kind].pattern.test(text)) throw new Error(`route ${route}: ${field} = ${text}`);
  return text;
}
