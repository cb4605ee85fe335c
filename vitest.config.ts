import { defineConfig } from 'vitest/config';

/**
 * Folders whose files share a worker's modules: loading them anew for each file cost a quarter of the suite. A file there
 * leaves nothing behind: it closes what it opens and fakes nothing of the process. Everything else has a process of its
 * own per file.
 */
const SHARED = 'domain|texts|formats|logging|gateways|sandbox|services|stories';
/**
 * Whole programs, browsers, kills, real waits, brute force and long walks: `npm run test:slow`, not part of `npm test`,
 * which has five minutes on two cores.
 */
const SLOW = [
  'tests/browser/**/*.test.ts',
  'tests/cli/**/*.test.ts',
  'tests/coordination/**/*.test.ts',
  'tests/demo/**/*.test.ts',
  'tests/fuzz/**/*.test.ts',
  'tests/main.test.ts',
  'tests/bot/@(bad-updates|webhook-and-polling).test.ts',
  'tests/database/@(drift|embedded).test.ts',
  'tests/delivery/@(crash|sender).test.ts',
  'tests/formats/@(wrong-files|xlsx).test.ts',
  'tests/jobs/@(scheduler|tasks).test.ts',
  'tests/services/accounts/access.test.ts',
  'tests/services/bills/@(left-to-pay|list-bills).test.ts',
  'tests/services/imports/@(moved|wrong-files).test.ts',
  'tests/services/tickets/export-tickets.test.ts',
  'tests/stories/@(imports|rights|tickets-life).test.ts',
];

export default defineConfig({
  test: {
    // `slow` has no exclude of its own: it would hide the one of the command line.
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: [`tests/@(${SHARED})/**/*.test.ts`], exclude: SLOW, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['tests/**/*.test.ts'],
          exclude: [`tests/@(${SHARED})/**`, ...SLOW],
        },
      },
      { extends: true, test: { name: 'slow', include: SLOW } },
    ],
    globalSetup: 'tests/support/global-setup.ts',
    setupFiles: ['tests/support/after-file.ts'],
    pool: 'forks',
    // Every file that needs a database loads its own PGlite (about 0.9 GB), so few workers. One more than two cores:
    // stories wait for sockets a quarter of their time.
    maxWorkers: 3,
    // Generous: a busy machine is slow, and no test waits for its time-out.
    testTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    // In CI a test that fails is tried once more, and .ci/run names those that needed it: each is a fault to look for.
    retry: process.env.CI === 'true' ? 1 : 0,
    restoreMocks: true,
    reporters: process.env.VITEST_JSON
      ? ['default', ['json', { outputFile: process.env.VITEST_JSON }]]
      : ['default'],
  },
});
