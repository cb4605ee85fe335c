import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSchemaFiles, diffMigrationsToSchema } from '../../scripts/schema-engine.ts';

describe('the migrations', () => {
  it('lead to prisma/schema.prisma', async () => {
    expect(await diffMigrationsToSchema()).toBe('');
  });

  it('are told from a schema that went on', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'drift-'));
    const files = defaultSchemaFiles();
    const schema = join(directory, 'schema.prisma');
    const source = await readFile(files.schema, 'utf8');
    const planted = source.replace('model Company {', 'model Company {\n  motto String @default("")');
    expect(planted).not.toBe(source);
    await writeFile(schema, planted);
    try {
      const sql = await diffMigrationsToSchema({ ...files, schema });
      expect(sql).toContain(`ALTER TABLE "Company" ADD COLUMN     "motto" TEXT NOT NULL DEFAULT '';`);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
