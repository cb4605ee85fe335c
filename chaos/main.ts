import { parseArgs } from 'node:util';
import { noRedisServer } from '../tests/support/redis-server.ts';
import { SCENARIOS } from './scenarios.ts';

/**
 * `npm run chaos [-- scenario] [--minutes N] [--updates N] [--from REF] [--short] [--seed N] [--trace]`: real processes
 * under kills and faults, then a checker. With DATABASE_URL several bots on PostgreSQL (a database of its own, dropped
 * afterwards) and an own Redis; without it one embedded bot. Equal seeds make equal plans. Exit code 1 when a promise was
 * broken.
 */
const SHORT_SECONDS = 45;
const DEFAULT_MINUTES = '5';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string' },
    short: { type: 'boolean', default: false },
    updates: { type: 'string' },
    from: { type: 'string' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const known = SCENARIOS.map(({ name, what }) => `  ${name.padEnd(10)} ${what}`).join('\n');
if (values.help) {
  console.log(
    `npm run chaos [-- scenario] [--minutes N] [--updates N] [--from REF] [--short] [--seed N] [--trace]\n\n${known}`,
  );
  process.exit(0);
}
const minutes = Number(values.minutes ?? DEFAULT_MINUTES);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
const updates = values.updates === undefined ? null : Number(values.updates);
if (!(minutes > 0) || !Number.isInteger(seed) || (updates !== null && !(updates > 0))) {
  console.error('--minutes and --updates are numbers above 0, --seed a whole number');
  process.exit(2);
}
const unknown = positionals.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
if (unknown.length > 0) {
  console.error(`There is no scenario ${unknown.join(', ')}. There are:\n${known}`);
  process.exit(2);
}

let broken = false;
for (const scenario of SCENARIOS) {
  const isNamed = positionals.includes(scenario.name);
  if (positionals.length > 0 ? !isNamed : scenario.onlyWhenNamed === true) continue;
  const began = performance.now();
  const { violations, counts } = await scenario.run({
    services: { databaseUrl: process.env.DATABASE_URL || null, redis: noRedisServer === null },
    seed,
    seconds: values.short ? SHORT_SECONDS : minutes * 60,
    timeIsGiven: values.short || values.minutes !== undefined,
    updates,
    from: values.from ?? null,
    progress: (line) => {
      if (!values.short) process.stderr.write(`${line}\n`);
    },
    trace: (line) => {
      if (values.trace) process.stderr.write(`${Math.round(performance.now() - began)} ${line}\n`);
    },
  });
  for (const violation of violations) console.log(`VIOLATION ${violation}`);
  broken ||= violations.length > 0;
  const happened = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `chaos ${scenario.name}, seed ${seed}, ${seconds} s: ${violations.length === 0 ? 'kept' : 'BROKEN'}; ${happened.join(', ')}`,
  );
}
process.exit(broken ? 1 : 0);
