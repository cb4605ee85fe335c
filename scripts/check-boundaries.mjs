// Checks DESIGN's import table, and first that the check works: a planted violation must be found.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const canary = join(root, 'src/domain/boundary-canary.ts');

function cruise(...paths) {
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...paths];
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return { failed: result.status !== 0, output: `${result.stdout}${result.stderr}` };
}

try {
  writeFileSync(canary, "export { createTexts } from '../texts/texts.ts';\n");
  const planted = cruise('src/domain/boundary-canary.ts', 'src/domain/errors.ts', 'src/texts/texts.ts');
  if (!planted.failed || !planted.output.includes('domain-imports')) {
    console.error(`The planted violation was not found: the boundary check is blind.\n${planted.output}`);
    process.exit(1);
  }
} finally {
  rmSync(canary, { force: true });
}

const real = cruise('src');
console.log(real.output.trim());
process.exit(real.failed ? 1 : 0);
