import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/domain/project-root.ts';

const text = readFileSync(join(projectRoot(), 'docs', 'parity.md'), 'utf8');
/** Rows of tables, without headings and rules. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| what /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the table of parity', () => {
  it('names a place in the sources and a test for every feature, and all of them exist', () => {
    expect(rows.length).toBeGreaterThan(40);
    const wrong = rows.flatMap((cells) => {
      const paths = [...cells.join(' ').matchAll(/`((?:src|tests)\/[^`]+)`/g)].map(([, path = '']) => path);
      const gone = paths.filter((path) => !existsSync(join(projectRoot(), path)));
      const named =
        paths.some((path) => path.startsWith('src/')) && paths.some((path) => path.startsWith('tests/'));
      return [...gone, ...(named ? [] : [`no place or no test: ${cells[1]}`])];
    });
    expect(wrong).toEqual([]);
  });

  it('speaks of all five systems', () => {
    for (const system of ['S1', 'S2', 'S3', 'S4', 'S5']) {
      expect(rows.filter((cells) => cells[2]?.split(' ').includes(system)).length, system).toBeGreaterThan(5);
    }
  });
});
