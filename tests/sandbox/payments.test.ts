import type { Bot } from 'grammy';
import { describe, expect, test } from 'vitest';
import { run } from './program.ts';

describe('payments', () => {
  const log: string[] = [];
  function setUpShop(bot: Bot): void {
    log.length = 0;
    bot.command('start', async (ctx) => {
      await ctx.replyWithInvoice(
        'ЖКУ',
        'за октябрь',
        'p:1',
        'RUB',
        [{ label: 'К оплате', amount: 1_222_181 }],
        {
          provider_token: '381764678:TEST:100037',
          need_email: true,
        },
      );
    });
    bot.command('link', async (ctx) => {
      const link = await ctx.api.createInvoiceLink('ЖКУ', 'x', 'p:2', '381764678:TEST:100037', 'RUB', [
        { label: 'x', amount: 10_000 },
      ]);
      await ctx.reply(link);
    });
    bot.on('pre_checkout_query', async (ctx) => {
      const { invoice_payload: payload, total_amount: total, order_info: order } = ctx.preCheckoutQuery;
      log.push(`asked ${payload} ${total} ${order?.email ?? ''}`.trim());
      if (payload === 'p:1' && log.includes('refuse'))
        await ctx.answerPreCheckoutQuery(false, 'Счёт уже оплачен');
      else if (!log.includes('hang')) await ctx.answerPreCheckoutQuery(true);
    });
    bot.on('message:successful_payment', (ctx) => {
      const { telegram_payment_charge_id: telegram, provider_payment_charge_id: provider } =
        ctx.message.successful_payment;
      log.push(`paid ${telegram} ${provider}`);
    });
  }

  const charges = () => log.filter((line) => line.startsWith('paid'));

  test('asks, charges, tells; a paid invoice is a receipt', async () => {
    const { chat } = await run(setUpShop);
    const anna = chat.user('Анна');
    await anna.start();
    expect(anna.screen()).toBe(
      'ЖКУ\nза октябрь\n12 221,81 ₽\n[Заплатить 12 221,81 ₽]'.replaceAll('\u00a0', ' '),
    );
    expect(await anna.pay({ order: { email: 'a@b.ru' } })).toMatchObject({ status: 'paid' });
    expect(log[0]).toBe('asked p:1 1222181 a@b.ru');
    expect(charges()).toHaveLength(1);
    expect(charges()[0]).toMatch(/^paid \S+ [0-9a-f]{8}-000f-5000-[89ab]000-[0-9a-f]{12}$/);
    expect(anna.messages().find(({ invoice }) => invoice !== null)?.invoice?.paid).toBe(true);
    await expect(anna.pay()).rejects.toThrow('no unpaid invoice');
    expect(chat.problems()).toEqual([]);
  });

  test('a refusal and a declined charge leave nothing', async () => {
    const { chat } = await run(setUpShop);
    const anna = chat.user('Анна');
    await anna.start();
    expect(await anna.declinePay()).toMatchObject({ status: 'declined' });
    log.push('refuse');
    expect(await anna.pay()).toEqual({ status: 'refused', text: 'Счёт уже оплачен' });
    expect(charges()).toHaveLength(0);
    expect(anna.messages().filter(({ kind }) => kind === 'payment')).toHaveLength(0);
  });

  test('silence ends in the deadline, and a late answer is refused', async () => {
    const { chat } = await run(setUpShop, { rules: { checkoutAnswerMs: 30 } });
    const anna = chat.user('Анна');
    await anna.start();
    log.push('hang');
    expect(await anna.pay()).toMatchObject({ status: 'timeout' });
    expect(charges()).toHaveLength(0);
  });

  test('a link can be paid by anybody, any number of times, with different charges', async () => {
    const { chat } = await run(setUpShop);
    const anna = chat.user('Анна');
    const boris = chat.user('Борис');
    await anna.send('/link');
    const link = anna.lastMessage().text;
    await anna.pay({ link });
    await anna.pay({ link });
    await boris.pay({ link });
    expect(new Set(charges()).size).toBe(3);
  });
});
