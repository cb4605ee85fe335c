// Commits numbers to the embedded database in the folder given and tells each one after its commit, until killed.
import { openDatabase } from '../../../src/database/client.ts';

const database = await openDatabase({ kind: 'embedded', dataDir: process.argv[2] ?? '' });
await database.prisma.$executeRaw`CREATE TABLE IF NOT EXISTS numbers (value int PRIMARY KEY)`;
for (let value = 1; ; value += 1) {
  await database.prisma.$executeRaw`INSERT INTO numbers VALUES (${value})`;
  await new Promise<void>((resolve) => process.stdout.write(`${value}\n`, () => resolve()));
}
