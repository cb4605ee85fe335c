// npm run db:new-migration NAME: writes the SQL that leads from the migrations to prisma/schema.prisma.
// Works offline, on a throw-away PGlite. What the schema cannot say (CHECK, partial indexes) is added by hand.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { projectRoot } from '../src/domain/project-root.ts';
import { defaultSchemaFiles, diffMigrationsToSchema } from './schema-engine.ts';

function timestamp(now: Date): string {
  return now.toISOString().replace(/\D/g, '').slice(0, 14);
}

async function main(name: string | undefined): Promise<number> {
  if (name === undefined || !/^[a-z][a-z0-9_]{0,60}$/.test(name)) {
    console.error(
      'Usage: npm run db:new-migration NAME, NAME in small letters, digits and _, for example add_meter_notes',
    );
    return 1;
  }
  const files = defaultSchemaFiles();
  const sql = await diffMigrationsToSchema(files);
  if (sql === '') {
    console.log('The migrations already lead to prisma/schema.prisma: nothing to write.');
    return 0;
  }
  const folder = join(files.migrations, `${timestamp(new Date())}_${name}`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'migration.sql');
  await writeFile(file, sql);
  console.log(
    `Written ${relative(projectRoot(), file)}: read it, add CHECKs and partial indexes, then run the tests.`,
  );
  return 0;
}

process.exitCode = await main(process.argv[2]);
