import { createTransport } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { createChat } from '../../src/sandbox/driver.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { parseMail } from '../../src/sandbox/stand-ins/mime.ts';
import { movableClock, openSandbox } from './support.ts';

describe('mail server', () => {
  test('takes what nodemailer sends and decodes it', async () => {
    const sandbox = await openSandbox();
    const transport = createTransport({ url: sandbox.smtpUrl });
    const subject = `Код подтверждения: 123456 — «Смарт Сервис», ${'очень '.repeat(20)}длинная тема`;
    await transport.sendMail({
      from: '"Домовой, бот" <bot@example.org>',
      to: ['Anna@Example.org', 'boris@example.org'],
      subject,
      text: 'Ваш код 123456.\n.точка в начале\n= знак',
      html: '<p>Ваш код <b>123456</b></p>',
      attachments: [
        { filename: 'счёт за октябрь.pdf', content: Buffer.from('%PDF-1'), contentType: 'application/pdf' },
      ],
    });
    transport.close();
    const chat = createChat(sandbox);
    expect(chat.mail('anna@example.org')).toMatchObject([
      {
        to: 'anna@example.org',
        subject,
        text: expect.stringContaining('Ваш код 123456.\n.точка в начале\n= знак'),
        html: expect.stringContaining('<b>123456</b>'),
        attachments: [{ name: 'счёт за октябрь.pdf', mimeType: 'application/pdf', size: 6 }],
      },
    ]);
    expect(chat.mail('anna@example.org')[0]?.from).toBe('Домовой, бот <bot@example.org>');
    expect(chat.mail('boris@example.org')).toHaveLength(1);
    const url = chat.mail('anna@example.org')[0]?.attachments[0]?.url ?? '';
    expect(await (await fetch(sandbox.url + url)).text()).toBe('%PDF-1');
  });

  test.each([
    [
      'windows-1251 in base64',
      'Content-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: base64\r\n\r\nz/Do4uXy\r\n',
      'Привет',
    ],
    [
      'quoted-printable with soft breaks',
      'Content-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=D0=9F=D1=\r\n=80 =3D \r\n',
      'Пр =\n',
    ],
    [
      'HTML only',
      'Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{}</style><p>a &amp; b</p><p>c</p>',
      'a & b\nc',
    ],
    ['a broken multipart', 'Content-Type: multipart/mixed; boundary=x\r\n\r\nnothing', ''],
    ['an unknown charset', 'Content-Type: text/plain; charset=klingon\r\n\r\nx', 'x'],
  ])('reads %s', (_name, raw, text) => {
    expect(parseMail(Buffer.from(raw, 'latin1')).text).toBe(text);
  });

  test('reads encoded words cut inside a letter, and folded', () => {
    const raw =
      'Subject: =?utf-8?B?0JrQvtC0INC/0L7QtNGC0LLQtdGA0LY=?=\r\n =?utf-8?B?0LTQtdC90LjRjw==?= 12\r\n\r\n';
    expect(parseMail(Buffer.from(raw)).subject).toBe('Код подтверждения 12');
    const cut = 'Subject: =?utf-8?Q?=D0=9A=D0?= =?utf-8?Q?=BE=D0=B4_1?=\r\n\r\n';
    expect(parseMail(Buffer.from(cut)).subject).toBe('Код 1');
  });
});

function send(sandbox: Sandbox, fields: Record<string, string>): Promise<unknown> {
  return fetch(`${sandbox.smscUrl}/sys/send.php`, { method: 'POST', body: new URLSearchParams(fields) }).then(
    async (response) => {
      expect(response.status).toBe(200);
      const body: unknown = await response.json();
      return body;
    },
  );
}

describe('SMS gateway', () => {
  const good = {
    login: 'sandbox',
    psw: 'sandbox',
    phones: '+7 (916) 123-45-67',
    mes: 'Код 123456',
    fmt: '3',
    charset: 'utf-8',
  };

  test('puts the text into the phone’s list', async () => {
    const sandbox = await openSandbox();
    expect(await send(sandbox, { ...good, sender: 'Domovoy' })).toEqual({ id: 1, cnt: 1 });
    expect(createChat(sandbox).sms('+79161234567')).toMatchObject([
      { text: 'Код 123456', sender: 'Domovoy' },
    ]);
    const get = await fetch(
      `${sandbox.smscUrl}/sys/send.php?${new URLSearchParams({ ...good, phones: '89161234568' })}`,
    );
    expect(await get.json()).toEqual({ id: 2, cnt: 1 });
    expect(createChat(sandbox).sms('+79161234568')).toHaveLength(1);
  });

  test('without a charset reads windows-1251, as SMSC does', async () => {
    const sandbox = await openSandbox();
    const { charset: _, ...rest } = good;
    await send(sandbox, rest);
    expect(createChat(sandbox).sms('+79161234567')[0]?.text).not.toBe('Код 123456');
  });

  test('refuses with SMSC’s codes and status 200', async () => {
    const clock = movableClock();
    const sandbox = await openSandbox({ clock });
    expect(await send(sandbox, { ...good, psw: '' })).toMatchObject({ error_code: 2 });
    expect(await send(sandbox, { ...good, phones: '12' })).toMatchObject({ error_code: 7 });
    expect(await send(sandbox, { ...good, mes: '' })).toMatchObject({ error_code: 1 });
    expect(await send(sandbox, good)).toMatchObject({ cnt: 1 });
    expect(await send(sandbox, good)).toMatchObject({ error_code: 9 });
    clock.forward(61);
    expect(await send(sandbox, good)).toMatchObject({ cnt: 1 });
    sandbox.core.sms.failNext(3, 'no money');
    expect(await send(sandbox, { ...good, mes: 'x' })).toEqual({ error: 'no money', error_code: 3 });
    expect(await send(sandbox, { ...good, mes: 'y', cost: '1' })).toEqual({ cost: '2.99', cnt: 1 });
    expect(createChat(sandbox).sms('+79161234567')).toHaveLength(2);
  });
});
