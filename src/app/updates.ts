import type { Api } from 'grammy';
import type { Update } from 'grammy/types';
import type { WebhookHandler } from '../bot/handle-update.ts';
import { ALLOWED_UPDATES } from '../bot/middleware/serve-only.ts';
import type { Polling } from '../bot/polling.ts';
import type { TelegramConfig } from '../config.ts';
import type { WebhookOptions } from '../http/server.ts';

/** As many as the process can handle at once: each holds a database connection for some milliseconds. */
const WEBHOOK_CONNECTIONS = 40;

export interface UpdateSource {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Where updates come from: our polling loop, or the webhook that Telegram is told of. */
export function updateSource(config: TelegramConfig, api: Api, polling: Polling): UpdateSource {
  if (config.mode !== 'webhook') {
    return {
      async start() {
        // A webhook left over from another mode would keep every update away. What waits stays.
        await api.deleteWebhook();
        polling.start();
      },
      stop: () => polling.stop(),
    };
  }
  const { url, secret } = config.webhook;
  return {
    async start() {
      // The same call from every process: Telegram answers that it is set already.
      await api.setWebhook(url, {
        secret_token: secret.reveal(),
        allowed_updates: ALLOWED_UPDATES,
        max_connections: WEBHOOK_CONNECTIONS,
      });
    },
    // Others may go on with it; Telegram keeps what nobody takes.
    stop: async () => undefined,
  };
}

/** The webhook as the HTTP server serves it; null when updates are polled. */
export function webhookOptions(config: TelegramConfig, handle: WebhookHandler): WebhookOptions | null {
  if (config.mode !== 'webhook') return null;
  return {
    path: config.webhook.path,
    secret: config.webhook.secret.reveal(),
    // What Telegram sends under our secret is an update; every handler checks the parts it uses.
    handle: (update) => handle(update as Update),
  };
}
