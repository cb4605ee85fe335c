import { type Bot, InlineKeyboard, Keyboard } from 'grammy';
import { describe, expect, test } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import { run } from './program.ts';
import { until } from './support.ts';

function setUpMenu(bot: Bot): void {
  bot.command('start', (ctx) =>
    ctx.reply(`Привет, ${ctx.from?.first_name}! <b>12\u00a0221,81\u00a0₽</b> ${ctx.match}`.trim(), {
      parse_mode: 'HTML',
      reply_markup: new InlineKeyboard()
        .text('🧾 Счета', 'bills')
        .text('💳 Оплатить', 'pay')
        .row()
        .url('Сайт', 'https://ya.ru'),
    }),
  );
  bot.callbackQuery('bills', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'Готово', show_alert: true });
    await ctx.editMessageText('Счетов нет', { reply_markup: new InlineKeyboard().text('◀️ Назад', 'back') });
  });
  bot.callbackQuery('silent', () => {});
  bot.on('callback_query:data', (ctx) => ctx.answerCallbackQuery(`данные ${ctx.callbackQuery.data}`));
}

describe('a person in a private chat', () => {
  test('presses by caption and reads the screen', async () => {
    const { chat } = await run(setUpMenu);
    const anna = chat.user('Анна', { phone: '+79161234567' });
    await anna.start();
    expect(anna.screen()).toBe('Привет, Анна! 12 221,81 ₽\n[🧾 Счета] [💳 Оплатить]\n[Сайт]');
    await anna.press('🧾 Счета');
    expect(anna.screen()).toBe('Счетов нет\n[◀️ Назад]');
    expect(anna.toasts()).toEqual([{ text: 'Готово', alert: true }]);
    expect(anna.buttons()).toEqual(['◀️ Назад']);
    expect(chat.problems()).toEqual([]);
    expect(chat.calls('editMessageText')).toHaveLength(1);
  });

  test('a missing button says what is there', async () => {
    const { chat } = await run(setUpMenu);
    const anna = chat.user('Анна');
    await anna.start('company_1');
    expect(anna.screen()).toContain('company_1');
    await expect(anna.press('Нет такой')).rejects.toThrow(
      /Анна sees no button «Нет такой».*«🧾 Счета» «💳 Оплатить» «Сайт»/s,
    );
    await expect(anna.press('Сайт')).rejects.toThrow('the app handles it');
    await anna.press('🧾');
    expect(anna.screen()).toContain('Счетов нет');
  });

  test('writes no control characters: Telegram makes them blanks', async () => {
    const heard: (string | undefined)[] = [];
    const { chat } = await run((bot) => {
      bot.on(['message', 'edited_message'], (ctx) => {
        heard.push(ctx.msg.text ?? ctx.msg.caption);
      });
    });
    const anna = chat.user('Анна');
    await anna.send('\u0007а\u0000б\n\u202Eв\u0000');
    await anna.edit(anna.messages().at(-1)?.id ?? 0, 'а\u0001');
    await anna.sendDocument(Buffer.from('a'), 'a.txt', { caption: '\u0000г' });
    expect(heard).toEqual(['а б\nв', 'а', 'г']);
  });

  test('forges, presses again, several at once', async () => {
    const { chat } = await run(setUpMenu);
    const anna = chat.user('Анна');
    await anna.start();
    await anna.forge('чужое:1');
    expect(anna.toasts()).toEqual([{ text: 'данные чужое:1', alert: false }]);
    await anna.repress();
    expect(anna.toasts()).toHaveLength(2);
    await anna.pressTogether(['💳 Оплатить', '💳 Оплатить']);
    expect(anna.toasts()).toHaveLength(4);
    await anna.redeliver();
    // The same query again: the program answers it, Telegram takes one answer only.
    expect(chat.problems().map(({ kind }) => kind)).toEqual(['refused-call']);
  });

  test('a press of a deleted message reaches the program without its text', async () => {
    const seen: unknown[] = [];
    const { chat } = await run((bot) => {
      bot.command('start', async (ctx) => {
        const sent = await ctx.reply('x', { reply_markup: new InlineKeyboard().text('a', 'a') });
        await ctx.api.deleteMessage(ctx.chat.id, sent.message_id);
      });
      bot.on('callback_query', (ctx) => {
        seen.push(ctx.callbackQuery.message?.date);
        return ctx.answerCallbackQuery();
      });
    });
    const anna = chat.user('Анна');
    await anna.start();
    await anna.forge('a', 2);
    expect(seen).toEqual([0]);
  });

  test('shares the contact that the keyboard asks for; somebody else’s card has another id', async () => {
    const contacts: unknown[] = [];
    const { chat, sandbox } = await run((bot) => {
      bot.command('start', (ctx) =>
        ctx.reply('Телефон?', {
          reply_markup: new Keyboard().requestContact('📱 Отправить').oneTime().resized(),
        }),
      );
      bot.on('message:contact', (ctx) => {
        contacts.push([ctx.message.contact.user_id, ctx.from.id]);
        return ctx.reply('Спасибо', { reply_markup: { remove_keyboard: true } });
      });
    });
    const anna = chat.user('Анна', { id: 11, phone: '+79160000011' });
    const boris = chat.user('Борис', { id: 12, phone: '+79160000012' });
    await anna.start();
    expect(anna.buttons()).toEqual(['📱 Отправить']);
    await anna.press('📱 Отправить');
    expect(anna.buttons()).toEqual([]);
    await anna.sendCard({ phone: '+79160000012', firstName: 'Борис' });
    await boris.start();
    await boris.shareContact();
    expect(contacts).toEqual([
      [11, 11],
      [12, 11],
      [12, 12],
    ]);
    expect(sandbox.core.world.defaultBot.chats.get(11)?.head.replyKeyboards).toEqual({});
  });

  test('sends files, albums, places; edits; blocks and comes back', async () => {
    const seen: string[] = [];
    const { chat } = await run((bot) => {
      bot.on('message:document', (ctx) => void seen.push(`document ${ctx.message.document.file_name}`));
      bot.on(
        'message:photo',
        (ctx) =>
          void seen.push(
            `photo ${ctx.message.photo.length} ${ctx.message.media_group_id === undefined ? 'alone' : 'album'}`,
          ),
      );
      bot.on('message:voice', () => void seen.push('voice'));
      bot.on('message:location', () => void seen.push('location'));
      bot.on('edited_message:text', (ctx) => void seen.push(`edited ${ctx.editedMessage.text}`));
      bot.on('my_chat_member', (ctx) => void seen.push(ctx.myChatMember.new_chat_member.status));
      bot.on('message:forward_origin', () => void seen.push('forwarded'));
      bot.command('start', () => void seen.push('start'));
      bot.on('message:text', () => void seen.push('text'));
    });
    const picture = Buffer.alloc(33);
    Buffer.from('89504e470d0a1a0a0000000d494844520000019000000190', 'hex').copy(picture);
    const anna = chat.user('Анна');
    await anna.sendDocument(Buffer.from('x'), 'счёт.pdf');
    await anna.sendPhoto(picture, { caption: 'подпись' });
    await anna.sendAlbum([picture, Buffer.concat([picture, Buffer.from('2')])]);
    await anna.sendVoice(Buffer.from('x'));
    await anna.sendLocation(55, 37);
    const sent = await anna.send('раз');
    await anna.edit(sent.id, 'два');
    await anna.forward(sent);
    await anna.block();
    await expect(anna.send('x')).rejects.toThrow('blocked');
    await anna.start();
    expect(seen).toEqual([
      'document счёт.pdf',
      'photo 2 alone',
      'photo 2 album',
      'photo 2 album',
      'voice',
      'location',
      'text',
      'edited два',
      'forwarded',
      'kicked',
      'member',
      'start',
    ]);
    await anna.send('я'.repeat(5000));
    expect(seen.slice(-2)).toEqual(['text', 'text']);
  });

  test('waits for work that goes on after the update', async () => {
    let queued = 0;
    let send = async (): Promise<void> => {};
    const { sandbox } = await run((bot) => {
      bot.on('message', (ctx) => {
        queued += 1;
        send = async () => {
          await ctx.reply(`из очереди ${queued}`);
          queued = 0;
        };
      });
    });
    const chat = createChat(sandbox, { settle: async () => (queued > 0 ? send() : undefined) });
    const anna = chat.user('Анна');
    await anna.send('x');
    expect(anna.screen()).toBe('из очереди 1');
  });

  test('waits for calls that the program does not wait for', async () => {
    let inFlight = (): boolean => false;
    const { sandbox, chat } = await run((bot) => {
      bot.on('message', async (ctx) => {
        void ctx.reply('медленно');
        await until(inFlight, 'the call has reached Telegram');
      });
    });
    inFlight = () => sandbox.core.world.defaultBot.callsInFlight > 0;
    sandbox.core.faults.add({ kind: 'delay', method: 'sendMessage', ms: 60 });
    const anna = chat.user('Анна');
    await anna.send('x');
    expect(anna.screen()).toBe('медленно');
  });

  test('says what hangs when the program never confirms', async () => {
    const { sandbox } = await run(() => {});
    const chat = createChat(sandbox, { token: '77:nobody', timeoutMs: 50 });
    await expect(chat.user('Анна').send('привет')).rejects.toThrow(
      /update \d+ \(message "привет"\) is not confirmed; nobody has asked for updates/,
    );
  });
});

