import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../src/domain/project-root.ts';

/** The built program, as the image starts it: figures of sources that are compiled as they load would be others. */
export interface Production {
  readonly program: 'dist/main.js';
  /** Options of node before the program. */
  readonly nodeOptions: readonly string[];
}

let built = false;

/** Build `dist/` anew, once a run. @throws when the sources do not compile */
export function buildProduction(progress: (line: string) => void): Production {
  if (!built) {
    progress('building dist/');
    execFileSync('bash', [join(projectRoot(), 'scripts/build.sh')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    built = true;
  }
  return { program: 'dist/main.js', nodeOptions: nodeOptions() };
}

/** Read from the image's own command, so that they cannot differ. */
function nodeOptions(): string[] {
  const dockerfile = readFileSync(join(projectRoot(), 'Dockerfile'), 'utf8');
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  const [node, ...rest] = z.array(z.string()).parse(JSON.parse(command));
  if (node !== 'node' || rest.at(-1) !== 'dist/main.js') throw new Error('the image starts something else');
  return rest.slice(0, -1);
}
