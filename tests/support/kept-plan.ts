import { createStatementNames } from '../../src/database/statement-names.ts';

/**
 * Those statements that a server parses and plans again on every use: no name can be given to them, see
 * `statement-names.ts`. Planning the statement of a list costs several times what running it does.
 */
export function plannedAnew(statements: readonly string[]): string[] {
  const nameOf = createStatementNames();
  for (const sql of statements) nameOf({ sql });
  return statements.filter((sql) => nameOf({ sql }) === '');
}
