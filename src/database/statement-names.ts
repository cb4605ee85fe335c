/** Server memory: each named statement keeps its plan in every connection. */
const MAX_NAMES = 200;
const MAX_SEEN = 2_000;
/** node-postgres takes the empty name for a statement that is parsed anew each time. */
const UNNAMED = '';
const STAR = /(SELECT|RETURNING|,)\s*(?:(\w+|"\w+")\.)?\*/gi;
/** Where the rows of a bare star come from, up to what narrows or orders them. */
const SOURCE = /\bFROM\b([\s\S]*?)(?:\b(?:WHERE|GROUP|ORDER|LIMIT|OFFSET|UNION)\b|$)/i;
/** Tables are written in quotes, names of CTEs are not. */
const TABLE_AS_SOURCE = /(?:^|\bFROM|\bJOIN|,)\s*"/i;

/**
 * Whether a `*` of the statement means the columns of a table. After a migration by a newer process it may mean others,
 * and a kept plan would fail for ever. The columns of a CTE or a subquery are those the statement itself names.
 */
function selectsWholeTable(sql: string): boolean {
  for (const { 1: before = '', 2: alias, index } of sql.matchAll(STAR)) {
    if (alias === undefined) {
      const source = SOURCE.exec(sql.slice(index))?.[1];
      if (/RETURNING/i.test(before) || source === undefined || TABLE_AS_SOURCE.test(source)) return true;
    } else if (alias.startsWith('"') || new RegExp(`"\\w+"\\s+(?:AS\\s+)?${alias}\\b`, 'i').test(sql))
      return true;
  }
  return false;
}

/**
 * Prisma makes the text of a statement anew on every use, some thousand characters that a `Map` would hash each time.
 * By their length they are nearly told apart, and comparing two texts costs a tenth of a hash.
 */
class NamesBySql {
  readonly #byLength = new Map<number, { readonly sql: string; readonly name: string }[]>();
  size = 0;

  get(sql: string): string | undefined {
    return this.#byLength.get(sql.length)?.find((known) => known.sql === sql)?.name;
  }

  set(sql: string, name: string): void {
    const known = this.#byLength.get(sql.length);
    if (known === undefined) this.#byLength.set(sql.length, [{ sql, name }]);
    else known.push({ sql, name });
    this.size += 1;
  }
}

/**
 * Names for prepared statements: what is asked again is parsed and planned once per connection, which makes screens
 * about a fifth faster. Only statements seen twice get one, so that lists of many lengths do not use the names up.
 */
export function createStatementNames(): (query: { readonly sql: string }) => string {
  const names = new NamesBySql();
  const seen = new Set<string>();
  const unnameable = new Set<string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MAX_NAMES || unnameable.has(sql)) return UNNAMED;
    if (!seen.has(sql)) {
      if (seen.size >= MAX_SEEN) seen.clear();
      seen.add(sql);
      return UNNAMED;
    }
    if (selectsWholeTable(sql)) {
      if (unnameable.size >= MAX_SEEN) unnameable.clear();
      unnameable.add(sql);
      return UNNAMED;
    }
    const name = `domovoy_${names.size}`;
    names.set(sql, name);
    seen.delete(sql);
    return name;
  };
}
