import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../src/domain/project-root.ts';

/** Folders of two versions of the program that can be started, and what the older one is. */
export interface Versions {
  readonly old: string;
  readonly next: string;
  readonly oldIs: string;
}

const DEFAULT_REF = 'HEAD~1';
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'data', 'coverage', '.env']);

/**
 * The version before is that of a git ref; the next one is the working tree and, whatever the ref holds, a migration and
 * another version of the forms besides: what an upgrade may bring is there in each run.
 * @throws Error when the named ref is none
 */
export function makeVersions(folder: string, from: string | null): Versions {
  const next = copyOfTree(join(folder, 'next'));
  bringNews(next);
  const old = join(folder, 'old');
  const ref = from ?? DEFAULT_REF;
  if (takeOut(ref, folder, old)) return { old, next, oldIs: ref };
  if (from !== null) throw new Error(`${from} is no commit of this repository`);
  return { old: copyOfTree(old), next, oldIs: 'the working tree' };
}

function copyOfTree(folder: string): string {
  const root = projectRoot();
  cpSync(root, folder, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(relative(root, path)),
  });
  lendPackages(folder);
  return folder;
}

function lendPackages(folder: string): void {
  symlinkSync(join(projectRoot(), 'node_modules'), join(folder, 'node_modules'));
}

/** @returns false without git, or without such a commit */
function takeOut(ref: string, folder: string, to: string): boolean {
  const archive = join(folder, 'old.tar');
  const taken = spawnSync('git', ['archive', '--output', archive, ref], { cwd: projectRoot() });
  if (taken.status !== 0) return false;
  mkdirSync(to);
  run('tar', ['-xf', archive, '-C', to]);
  lendPackages(to);
  run(process.execPath, [join(to, 'scripts/generate.mjs')]);
  return true;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
}

const FORMS_VERSION = /(CONVERSATIONS_VERSION = )(\d+);/;
/** After every other, whenever this is read. */
const MIGRATION = '99990101000000_next_version';
/** Columns where people and money pass at every moment, so that queries prepared before meet tables of another shape. */
const CHANGED_TABLES = ['Dialogue', 'Draft', 'TelegramIdentity', 'Delivery', 'Payment', 'AccountLink'];

function bringNews(folder: string): void {
  const forms = join(folder, 'src/bot/middleware/conversations.ts');
  const code = readFileSync(forms, 'utf8');
  if (!FORMS_VERSION.test(code)) throw new Error(`${forms} has no version of the forms`);
  writeFileSync(
    forms,
    code.replace(FORMS_VERSION, (_all, name: string, version: string) => `${name}${Number(version) + 1};`),
  );
  const migration = join(folder, 'prisma/migrations', MIGRATION);
  mkdirSync(migration);
  const columns = CHANGED_TABLES.map(
    (table) => `ALTER TABLE "${table}" ADD COLUMN "newInNext" INTEGER NOT NULL DEFAULT 0;`,
  );
  writeFileSync(
    join(migration, 'migration.sql'),
    ['CREATE TABLE "NewInNext" ("id" SERIAL PRIMARY KEY);', ...columns, ''].join('\n'),
  );
}
