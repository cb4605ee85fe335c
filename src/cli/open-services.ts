import { type Config, loadConfig, readEnvironment } from '../config.ts';
import { openDatabase } from '../database/client.ts';
import { migrate } from '../database/migrate.ts';
import { systemClock } from '../domain/clock.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { hashSalt } from '../services/hash-salt.ts';
import { createKeyedHashes } from '../services/keyed-hashes.ts';
import { WORKBOOKS_HERE } from '../services/workbooks.ts';

/** What commands need of the services; nothing here speaks to Telegram, so nothing is sent from a terminal. */
export interface CliServices extends Pick<ServiceDeps, 'db' | 'clock' | 'installation'> {
  readonly documents: Pick<ServiceDeps['documents'], 'workbook'>;
  /** as the bot makes them; null without BOT_TOKEN, whose secret they hang on */
  readonly hashes: ServiceDeps['hashes'] | null;
}

export interface OpenedServices {
  readonly services: CliServices;
  readonly config: Config;
  close(): Promise<void>;
}

/** The settings of the bot, from the same environment and `.env`. */
export function readConfig(): Config {
  return loadConfig(readEnvironment(process.env));
}

/**
 * The bot's database, brought to this version.
 * @throws DatabaseInUseError when a running bot holds the embedded one
 */
export async function openServices(config: Config): Promise<OpenedServices> {
  const database = await openDatabase(
    config.database.kind === 'embedded'
      ? { kind: 'embedded', dataDir: config.database.dataDir }
      : { kind: 'postgres', url: config.database.url.reveal() },
  );
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    config,
    close: () => database.close(),
    services: {
      db: database.prisma,
      clock: systemClock,
      documents: WORKBOOKS_HERE,
      hashes:
        config.telegram.mode === 'sandbox'
          ? null
          : createKeyedHashes(config.telegram.token.reveal(), await hashSalt(database.prisma)),
      installation: {
        timezone: config.timezone,
        defaultLocale: config.defaultLocale,
        adminTelegramIds: config.adminTelegramIds,
        botUsername: '',
        embedded: database.kind === 'embedded',
      },
    },
  };
}
