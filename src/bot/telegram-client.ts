import { setTimeout as pause } from 'node:timers/promises';
import { autoRetry } from '@grammyjs/auto-retry';
import { Api, type ApiClientOptions, GrammyError, type Transformer } from 'grammy';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { SocksProxyAgent } from 'socks-proxy-agent';
import type { BotDeps, TelegramAccess } from './deps.ts';
import { directCalls } from './telegram-http.ts';

/** A hanging call must not hold a person's lock: the library's default is 500 s. */
const API_TIMEOUT_SECONDS = 20;
/** Answers wait out short floods only; the person would press again anyway. */
const MAX_RETRY_DELAY_SECONDS = 5;
const FLOOD_RETRIES = 2;
/** After 3, 6 and 12 s a start gives up and says so; a flood is waited out up to a minute. */
const SETUP_RETRIES = 3;
const SETUP_MAX_DELAY_SECONDS = 60;

/** Options of grammY's HTTP client: API root, proxy, time-out. Updates are fetched by our own loop. */
export function clientOptions(telegram: TelegramAccess): ApiClientOptions {
  const agent = proxyAgentOf(telegram);
  return {
    apiRoot: telegram.apiRoot,
    timeoutSeconds: API_TIMEOUT_SECONDS,
    ...(agent === null ? {} : { baseFetchConfig: { agent, compress: true } }),
  };
}

/** The Bot API outside updates: what is sent by itself, files, settings. Nothing is repeated by itself. */
export function openApi(telegram: TelegramAccess): Api {
  const api = new Api(telegram.token, clientOptions(telegram));
  api.config.use(direct(telegram));
  return api;
}

/**
 * The Bot API for what a start sets up: who the bot is, its commands, its webhook. Such a call may be made twice, so it
 * is repeated: several processes that start at once are told 429, and Telegram may be away for some seconds.
 */
export function openSetupApi(telegram: TelegramAccess): Api {
  const api = openApi(telegram);
  api.config.use(autoRetry({ maxRetryAttempts: SETUP_RETRIES, maxDelaySeconds: SETUP_MAX_DELAY_SECONDS }));
  return api;
}

/** The agent for everything that goes to Telegram; null = straight. */
export function proxyAgentOf({ proxy }: TelegramAccess): HttpsProxyAgent<string> | SocksProxyAgent | null {
  if (proxy === null) return null;
  return proxy.startsWith('socks') ? new SocksProxyAgent(proxy) : new HttpsProxyAgent(proxy);
}

/**
 * What every API call of an answer passes through. Floods are waited out briefly. A broken connection is not
 * retried: Telegram may have accepted the call, and a question must not come twice.
 */
export function apiTransformers(deps: Pick<BotDeps, 'metrics'>): Transformer[] {
  return [
    countCalls(deps),
    autoRetry({
      maxRetryAttempts: FLOOD_RETRIES,
      maxDelaySeconds: MAX_RETRY_DELAY_SECONDS,
      rethrowHttpErrors: true,
      rethrowInternalServerErrors: true,
    }),
  ];
}

/** Of a conversation: what is done once, and not again when it is replayed. */
export interface Recording {
  external(task: () => Promise<void>): Promise<void>;
}

/**
 * The same inside a conversation. Its calls are recorded below these, so a flood that was waited out comes again with
 * every replay; only the waiting that is recorded as well is not repeated, while the person's lock is held.
 */
export function conversationTransformers(
  deps: Pick<BotDeps, 'metrics'>,
  conversation: Recording,
): Transformer[] {
  const waitOutFloods: Transformer = async (prev, method, payload, signal) => {
    for (let retries = 0; ; retries += 1) {
      const response = await prev(method, payload, signal);
      const seconds = response.ok ? undefined : response.parameters?.retry_after;
      if (seconds === undefined || seconds > MAX_RETRY_DELAY_SECONDS || retries === FLOOD_RETRIES)
        return response;
      await conversation.external(() => pause(seconds * 1000));
    }
  };
  return [countCalls(deps), waitOutFloods];
}

function countCalls({ metrics }: Pick<BotDeps, 'metrics'>): Transformer {
  return async (prev, method, payload, signal) => {
    try {
      const response = await prev(method, payload, signal);
      metrics.apiCall(method, response.ok ? 'ok' : 'refused');
      return response;
    } catch (error) {
      metrics.apiCall(method, error instanceof GrammyError ? 'refused' : 'failed');
      throw error;
    }
  };
}

/**
 * Innermost, and never inside conversations: there the plugin records every call, or each replay would repeat it.
 * Through a proxy calls take grammY's own way.
 */
export function direct(telegram: TelegramAccess): Transformer {
  if (telegram.proxy !== null)
    return async (prev, method, payload, signal) => await prev(method, payload, signal);
  return directCalls({ ...telegram, timeoutSeconds: API_TIMEOUT_SECONDS });
}
