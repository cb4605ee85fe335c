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
  const count: Transformer = async (prev, method, payload, signal) => {
    try {
      const response = await prev(method, payload, signal);
      deps.metrics.apiCall(method, response.ok ? 'ok' : 'refused');
      return response;
    } catch (error) {
      deps.metrics.apiCall(method, error instanceof GrammyError ? 'refused' : 'failed');
      throw error;
    }
  };
  return [
    count,
    autoRetry({
      maxRetryAttempts: 2,
      maxDelaySeconds: MAX_RETRY_DELAY_SECONDS,
      rethrowHttpErrors: true,
      rethrowInternalServerErrors: true,
    }),
  ];
}

/** Innermost, and never inside conversations: there the plugin records every call, or each replay would repeat it. */
export function direct(telegram: TelegramAccess): Transformer {
  return directCalls({ ...telegram, agent: proxyAgentOf(telegram), timeoutSeconds: API_TIMEOUT_SECONDS });
}
