import { Api } from 'grammy';
import type { Update } from 'grammy/types';
import { ALLOWED_UPDATES } from '../../../src/bot/middleware/serve-only.ts';
import { createMetrics } from '../../../src/http/metrics.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import type { BotStage } from './stage.ts';

export const WEBHOOK = { path: '/telegram/test', secret: 'secret-of-the-webhook-tests' } as const;

/** The door of one process: the real HTTP server in front of a stage. */
export interface Webhook {
  readonly url: string;
  /** Tell Telegram to deliver here, or to `url`. */
  connect(url?: string): Promise<void>;
  /** Deliver one update by hand. */
  post(update: Update): Promise<Response>;
  close(): Promise<void>;
}

export async function openWebhook(stage: BotStage, port: number): Promise<Webhook> {
  const server = createHttpServer({
    host: '127.0.0.1',
    port,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: createMetrics({ queues: async () => null, redisUp: null, processMetrics: false }),
    metricsToken: null,
    webhook: { ...WEBHOOK, handle: (update) => stage.handleWebhook(update as Update) },
    callbacks: [],
    checks: { database: async () => 'ok' },
  });
  await server.start();
  const url = `http://127.0.0.1:${port}${WEBHOOK.path}`;
  const api = new Api(stage.sandbox.botToken, { apiRoot: stage.sandbox.url });
  return {
    url,
    async connect(target = url) {
      await api.setWebhook(target, { secret_token: WEBHOOK.secret, allowed_updates: ALLOWED_UPDATES });
    },
    post: (update) =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': WEBHOOK.secret },
        body: JSON.stringify(update),
      }),
    close: () => server.stop(),
  };
}
