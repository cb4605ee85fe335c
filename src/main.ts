import { type App, createApp } from './app.ts';
import { type Config, ConfigError, loadConfig, readEnvironment } from './config.ts';
import { createLogger } from './logging/logger.ts';

/** Longer than every part's own deadline together: a stop that hangs is ended by force. */
const STOP_DEADLINE_MS = 30_000;

const EXIT_CONFIG = 2;
const EXIT_FAILED = 1;

/** Errors whose message is all that the operator needs: it says the cure. */
const PLAIN_ERRORS = new Set([
  'DatabaseInUseError',
  'NotADemoDatabaseError',
  'MigrationHistoryError',
  'HttpAddressError',
]);

// The patterns of tokens and passwords are known without the configuration, which may be what is broken.
const log = createLogger({ level: 'info', secrets: [] });
let app: App | null = null;
let stopping = false;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function readConfig(): Config {
  try {
    return loadConfig(readEnvironment(process.env));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    complain(error.message);
    process.exit(EXIT_CONFIG);
  }
}

/** Stop in order: take nothing new, finish what runs, close. By force when it takes too long or is asked for twice. */
function stop(code: number): void {
  if (stopping || app === null) process.exit(stopping ? EXIT_FAILED : code);
  stopping = true;
  setTimeout(() => {
    complain(
      `Not stopped after ${STOP_DEADLINE_MS / 1000} s: ended by force. Nothing is lost, the next start goes on.`,
    );
    process.exit(EXIT_FAILED);
  }, STOP_DEADLINE_MS).unref();
  app.stop().then(
    () => process.exit(code),
    (error: unknown) => {
      log.error({ err: error }, 'stopping failed');
      process.exit(EXIT_FAILED);
    },
  );
}

function failToStart(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  complain(`Domovoy could not start: ${message}`);
  const plain = error instanceof Error && PLAIN_ERRORS.has(error.name);
  if (!plain) log.error({ err: error }, 'could not start');
  process.exit(EXIT_FAILED);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0));
// A promise nobody waits for is a fault of one piece of work; the others go on.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'a failure that nobody waited for'));
// After this the state of the program is not known: everything that matters is in the database.
process.on('uncaughtException', (error) => {
  log.error({ err: error }, 'a fault outside of all work, stopping');
  stop(EXIT_FAILED);
});

try {
  app = await createApp(readConfig(), {
    onFirstStart: () => say('First start: making the embedded database, some seconds…'),
  });
  await app.start();
  say(app.pageUrl === null ? 'Domovoy is ready.' : `Domovoy is ready. Open ${app.pageUrl}`);
} catch (error) {
  failToStart(error);
}
