import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CONVERSATIONS_VERSION } from '../../src/bot/middleware/conversations.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import pinned from '../fixtures/conversations-version.json' with { type: 'json' };

/** What is replayed from stored state: the forms and the engine that runs them. */
const REPLAYED = /\.(form|steps)\.ts$|ui\/(form|conversation-state|open-form)[a-z-]*\.ts$/;

/** Code without comments and layout, so that only what runs counts. */
function digestOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: { removeComments: true, target: ts.ScriptTarget.ESNext },
    });
    hash.update(`${outputText.replaceAll(/\s+/g, '')}\n`);
  }
  return hash.digest('hex');
}

function replayedFiles(): string[] {
  const folder = join(projectRoot(), 'src/bot');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => REPLAYED.test(name))
    .sort()
    .map((name) => join(folder, name));
}

describe('the version of the forms', () => {
  it('finds the forms and their engine', () => {
    expect(replayedFiles().length).toBeGreaterThan(15);
  });

  // Red after a change of a form: raise CONVERSATIONS_VERSION when a dialogue that began with the old code could not be
  // replayed by the new one (questions added, removed or in another order); then write the digest shown here.
  it('is looked at whenever their code changes', () => {
    expect({ version: CONVERSATIONS_VERSION, digest: digestOf(replayedFiles()) }).toEqual(pinned);
  });
});
