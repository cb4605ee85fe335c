import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { createEmailChannel } from '../../src/delivery/email-channel.ts';
import { EmailRefusedError, EmailUnavailableError } from '../../src/gateways/email/email-gateway.ts';
import { createSmtpGateway } from '../../src/gateways/email/smtp.ts';
import { escapeHtml, joinHtml, trustTranslated } from '../../src/texts/html.ts';
import { freePort } from '../support/free-port.ts';

interface Letter {
  readonly to: string[];
  readonly raw: string;
}

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function smtpError(responseCode: number): Error {
  return Object.assign(new Error('no'), { responseCode });
}

/** A mail server of one's own and a gateway to it. */
async function mailServer(options: SMTPServerOptions = {}, user = '') {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const gateway = createSmtpGateway({
    url: `smtp://${user}127.0.0.1:${port}`,
    from: 'Домовой <bot@example.ru>',
    timeoutMs: 500,
  });
  closers.push(
    () => new Promise<void>((resolve) => server.close(() => resolve())),
    () => gateway.close(),
  );
  return { gateway, letters };
}

const letter = { to: 'anna@example.ru', subject: 'Квитанция', text: 'Спасибо', key: 'delivery-7' };

describe('mail', () => {
  it('arrives with a Message-ID that is the same for the same letter', async () => {
    const { gateway, letters } = await mailServer();
    const file = { fileName: 'счёт.pdf', bytes: new TextEncoder().encode('%PDF-1.7') };
    await gateway.send({ ...letter, html: '<b>Спасибо</b>', attachments: [file] });
    await gateway.send({ ...letter, key: 'a b>\r\nBcc: x@y.z' });
    expect(letters.map(({ to }) => to)).toEqual([['anna@example.ru'], ['anna@example.ru']]);
    expect(letters[0]?.raw).toContain('Message-ID: <delivery-7@example.ru>');
    expect(letters[0]?.raw).toContain(Buffer.from('%PDF-1.7').toString('base64'));
    expect(letters[0]?.raw).toMatch(/Auto-Submitted: auto-generated/i);
    expect(letters[1]?.raw).not.toMatch(/^Bcc:/im);
  });

  it('an address or subject from a person cannot add recipients or headers', async () => {
    const { gateway, letters } = await mailServer();
    await gateway.send({ ...letter, subject: 'a\r\nBcc: evil@example.ru' });
    await gateway.send({ ...letter, to: 'anna@example.ru, evil@example.ru' }).catch(() => undefined);
    for (const { to, raw } of letters) {
      expect(to).not.toContain('evil@example.ru');
      expect(raw).not.toMatch(/^Bcc:/im);
    }
  });

  it('no such address is final; full for now is not; nobody there is certainly not sent', async () => {
    const refusing = await mailServer({ onRcptTo: (_address, _session, done) => done(smtpError(550)) });
    await expect(refusing.gateway.send(letter)).rejects.toBeInstanceOf(EmailRefusedError);
    const full = await mailServer({ onRcptTo: (_address, _session, done) => done(smtpError(452)) });
    await expect(full.gateway.send(letter)).rejects.toMatchObject({ sent: 'no' });
    const nobody = createSmtpGateway({ url: `smtp://127.0.0.1:${await freePort()}`, from: 'a@b.ru' });
    closers.push(() => nobody.close());
    await expect(nobody.send(letter)).rejects.toMatchObject({ name: 'EmailUnavailableError', sent: 'no' });
  });

  it('a lost answer to the letter itself is unknown', async () => {
    const { gateway } = await mailServer({ onData: (stream) => stream.resume() });
    const failure = await gateway.send(letter).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EmailUnavailableError);
    expect(failure).toMatchObject({ sent: 'unknown' });
  });

  it('a wrong password is said to be ours', async () => {
    const { gateway } = await mailServer(
      {
        authOptional: false,
        allowInsecureAuth: true,
        onAuth: (_auth, _session, done) => done(smtpError(535)),
      },
      'user:wrong@',
    );
    await expect(gateway.send(letter)).rejects.toMatchObject({ sent: 'refused-us' });
  });

  it('carries one-press unsubscribing (RFC 2369, RFC 8058) where there is an address for it, and only there', async () => {
    const { gateway, letters } = await mailServer();
    const channel = createEmailChannel(gateway);
    const url = `https://bot.example.ru/unsubscribe/1234567.new_bills.${'aB3-_'.repeat(30)}`;
    const message = { html: escapeHtml('Новый счёт') };
    const to = { channel: 'email', address: 'anna@example.ru', key: 'delivery-8' } as const;
    await channel.send({ ...message, unsubscribe: { caption: 'Больше не присылать', url } }, to);
    await channel.send(message, to);
    const [with_, without] = letters.map(({ raw }) =>
      raw.split('\r\n\r\n', 1)[0]?.replaceAll(/\r\n[ \t]+/g, ' '),
    );
    const headers = new Map(
      with_?.split('\r\n').map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
    );
    expect(headers.get('list-unsubscribe')).toBe(`<${url}>`);
    // Word for word, else mail programs do not press.
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(without).not.toMatch(/List-Unsubscribe/i);
    // Reading eyes find it too.
    const body = letters[0]?.raw.replaceAll('=\r\n', '').replaceAll('=3D', '=') ?? '';
    expect(body).toContain(`href="${url}"`);
  });

  it('as a channel of deliveries makes a letter of a message', async () => {
    const { gateway, letters } = await mailServer();
    const channel = createEmailChannel(gateway);
    const html = joinHtml([trustTranslated('<b>Новый счёт</b>'), escapeHtml('за <октябрь>')]);
    const outcome = await channel.send(
      {
        html,
        buttons: [
          [
            { caption: 'Открыть', url: 'https://t.me/bot?start=a&b' },
            { caption: 'Оплатить', data: 'x' },
          ],
        ],
      },
      { channel: 'email', address: 'anna@example.ru', key: 'delivery-9' },
    );
    expect(outcome).toEqual({ kind: 'sent' });
    const raw = letters[0]?.raw ?? '';
    expect(raw).toContain(`Subject: =?UTF-8?`);
    const [, text = ''] = /base64\r\n\r\n([\s\S]+?)\r\n-/.exec(raw) ?? [];
    expect(Buffer.from(text, 'base64').toString('utf8')).toBe(
      'Новый счёт\nза <октябрь>\n\nОткрыть: https://t.me/bot?start=a&b',
    );
    // Quoted-printable: `=` at the end of a line is no line break, `=3D` is `=`.
    const shown = raw.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    expect(shown).toContain('<a href="https://t.me/bot?start=a&amp;b">');
    expect(shown).toContain('&lt;');
    expect(shown).not.toContain('>Оплатить<');
  });
});
