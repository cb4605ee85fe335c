import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/domain/project-root.ts';

const read = (path: string): string => readFileSync(join(projectRoot(), path), 'utf8');

interface Manifest {
  engines: { node: string };
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
}
interface Lock {
  packages: Record<
    string,
    {
      dev?: boolean;
      engines?: { node?: string };
      dependencies?: Record<string, string>;
      peerDependencies?: Record<string, string>;
      peerDependenciesMeta?: Record<string, { optional?: boolean }>;
    }
  >;
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const lock = JSON.parse(read('package-lock.json')) as Lock;

async function reachable(of: Lock): Promise<Set<string>> {
  const script: { reachablePlaces(lock: Lock): Set<string> } = await import(
    '../../scripts/prune-production.mjs' as string
  );
  return script.reachablePlaces(of);
}

describe('the production image', () => {
  it('keeps every dependency with what it needs, and no build tools', async () => {
    const kept = await reachable(lock);
    for (const name of Object.keys(manifest.dependencies)) expect(kept).toContain(`node_modules/${name}`);
    for (const place of kept) {
      for (const name of Object.keys(lock.packages[place]?.dependencies ?? {})) {
        if (place === '') continue;
        const found = [...kept].some((other) => other.endsWith(`node_modules/${name}`));
        expect(found, `${place} needs ${name}`).toBe(true);
      }
    }
    for (const tool of ['prisma', 'typescript', 'vitest', 'tsx', '@biomejs/biome'])
      expect(kept).not.toContain(`node_modules/${tool}`);
  });

  it('finds packages as Node does: nested ones first, optional peers not at all', async () => {
    const kept = await reachable({
      packages: {
        '': { dependencies: { a: '1' } },
        'node_modules/a': {
          dependencies: { b: '2' },
          peerDependencies: { tool: '1', wanted: '1' },
          peerDependenciesMeta: { tool: { optional: true } },
        },
        'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
        'node_modules/b': {},
        'node_modules/c': {},
        'node_modules/tool': {},
        'node_modules/wanted': {},
      },
    });
    expect([...kept].sort()).toEqual([
      '',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
      'node_modules/wanted',
    ]);
  });
});

describe('Node', () => {
  it('is supported from the version the README names, also by what is loaded in production', async () => {
    expect(manifest.engines.node).toBe('>=20.19');
    expect(read('README.md')).toContain('20.19');
    const kept = await reachable(lock);
    const tooNew = [...kept].filter((place) => {
      const node = lock.packages[place]?.engines?.node;
      return place !== '' && node !== undefined && !admitsNode20(node);
    });
    expect(tooNew).toEqual([]);
  });
});

/** Whether a range of engines admits 20.19; ranges are lists of `>=`, `^` and plain majors in practice. */
function admitsNode20(range: string): boolean {
  return range.split('||').some((part) => {
    const bounds = [...part.matchAll(/(>=|\^|~|<|=)?\s*v?(\d+)(?:\.(\d+))?(?:\.[\w-]+)*/g)];
    return bounds.every(([, sign = '', major = '0', minor = '0']) => {
      const [wanted, have] = [Number(major) * 1000 + Number(minor), 20_019];
      if (sign === '<') return have < wanted;
      if (sign === '>=') return have >= wanted;
      return Number(major) === 20 && have >= wanted;
    });
  });
}

describe('the container files', () => {
  it('build by the same script as CI, and run as nobody special', () => {
    const docker = read('Dockerfile');
    expect(docker).toContain('scripts/build.sh');
    expect(read('.ci/run')).toContain('scripts/build.sh');
    expect(docker).toMatch(/^USER node$/m);
    expect(docker).toMatch(/^HEALTHCHECK /m);
    expect(docker).toContain('scripts/prune-production.mjs');
  });

  it('start the program as the manual and the smoke run do', () => {
    const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(read('Dockerfile')) ?? [];
    const words: unknown = JSON.parse(command);
    expect(words).toEqual(['node', expect.any(String), expect.any(String), 'dist/main.js']);
    const options = Array.isArray(words) ? words.slice(1, -1).map(String) : [];
    expect(read('README.md')).toContain(`node ${options.join(' ')} dist/main.js`);
    for (const option of options) expect(read('scripts/smoke.mjs')).toContain(`'${option}'`);
  });

  it('never bring secrets or data into the image', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const path of ['.env', 'data', 'node_modules', '.git']) expect(ignored).toContain(path);
  });
});
