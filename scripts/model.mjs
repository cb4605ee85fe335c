/**
 * `npm run model [-- SEED]`: the models of money walked for as long as the suite cannot: at least 100 000 steps of the
 * rules alone and 5 000 of each model against the database. Prints the seed, which repeats the walk, and the steps.
 */
import { spawnSync } from 'node:child_process';

const seed = process.argv[2] ?? String(Math.floor(Math.random() * 2 ** 31));
const walks = [
  { runs: 1_500, files: ['tests/domain/payment-machine.test.ts'] },
  {
    runs: 420,
    files: ['tests/services/payments/money-model.test.ts', 'tests/services/payments/gateway-model.test.ts'],
  },
];

console.log(`model, seed ${seed}`);
let broken = false;
for (const { runs, files } of walks) {
  const { status } = spawnSync('npx', ['vitest', 'run', ...files], {
    stdio: 'inherit',
    env: { ...process.env, FC_SEED: seed, FC_RUNS: String(runs) },
  });
  broken ||= status !== 0;
}
console.log(`model, seed ${seed}: ${broken ? 'BROKEN' : 'kept'}`);
process.exit(broken ? 1 : 0);
