// Generates what is missing or older than its sources: `npm ci --ignore-scripts` leaves nothing generated, and a pull
// brings new texts and tables.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale(generated, source) {
  const target = join(root, generated);
  return !existsSync(target) || newest(join(root, source)) > statSync(target).mtimeMs;
}

const stale =
  isStale('src/database/generated/client.ts', 'prisma/schema.prisma') ||
  isStale('src/texts/generated/keys.ts', 'locales/ru');
if (stale) await import('./generate.mjs');
