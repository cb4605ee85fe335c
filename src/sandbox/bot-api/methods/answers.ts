import type { MethodCall } from '../call.ts';
import { checkedLink } from '../html-entities.ts';
import { badRequest } from '../refusal.ts';

const TOO_OLD = 'query is too old and response timeout expired or query ID is invalid';

/** Stops the spinner of a press, once and in time. */
export function answerCallbackQuery(call: MethodCall): true {
  const { params, world, bot } = call;
  const text = params.text('text');
  if (text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const url = params.text('url');
  if (url !== '' && (checkedLink(url) === null || !/^https:\/\/t\.me\//i.test(url))) {
    throw badRequest('URL_INVALID');
  }
  const press = bot.presses.get(params.text('callback_query_id'));
  const oldest = world.now() - world.rules.callbackAnswerSeconds * 1000;
  if (press === undefined || press.answered || press.createdAt < oldest) throw badRequest(TOO_OLD);
  const alert = params.bool('show_alert');
  bot.answerPress(press, text, alert);
  world.events.emit({
    type: 'callback-answer',
    bot,
    press,
    text,
    alert,
    url: url === '' ? null : url,
  });
  const chat = bot.chats.get(press.chatId);
  const stored = chat?.live(press.messageId);
  if (chat !== undefined && stored !== undefined) {
    // The spinner on the button stops.
    world.events.emit({ type: 'message-changed', bot, chat, stored });
  }
  return true;
}

/** Yes or no to a payment, within the deadline. */
export function answerPreCheckoutQuery(call: MethodCall): true {
  const { params, bot } = call;
  const isOk = params.bool('ok');
  const message = isOk ? '' : params.requiredText('error_message');
  const id = params.text('pre_checkout_query_id');
  const checkout = bot.checkouts.get(id);
  if (checkout === undefined) throw badRequest(TOO_OLD);
  bot.checkouts.delete(id);
  checkout.resolve(isOk ? { ok: true } : { ok: false, message });
  return true;
}
