// Removes from node_modules what the program never loads. `npm ci --omit=dev` keeps build tools that some package
// names as an optional peer (prisma, typescript and all they bring: two thirds of the image).
// Usage: node scripts/prune-production.mjs [folder], after `npm ci --omit=dev`.
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Places in node_modules that the root's dependencies reach without optional peers.
 * @param {{packages: Record<string, Record<string, any>>}} lock package-lock.json, version 3
 * @returns {Set<string>} keys of `lock.packages`
 */
export function reachablePlaces(lock) {
  const reached = new Set(['']);
  const waiting = [''];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const entry = lock.packages[place] ?? {};
    const optionalPeers = entry.peerDependenciesMeta ?? {};
    const names = [
      ...Object.keys(entry.dependencies ?? {}),
      ...Object.keys(entry.optionalDependencies ?? {}),
      ...Object.keys(entry.peerDependencies ?? {}).filter((name) => optionalPeers[name]?.optional !== true),
    ];
    for (const name of names) {
      const found = resolvePlace(lock, place, name);
      if (found === null || reached.has(found)) continue;
      reached.add(found);
      waiting.push(found);
    }
  }
  return reached;
}

/** Where Node would find `name` from `place`: the nearest node_modules upwards. */
function resolvePlace(lock, place, name) {
  for (let from = place; ; ) {
    const candidate = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
    if (candidate in lock.packages) return candidate;
    if (from === '') return null;
    const parent = from.lastIndexOf('/node_modules/');
    from = parent === -1 ? '' : from.slice(0, parent);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = resolve(process.argv[2] ?? '.');
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const kept = reachablePlaces(lock);
  const removed = Object.keys(lock.packages).filter((place) => !kept.has(place));
  for (const place of removed) rmSync(join(folder, place), { recursive: true, force: true });
  console.log(`kept ${kept.size - 1} packages, removed ${removed.length}`);
}