test('problems: unanswered presses, refusals, raw tags, missing texts, isolation marks', async () => {
  const { chat } = await run((bot) => {
    bot.command('start', async (ctx) => {
      await ctx.reply('<b>x</b>', { reply_markup: new InlineKeyboard().text('тихая', 'silent') });
      await ctx.reply('{welcome-text}');
      await ctx.reply('сумма \u206812\u2069');
      await ctx.reply('&lt;');
      await ctx.reply('нет {скобок} и 2 < 3 > 1').catch(() => {});
      await ctx.reply('').catch(() => {});
    });
    bot.callbackQuery('silent', () => {});
  });
  const anna = chat.user('Анна');
  await anna.start();
  await anna.press('тихая');
  expect(chat.problems().map(({ kind }) => kind)).toEqual([
    'unanswered-callback',
    'refused-call',
    'raw-tags',
    'missing-text',
    'isolation-marks',
    'raw-tags',
  ]);
});

describe('groups', () => {
  test('an administrator hears everything, a member only what concerns it', async () => {
    const heard: string[] = [];
    const { chat } = await run((bot) => {
      bot.on('message:text', (ctx) => void heard.push(ctx.message.text));
    });
    const anna = chat.user('Анна');
    const staff = await chat.group('Смена', [anna]);
    const strangers = await chat.group('Чужие', [anna], { botIsAdministrator: false });
    await anna.in(staff).send('1');
    await anna.in(strangers).send('2');
    await anna.in(strangers).send('/help');
    await anna.in(strangers).send('@domovoy_bot 3');
    await anna.in(strangers).send('/help@other_bot');
    expect(heard).toEqual(['1', '/help', '@domovoy_bot 3']);
  });

  test('topics, replies and presses', async () => {
    const { chat } = await run((bot) => {
      bot.command('new', async (ctx) => {
        const topic = await ctx.api.createForumTopic(ctx.chat.id, 'Заявка 1');
        await ctx.api.sendMessage(ctx.chat.id, 'Протечка', {
          message_thread_id: topic.message_thread_id,
          reply_markup: new InlineKeyboard().text('Взять', 'take'),
        });
      });
      bot.callbackQuery('take', async (ctx) => {
        await ctx.answerCallbackQuery('Взято');
        const topic = ctx.callbackQuery.message?.message_thread_id;
        if (topic !== undefined && ctx.chat !== undefined) await ctx.api.closeForumTopic(ctx.chat.id, topic);
      });
      bot.on('message:text', (ctx) =>
        ctx.reply(`ответ: ${ctx.message.reply_to_message?.text}`, {
          reply_parameters: { message_id: ctx.message.message_id },
          ...(ctx.message.message_thread_id === undefined
            ? {}
            : { message_thread_id: ctx.message.message_thread_id }),
        }),
      );
    });
    const boss = chat.user('Мария');
    const worker = chat.user('Иван');
    const group = await chat.group('Заявки', [boss, worker], { forum: true });
    await boss.in(group).send('/new');
    const post = group.messages().find(({ text }) => text === 'Протечка');
    expect(group.topics()).toMatchObject([{ name: 'Заявка 1', closed: false }]);
    await worker.in(group).send('уже идём', { replyTo: post?.id ?? 0 });
    expect(worker.in(group).lastMessage()).toMatchObject({ text: 'ответ: Протечка', topicId: post?.topicId });
    await worker.in(group).press('Взять');
    expect(worker.toasts()).toEqual([{ text: 'Взято', alert: false }]);
    expect(group.topics()).toMatchObject([{ closed: true }]);
    expect(chat.problems()).toEqual([]);
  });
});

test('commands are shown by scope and language', async () => {
  const { chat, sandbox } = await run((bot) => {
    bot.command('start', async (ctx) => {
      await ctx.api.setMyCommands([{ command: 'menu', description: 'Меню' }]);
      await ctx.api.setMyCommands([{ command: 'menu', description: 'Menu' }], { language_code: 'en' });
      await ctx.api.setMyCommands([{ command: 'queue', description: 'Очередь' }], {
        scope: { type: 'chat', chat_id: ctx.chat.id },
      });
    });
  });
  await chat.user('Мария', { id: 21 }).start();
  const of = async (id: number): Promise<unknown> => {
    const response = await fetch(`${sandbox.url}/sandbox/api/chats/${id}?person=${id}`);
    const view: unknown = await response.json();
    return view;
  };
  chat.user('Анна', { id: 22 });
  chat.user('John', { id: 23, languageCode: 'en-US' });
  expect(await of(21)).toMatchObject({ commands: [{ command: 'queue' }] });
  expect(await of(22)).toMatchObject({ commands: [{ description: 'Меню' }] });
  expect(await of(23)).toMatchObject({ commands: [{ description: 'Menu' }] });
});
