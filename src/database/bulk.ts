import type { DbOrTx } from './client.ts';
import { Prisma } from './generated/client.ts';

/** Types of columns in bulk statements; `enum:Name` is an enum of the schema, a trailing `?` allows null. */
interface ValueOfType {
  int: number;
  bigint: bigint | number;
  /** exact decimal text, or a number whose shortest text is meant */
  numeric: string | number | { toString(): string };
  text: string;
  boolean: boolean;
  /** an instant */
  timestamptz: Date;
  /** `2026-10-31`, or midnight UTC of the day, as Prisma reads dates */
  date: Date | string;
  json: Prisma.InputJsonValue;
  'numeric[]': readonly (string | number)[];
  'text[]': readonly string[];
}

type PlainType = keyof ValueOfType | `enum:${string}`;
export type ColumnType = PlainType | `${PlainType}?`;
export type Columns = Readonly<Record<string, ColumnType>>;

type PlainValue<T> = T extends keyof ValueOfType
  ? ValueOfType[T]
  : T extends `enum:${string}`
    ? string
    : never;
type ColumnValue<T> = T extends `${infer Plain}?` ? PlainValue<Plain> | null : PlainValue<T>;
/** One row for these columns. */
export type BulkRow<C extends Columns> = { readonly [Name in keyof C]: ColumnValue<C[Name]> };

/** Rows of one statement; more rows need not be faster and keep the only connection of PGlite busy longer. */
export const DEFAULT_CHUNK_SIZE = 2_000;

/** Parts of at most `size` rows, in order. */
export function* chunksOf<Row>(rows: readonly Row[], size = DEFAULT_CHUNK_SIZE): Generator<readonly Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/**
 * The rows as a table expression for any statement: one parameter per column however many rows there are, which is
 * some twenty times faster than `createMany` (facts: 10 000 rows 0.05 s against 1.3 s). Each column travels as one
 * text that the server splits: three times the rows a second of an array, which driver and server quote cell by cell.
 * @example tx.$executeRaw`INSERT INTO "Bill" (…) SELECT a."id", r."period" FROM ${rowsAsTable(COLUMNS, rows)} AS r JOIN …`
 */
export function rowsAsTable<const C extends Columns>(columns: C, rows: readonly BulkRow<C>[]): Prisma.Sql {
  const names = Object.keys(columns);
  if (names.length === 0) throw new Error('rowsAsTable needs at least one column');
  const fields = names.map((name, index) => `u.c${index}::${sqlType(columns[name])} AS ${quote(name)}`);
  const aliases = names.map((_, index) => `c${index}`);
  const arrays = names.map((name) => asArray(encodeColumn(columns[name], rows, name)));
  return Prisma.sql`(SELECT ${Prisma.raw(fields.join(', '))} FROM unnest(${Prisma.join(arrays)}) AS u(${Prisma.raw(aliases.join(', '))}))`;
}

export interface InsertRows<C extends Columns> {
  /** Name of the model, which is the table's. */
  readonly table: string;
  readonly columns: C;
  readonly rows: readonly BulkRow<C>[];
  /** For example `DO NOTHING` or `("key") DO UPDATE SET …`, written by a programmer, never from input. */
  readonly onConflict?: string;
  readonly chunkSize?: number;
}

/** Inserts in chunks and returns how many rows were inserted or, by `onConflict`, updated. */
export async function insertRows<const C extends Columns>(
  db: DbOrTx,
  insert: InsertRows<C>,
): Promise<number> {
  const { table, columns, rows, chunkSize } = insert;
  const names = Object.keys(columns).map(quote).join(', ');
  const head = Prisma.raw(`INSERT INTO ${quote(table)} (${names}) SELECT ${names} FROM`);
  const tail = Prisma.raw(insert.onConflict === undefined ? '' : `ON CONFLICT ${insert.onConflict}`);
  let count = 0;
  for (const chunk of chunksOf(rows, chunkSize)) {
    count += await db.$executeRaw`${head} ${rowsAsTable(columns, chunk)} AS source ${tail}`;
  }
  return count;
}

/** Between cells, and in place of null; control characters that texts of people do not have. */
const SEPARATOR = '\u001f';
const NULL = '\u001e';

function asArray(values: readonly (string | null)[]): Prisma.Sql {
  // The server makes nothing, not one empty text, of an empty text.
  const oneEmpty = values.length === 1 && values[0] === '';
  const unsafe = (value: string | null): boolean =>
    value !== null && (value.includes(SEPARATOR) || value.includes(NULL));
  if (oneEmpty || values.some(unsafe)) return Prisma.sql`${values}::text[]`;
  const joined = values.map((value) => value ?? NULL).join(SEPARATOR);
  return Prisma.sql`string_to_array(${joined}::text, E'\\x1f', E'\\x1e')`;
}

function sqlType(type: ColumnType | undefined): string {
  const plain = plainType(type);
  if (plain.startsWith('enum:')) return quote(plain.slice('enum:'.length));
  return plain === 'json' ? 'jsonb' : plain;
}

function plainType(type: ColumnType | undefined): string {
  if (type === undefined) throw new Error('A column has no type');
  return type.endsWith('?') ? type.slice(0, -1) : type;
}

/** Everything goes as text and is cast by the server: the drivers do not agree on arrays of other types. */
function encodeColumn<C extends Columns>(
  type: ColumnType | undefined,
  rows: readonly BulkRow<C>[],
  name: keyof C,
): (string | null)[] {
  const encode = encoderOf(plainType(type));
  return rows.map((row) => {
    const value: unknown = row[name];
    return value === null || value === undefined ? null : encode(value);
  });
}

function encoderOf(type: string): (value: unknown) => string {
  if (type === 'json') return (value) => JSON.stringify(value);
  if (type === 'date')
    return (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
  if (type.endsWith('[]')) return (value) => (Array.isArray(value) ? arrayLiteral(value) : String(value));
  return (value) => (value instanceof Date ? value.toISOString() : String(value));
}

function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function quote(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new Error(`Not a name of a table, column or type: ${name}`);
  return `"${name}"`;
}
