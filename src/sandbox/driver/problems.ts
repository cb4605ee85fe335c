import type { Problem } from '../driver-api.ts';
import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';

/** A tag or an escape that the reader sees: the text was sent without parse_mode or escaped twice. */
const RAW_TAGS =
  /<\/?(?:b|i|u|s|em|strong|code|pre|a|blockquote|tg-spoiler|tg-emoji|span)(?:\s[^>]*)?>|&(?:lt|gt|amp|quot|#\d+);/i;
/** `{some-key}` or `{$name}`: a text or a variable was not there. */
const MISSING_TEXT = /\{\s*\$?[a-z][\w.-]*\s*\}/i;
/** Marks that Fluent puts around variables. */
const ISOLATION = /[\u2066-\u2069]/;

/** What no story should leave behind. @param sinceSeq calls logged before are not looked at. */
export function findProblems(bot: Bot, sinceSeq: number): Problem[] {
  const problems: Problem[] = [];
  for (const press of bot.openPresses) {
    problems.push({
      kind: 'unanswered-callback',
      detail: `The press of "${press.data}" in chat ${press.chatId} was never answered`,
    });
  }
  for (const call of bot.refusals) {
    if (call.seq <= sinceSeq) continue;
    problems.push({ kind: 'refused-call', detail: `${call.method}: ${call.errorCode} ${call.description}` });
  }
  for (const chat of bot.chats.values()) {
    for (const text of textsOf(chat)) problems.push(...problemsOf(text, `chat ${chat.id}`));
  }
  for (const { text, personId } of bot.answers) problems.push(...problemsOf(text, `answer to ${personId}`));
  return problems;
}

/** Everything of the bot that people read in a chat. */
function textsOf(chat: Chat): string[] {
  const texts: string[] = [];
  for (const { message, outgoing, deleted } of chat.messages.values()) {
    if (!outgoing || deleted) continue;
    texts.push(message.text ?? message.caption ?? '');
    if (message.invoice !== undefined) texts.push(message.invoice.title, message.invoice.description);
    for (const button of message.reply_markup?.inline_keyboard.flat() ?? []) texts.push(button.text);
  }
  for (const { markup } of Object.values(chat.head.replyKeyboards)) {
    for (const button of markup.keyboard.flat())
      texts.push(typeof button === 'string' ? button : button.text);
  }
  return texts.filter((text) => text !== '');
}

function problemsOf(text: string, where: string): Problem[] {
  const checks: [Problem['kind'], RegExp][] = [
    ['raw-tags', RAW_TAGS],
    ['missing-text', MISSING_TEXT],
    ['isolation-marks', ISOLATION],
  ];
  return checks
    .filter(([, pattern]) => pattern.test(text))
    .map(([kind]) => ({ kind, detail: `${where}: ${JSON.stringify(text.slice(0, 200))}` }));
}
