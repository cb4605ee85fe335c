/** The floor: a grammY bot that replies one line to every message and press, with nothing behind it. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Bot, webhookCallback } from 'grammy';

const { BOT_TOKEN = '', TELEGRAM_API_ROOT = '', PORT = '', BOT_MODE } = process.env;
const SECRET = 'secret-of-the-bare-bot';
const bot = new Bot(BOT_TOKEN, { client: { apiRoot: TELEGRAM_API_ROOT } });
bot.on(['message', 'callback_query'], (ctx) => ctx.reply('К оплате 12 221,81 ₽'));
await bot.init();

if (BOT_MODE === 'webhook') {
  const server = createServer(webhookCallback(bot, 'http', { secretToken: SECRET }));
  await once(server.listen(Number(PORT), '127.0.0.1'), 'listening');
  await bot.api.setWebhook(`http://127.0.0.1:${PORT}/`, { secret_token: SECRET });
} else {
  bot.catch((error) => console.error(error));
  void bot.start();
}
console.log('ready');
