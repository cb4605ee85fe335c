import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmsChannel } from '../../src/delivery/sms-channel.ts';
import { type SmsGateway, SmsRefusedError, SmsUnavailableError } from '../../src/gateways/sms/sms-gateway.ts';
import { createSmscGateway } from '../../src/gateways/sms/smsc.ts';
import { escapeHtml } from '../../src/texts/html.ts';
import { freePort } from '../support/free-port.ts';

interface Seen {
  readonly path: string;
  readonly fields: URLSearchParams;
}

let server: Server;
let seen: Seen[];
let answer: (path: string) => { status?: number; body?: string } | 'cut' | 'silence';
let gateway: SmsGateway;

beforeEach(async () => {
  seen = [];
  answer = () => ({ body: '{"id":1,"cnt":1}' });
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8');
    });
    request.on('end', () => {
      const path = request.url ?? '';
      seen.push({ path, fields: new URLSearchParams(body) });
      const said = answer(path);
      if (said === 'silence') return;
      if (said === 'cut') {
        request.socket.destroy();
        return;
      }
      response.writeHead(said.status ?? 200, { 'content-type': 'application/json' });
      response.end(said.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  gateway = createSmscGateway({
    apiUrl: `http://127.0.0.1:${address.port}`,
    login: 'house',
    password: 'p&w',
    timeoutMs: 300,
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const message = { phone: '+79161234567', text: 'Код 123456 — никому & никогда', key: 'challenge:5' };

describe('smsc.ru', () => {
  it('gets everything in the body, in UTF-8, with our key as the id', async () => {
    await gateway.send(message);
    expect(seen.map(({ path }) => path)).toEqual(['/sys/send.php']);
    expect(Object.fromEntries(seen[0]?.fields ?? [])).toEqual({
      login: 'house',
      psw: 'p&w',
      charset: 'utf-8',
      fmt: '3',
      phones: '79161234567',
      mes: message.text,
      id: 'challenge-5',
    });
  });

  it.each([
    [1, 'bad-request'],
    [2, 'wrong-login'],
    [3, 'no-money'],
    [4, 'blocked'],
    [6, 'forbidden-text'],
    [7, 'wrong-number'],
    [8, 'undeliverable'],
  ])('error %i is %s although HTTP says 200', async (code, refusal) => {
    answer = () => ({ body: JSON.stringify({ error: 'текст', error_code: code }) });
    const failure = await gateway.send(message).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SmsRefusedError);
    expect(failure).toMatchObject({ refusal });
  });

  it('a duplicate has been taken already', async () => {
    answer = () => ({ body: '{"error":"duplicate request","error_code":9}' });
    await gateway.send(message);
  });

  it.each(['cut', 'silence', { status: 502, body: '<html>' }, { body: 'OK - 1 SMS' }] as const)(
    'after a lost answer (%j) it asks whether the message was taken',
    async (trouble) => {
      answer = (path) => (path.endsWith('send.php') ? trouble : { body: '{"status":1,"last_date":"…"}' });
      await gateway.send(message);
      expect(seen.at(-1)?.path).toBe('/sys/status.php');
      expect(seen.at(-1)?.fields.get('id')).toBe('challenge-5');
      answer = (path) =>
        path.endsWith('send.php') ? trouble : { body: '{"error":"not found","error_code":3}' };
      const failure = await gateway.send(message).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SmsUnavailableError);
      expect(failure).toMatchObject({ sent: 'unknown' });
    },
  );

  it.each([
    '{"error_code":null,"id":1,"cnt":1}',
    '{"error_code":"","error":"?"}',
    '{"error_code":true}',
    '[]',
    '{"id":1,"cnt":null}',
    '"OK"',
  ])('an answer of another kind (%s) says nothing, so it asks', async (body) => {
    answer = (path) => ({ body: path.endsWith('send.php') ? body : '{"status":0}' });
    await gateway.send(message);
    expect(seen.at(-1)?.path).toBe('/sys/status.php');
    answer = (path) => ({ body: path.endsWith('send.php') ? body : '{"status":null}' });
    await expect(gateway.send(message)).rejects.toMatchObject({
      name: 'SmsUnavailableError',
      sent: 'unknown',
    });
  });

  it('a message that the gateway does not find was not taken', async () => {
    answer = (path) => (path.endsWith('send.php') ? 'cut' : { body: '{"status":-3,"last_date":""}' });
    await expect(gateway.send(message)).rejects.toMatchObject({
      name: 'SmsUnavailableError',
      sent: 'unknown',
    });
  });

  it('an answer without an end is not read to its end', async () => {
    answer = (path) => ({
      body: path.endsWith('send.php') ? `{"id":1,"cnt":1,"x":"${'y'.repeat(1_100_000)}"}` : '{}',
    });
    await expect(gateway.send(message)).rejects.toMatchObject({
      name: 'SmsUnavailableError',
      sent: 'unknown',
    });
  });

  it('nobody listens: certainly not sent', async () => {
    const nobody = createSmscGateway({
      apiUrl: `http://127.0.0.1:${await freePort()}`,
      login: 'a',
      password: 'b',
    });
    await expect(nobody.send(message)).rejects.toMatchObject({ name: 'SmsUnavailableError', sent: 'no' });
  });

  it('as a channel of deliveries says what a refusal means', async () => {
    const channel = createSmsChannel(gateway);
    const recipient = { channel: 'sms', phone: '+79161234567', key: 'delivery-1' } as const;
    const rendered = { html: escapeHtml('a & b') };
    expect(await channel.send(rendered, recipient)).toEqual({ kind: 'sent' });
    expect(seen[0]?.fields.get('mes')).toBe('a & b');
    answer = () => ({ body: '{"error":"x","error_code":3}' });
    expect(await channel.send(rendered, recipient)).toMatchObject({ kind: 'refused-us' });
    answer = () => ({ body: '{"error":"x","error_code":7}' });
    expect(await channel.send(rendered, recipient)).toMatchObject({ kind: 'unreachable' });
    answer = () => 'cut';
    expect(await channel.send(rendered, recipient)).toMatchObject({ kind: 'ambiguous' });
  });
});
