// Writes what is generated and not kept in git: the Prisma client and the types of the text keys.
// With --if-possible (npm's postinstall) missing sources are no error: a Docker layer may install before copying.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ifPossible = process.argv.includes('--if-possible');

function run(binary, args) {
  const script = join(root, 'node_modules', binary);
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.status !== 0) {
    process.stdout.write(result.stdout);
    process.exit(result.status ?? 1);
  }
}

if (!existsSync(join(root, 'prisma/schema.prisma')) || !existsSync(join(root, 'node_modules/prisma'))) {
  if (ifPossible) process.exit(0);
  console.error(
    'prisma/schema.prisma or node_modules/prisma is missing: run `npm ci` in the project folder.',
  );
  process.exit(1);
}
run('prisma/build/index.js', ['generate']);
run('tsx/dist/cli.mjs', ['scripts/generate-text-keys.ts']);
