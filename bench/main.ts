import { parseArgs } from 'node:util';
import { SECTIONS } from './sections.ts';
import { thisMachine } from './support/machine.ts';
import { writePerformance } from './support/performance-page.ts';
import { type Measured, reportText } from './support/report.ts';
import { type BenchContext, keeps } from './support/section.ts';

/**
 * `npm run bench [-- section…] [--json] [--docs] [--rounds N]`: figures of this machine, never a test. With DATABASE_URL and
 * REDIS_URL the services there, in a database of its own; without them the embedded one. `--docs` writes what was
 * measured into docs/performance.md. The exit code is 1 when a "must" of DESIGN was missed.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '5' },
    help: { type: 'boolean', default: false },
  },
});

const known = SECTIONS.map(({ name, what }) => `  ${name.padEnd(10)} ${what}`).join('\n');
if (values.help) {
  console.log(`npm run bench [-- section…] [--json] [--docs] [--rounds N]\n\n${known}`);
  process.exit(0);
}
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error('--rounds is a whole number from 1');
  process.exit(2);
}
const unknown = positionals.filter((name) => !SECTIONS.some((section) => section.name === name));
if (unknown.length > 0) {
  console.error(`There is no section ${unknown.join(', ')}. There are:\n${known}`);
  process.exit(2);
}

const context: BenchContext = {
  services: { databaseUrl: process.env.DATABASE_URL || null, redisUrl: process.env.REDIS_URL || null },
  rounds,
  progress: (line) => process.stderr.write(`${line}\n`),
};
const machine = thisMachine();
const runs: Measured[] = [];
for (const section of SECTIONS) {
  if (positionals.length > 0 && !positionals.includes(section.name)) continue;
  context.progress(`── ${section.name}`);
  const began = performance.now();
  const result = await section.run(context);
  runs.push({ section: section.name, seconds: (performance.now() - began) / 1000, result });
}
console.log(values.json ? JSON.stringify({ machine, runs }, null, 2) : reportText(machine, runs));
if (values.docs) writePerformance(machine, runs, context.services);
const missed = runs.some(({ result }) =>
  result.figures.some(({ value, must }) => must !== undefined && !keeps(value, must)),
);
process.exit(missed ? 1 : 0);
