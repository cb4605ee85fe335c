import { Bot } from 'grammy';
import { onTestFinished } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { openSandbox } from './support.ts';

/** A grammY program on the sandbox, polling as grammY does. */
export async function run(setUp: (bot: Bot) => void, options: SandboxOptions = {}) {
  const sandbox = await openSandbox(options);
  const bot = new Bot(sandbox.botToken, { client: { apiRoot: sandbox.url } });
  setUp(bot);
  bot.catch(() => {});
  onTestFinished(() => bot.stop());
  void bot.start({
    allowed_updates: ['message', 'callback_query', 'edited_message', 'my_chat_member', 'pre_checkout_query'],
  });
  return { sandbox, chat: createChat(sandbox) };
}
