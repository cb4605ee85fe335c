import type { Update, WebhookInfo } from '@grammyjs/types';
import { PollingConsumer } from '../../updates/polling.ts';
import { WebhookConsumer, type WebhookReply } from '../../updates/webhook.ts';
import type { Bot } from '../../world/bot.ts';
import type { World } from '../../world/world.ts';
import type { MethodCall } from '../call.ts';
import { ApiRefusal, badRequest, tooManyRequests } from '../refusal.ts';

/** Kinds that exist in the Bot API; a list of allowed kinds is checked against them. */
const KINDS = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'guest_message',
  'stopped_message_generation',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
  'managed_bot',
  'subscription',
] as const;

type Kind = (typeof KINDS)[number];

function isKind(value: unknown): value is Kind {
  return KINDS.some((kind) => kind === value);
}

/** setWebhook is served once a second, ms. */
const SET_WEBHOOK_EVERY = 1_000;

/** Keeps the former list when none is given; an empty list means Telegram's default. */
function updateAllowed(call: MethodCall): void {
  const list = call.params.json('allowed_updates', 'allowed_updates');
  if (list === undefined) return;
  if (!Array.isArray(list)) throw badRequest('Expected an Array of allowed update types');
  const kinds = list.filter(isKind);
  call.bot.record.allowedUpdates = kinds.length === 0 ? null : kinds;
  call.bot.save();
}

/** The consumer that polls wait on. */
function pollingOf(world: World, bot: Bot): PollingConsumer {
  if (bot.consumer instanceof PollingConsumer) return bot.consumer;
  const consumer = new PollingConsumer(world, bot);
  bot.consumer = consumer;
  // Told only now: whoever shows the bot reads from the consumer whether it is connected.
  world.events.emit({ type: 'bot', bot });
  return consumer;
}

export function getUpdates(call: MethodCall): Promise<Update[]> {
  const { world, bot, params, signal } = call;
  if (bot.record.webhook !== null) {
    throw new ApiRefusal(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  updateAllowed(call);
  const offset = params.int('offset', 0);
  return pollingOf(world, bot).poll(
    offset,
    params.int('limit', 100, 1, 100),
    params.int('timeout', 0, 0),
    signal,
  );
}

/** Starts posting to the webhook that is on record, after setWebhook or a restart of the sandbox. */
export function connectWebhook(world: World, bot: Bot, runReply: WebhookReply): void {
  const settings = bot.record.webhook;
  if (settings !== null) bot.consumer = new WebhookConsumer(world, bot, settings, runReply);
}

export function setWebhook(call: MethodCall): true {
  const { world, bot, params } = call;
  const url = params.text('url');
  if (url === '') return deleteWebhook(call);
  // Counted before anything else is looked at, a repetition too.
  const now = world.ticks();
  if (now < bot.nextWebhookAt) throw tooManyRequests(1);
  bot.nextWebhookAt = now + SET_WEBHOOK_EVERY * world.rules.retryScale;
  if (!/^https?:\/\/[^\s/]+/i.test(url) || !URL.canParse(url)) {
    throw badRequest('invalid webhook URL specified');
  }
  const secretToken = params.text('secret_token');
  if (secretToken.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
  const settings = {
    url,
    secretToken,
    maxConnections: params.int('max_connections', 40, 1, 100),
    ipAddress: params.text('ip_address'),
  };
  updateAllowed(call);
  const isSame = JSON.stringify(settings) === JSON.stringify(bot.record.webhook);
  if (isSame && !params.bool('drop_pending_updates')) return true;
  disconnect(bot, 'terminated by setWebhook request');
  if (params.bool('drop_pending_updates')) bot.queue.clear();
  bot.record.webhook = settings;
  bot.save();
  connectWebhook(world, bot, call.runReply);
  world.events.emit({ type: 'bot', bot });
  return true;
}

function disconnect(bot: Bot, words: string): void {
  if (bot.consumer instanceof PollingConsumer) bot.consumer.conflict(words);
  if (bot.consumer instanceof WebhookConsumer) bot.consumer.close();
  bot.consumer = null;
}

/** Stops everything that sends updates, when the sandbox stops. */
export function disconnectBot(bot: Bot): void {
  disconnect(bot, 'terminated by the end of the server');
}

export function deleteWebhook(call: MethodCall): true {
  const { bot, params } = call;
  if (params.bool('drop_pending_updates')) bot.queue.clear();
  if (bot.record.webhook === null) return true;
  disconnect(bot, 'terminated by deleteWebhook request');
  bot.record.webhook = null;
  bot.save();
  call.world.events.emit({ type: 'bot', bot });
  return true;
}

export function getWebhookInfo(call: MethodCall): WebhookInfo {
  const { bot } = call;
  const { webhook, allowedUpdates } = bot.record;
  const lastError = bot.consumer instanceof WebhookConsumer ? bot.consumer.lastError : null;
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.queue.size,
    ...(webhook === null ? {} : { max_connections: webhook.maxConnections }),
    ...(webhook === null || webhook.ipAddress === '' ? {} : { ip_address: webhook.ipAddress }),
    ...(lastError === null ? {} : { last_error_date: lastError.date, last_error_message: lastError.message }),
    ...(allowedUpdates === null ? {} : { allowed_updates: allowedUpdates.filter(isKind) }),
  };
}

/** The public server logs a bot out so that a local one can take it; this one is local already. */
export function logOut(): true {
  throw new ApiRefusal(400, 'Bad Request: logOut is not served by the local Bot API server');
}

export function close(): true {
  throw new ApiRefusal(400, 'Bad Request: close is not served by the local Bot API server');
}
