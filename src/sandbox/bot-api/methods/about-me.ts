import type {
  BotCommand,
  BotDescription,
  BotName,
  BotShortDescription,
  MenuButton,
  UserFromGetMe,
} from '@grammyjs/types';
import { commandsKey, readScope } from '../../world/commands.ts';
import type { MethodCall } from '../call.ts';
import { isObject } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { webAppLink } from '../reply-markup.ts';

export function getMe(call: MethodCall): UserFromGetMe {
  return call.bot.me;
}

/** '' or two letters. */
function languageOf(call: MethodCall): string {
  const code = call.params.text('language_code');
  if (code !== '' && !/^[a-z]{2}$/.test(code)) throw badRequest('LANGUAGE_CODE_INVALID');
  return code;
}

function scopeOf(call: MethodCall): string {
  const scope = readScope(call.params.json('scope', 'BotCommandScope'));
  if (typeof scope !== 'string') throw badRequest(`Can't parse BotCommandScope: ${scope.problem}`);
  const chatId = scope.split(':')[1];
  // A person who has not written yet is no chat for the bot.
  if (chatId !== undefined && call.bot.chats.get(Number(chatId))?.head.started !== true) {
    throw badRequest('chat not found');
  }
  return scope;
}

function changed(call: MethodCall): true {
  call.bot.save();
  call.world.events.emit({ type: 'menu-changed', bot: call.bot });
  return true;
}

export function setMyCommands(call: MethodCall): true {
  const list = call.params.json('commands', 'commands') ?? [];
  if (!Array.isArray(list)) throw badRequest('Expected an Array of BotCommand');
  if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  const commands = list.map(readCommand);
  const key = commandsKey(scopeOf(call), languageOf(call));
  if (commands.length === 0) delete call.bot.record.commands[key];
  else call.bot.record.commands[key] = commands;
  return changed(call);
}

function readCommand(value: unknown): BotCommand {
  if (!isObject(value)) throw badRequest("Can't parse BotCommand: expected an Object");
  const { command, description } = value;
  if (typeof command !== 'string') throw badRequest('Can\'t parse BotCommand: Can\'t find field "command"');
  if (typeof description !== 'string') {
    throw badRequest('Can\'t parse BotCommand: Can\'t find field "description"');
  }
  const name = command.replace(/^\//, '');
  if (!/^[a-z0-9_]{1,32}$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  const length = description.trim().length;
  if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command: name, description };
}

export function getMyCommands(call: MethodCall): BotCommand[] {
  return call.bot.record.commands[commandsKey(scopeOf(call), languageOf(call))] ?? [];
}

export function deleteMyCommands(call: MethodCall): true {
  delete call.bot.record.commands[commandsKey(scopeOf(call), languageOf(call))];
  return changed(call);
}

function setText(call: MethodCall, texts: Record<string, string>, name: string, max: number): true {
  const value = call.params.text(name);
  if (value.length > max) throw badRequest(`${name} is too long`);
  const language = languageOf(call);
  if (value === '') delete texts[language];
  else texts[language] = value;
  call.bot.save();
  call.world.events.emit({ type: 'bot', bot: call.bot });
  return true;
}

function getText(call: MethodCall, texts: Record<string, string>): string {
  return texts[languageOf(call)] ?? texts[''] ?? '';
}

export function setMyName(call: MethodCall): true {
  return setText(call, call.bot.record.names, 'name', 64);
}

export function getMyName(call: MethodCall): BotName {
  const name = getText(call, call.bot.record.names);
  return { name: name === '' ? call.bot.record.firstName : name };
}

export function setMyDescription(call: MethodCall): true {
  return setText(call, call.bot.record.descriptions, 'description', 512);
}

export function getMyDescription(call: MethodCall): BotDescription {
  return { description: getText(call, call.bot.record.descriptions) };
}

export function setMyShortDescription(call: MethodCall): true {
  return setText(call, call.bot.record.shortDescriptions, 'short_description', 120);
}

export function getMyShortDescription(call: MethodCall): BotShortDescription {
  return { short_description: getText(call, call.bot.record.shortDescriptions) };
}

export function setChatMenuButton(call: MethodCall): true {
  const { params, bot } = call;
  const chatId = params.text('chat_id');
  const button = readMenuButton(params.json('menu_button', 'menu button'));
  if (button.type === 'default' && chatId !== '') delete bot.record.menuButtons[chatId];
  else bot.record.menuButtons[chatId] = button;
  return changed(call);
}

function readMenuButton(value: unknown): MenuButton {
  if (value === undefined) return { type: 'default' };
  if (!isObject(value)) throw badRequest("Can't parse menu button: MenuButton must be an Object");
  const { type, text, web_app: app } = value;
  if (type === 'default' || type === 'commands') return { type };
  if (type !== 'web_app') throw badRequest("Can't parse menu button: MenuButton has unsupported type");
  if (typeof text !== 'string' || !isObject(app) || typeof app.url !== 'string') {
    throw badRequest('Can\'t parse menu button: Can\'t find field "web_app"');
  }
  return { type, text, web_app: { url: webAppLink(app, 'Menu button Web App') } };
}

export function getChatMenuButton(call: MethodCall): MenuButton {
  const { menuButtons } = call.bot.record;
  return menuButtons[call.params.text('chat_id')] ?? menuButtons[''] ?? { type: 'commands' };
}
