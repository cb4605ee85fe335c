import { freePort } from '../free-port.ts';
import { answersOk, type Child, startChild, untilReady } from './child.ts';

/** Where the bot finds its surroundings. */
export interface BotSurroundings {
  readonly token: string;
  readonly apiRoot: string;
  /** null: embedded, in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly dataDir: string;
  /** What Telegram calls; null: the bot polls. */
  readonly webhookUrl: string | null;
  readonly env?: Readonly<Record<string, string>>;
}

export interface BotProcess extends Child {
  readonly port: number;
  readonly url: string;
}

export const WEBHOOK_PATH = '/telegram/run';
/** Several that start at once on a busy machine take their time. */
const START_LIMIT_MS = 180_000;
const WEBHOOK_SECRET = 'secret-of-a-run-on-one-machine';

/** Start the bot as production does, and wait until it can take updates. */
export async function startBot(
  name: string,
  around: BotSurroundings,
  options: {
    readonly port?: number;
    readonly nodeOptions?: readonly string[];
    /** Folder of another version of the project. */
    readonly root?: string;
    /** What is started: the sources, or `dist/` as `scripts/build.sh` has made it. */
    readonly program?: 'src/main.ts' | 'dist/main.js';
  } = {},
): Promise<BotProcess> {
  const port = options.port ?? (await freePort());
  const child = startChild({
    name,
    script: options.program ?? 'src/main.ts',
    ...(options.root === undefined ? {} : { root: options.root }),
    ...(options.nodeOptions === undefined ? {} : { nodeOptions: options.nodeOptions }),
    env: {
      NODE_ENV: 'production',
      BOT_TOKEN: around.token,
      TELEGRAM_API_ROOT: around.apiRoot,
      TELEGRAM_PROVIDER_TOKEN: '381764678:TEST:100037',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: around.dataDir,
      ...(around.databaseUrl === null ? {} : { DATABASE_URL: around.databaseUrl }),
      ...(around.redisUrl === null ? {} : { REDIS_URL: around.redisUrl }),
      ...(around.webhookUrl === null
        ? { BOT_MODE: 'polling' }
        : { BOT_MODE: 'webhook', WEBHOOK_URL: around.webhookUrl, WEBHOOK_SECRET }),
      ...around.env,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, () => answersOk(`${url}/healthz`), START_LIMIT_MS);
  return { ...child, port, url };
}
