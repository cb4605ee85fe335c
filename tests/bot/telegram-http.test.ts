import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, GrammyError, HttpError, InputFile } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { directCalls } from '../../src/bot/telegram-http.ts';

const TOKEN = '100:secret-of-the-bot';
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Heard {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

/** Telegram as far as one call goes: what it heard, and an API that calls it. */
async function telegram(answer: RequestListener, timeoutSeconds = 5): Promise<{ api: Api; heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({
        path: request.url ?? '',
        type: request.headers['content-type'] ?? '',
        body: Buffer.concat(chunks).toString(),
      });
      answer(request, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { api: apiAt(`http://127.0.0.1:${port}`, timeoutSeconds), heard };
}

function apiAt(apiRoot: string, timeoutSeconds = 5): Api {
  const api = new Api(TOKEN, { apiRoot });
  api.config.use(directCalls({ token: TOKEN, apiRoot, timeoutSeconds }));
  return api;
}

const ok =
  (result: unknown): RequestListener =>
  (_request, response) => {
    response.end(JSON.stringify({ ok: true, result }));
  };

async function failureOf(call: Promise<unknown>): Promise<HttpError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HttpError)) throw new Error(`expected an HttpError, got ${String(error)}`);
  const inner = error.error;
  for (const text of [error.message, String(inner), inner instanceof Error ? inner.stack : '']) {
    expect(text).not.toContain(TOKEN);
  }
  return error;
}

describe('calls of the Bot API without files', () => {
  it('say what grammY would say, without fields that are null or absent', async () => {
    const { api, heard } = await telegram(ok({ message_id: 7 }));
    const sent = await api.raw.sendMessage(
      JSON.parse('{"chat_id":5,"text":"Счёт «12» 🧾","business_connection_id":null}'),
    );
    expect(sent).toEqual({ message_id: 7 });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ path: `/bot${TOKEN}/sendMessage`, type: 'application/json' });
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ chat_id: 5, text: 'Счёт «12» 🧾' });
  });

  it('put long answers together, whatever pieces they come in', async () => {
    const text = 'длинный ответ 🧾'.repeat(20_000);
    const { api } = await telegram((_request, response) => {
      const bytes = Buffer.from(JSON.stringify({ ok: true, result: { text } }));
      for (let at = 0; at < bytes.length; at += 70_001) response.write(bytes.subarray(at, at + 70_001));
      response.end();
    });
    expect(await api.getMyDescription()).toEqual({ text });
  });

  it('tell refusals from failures', async () => {
    const { api } = await telegram((_request, response) => {
      response.writeHead(403);
      response.end(JSON.stringify({ ok: false, error_code: 403, description: 'Forbidden: bot was blocked' }));
    });
    await expect(api.sendMessage(5, 'x')).rejects.toSatisfy(
      (error) => error instanceof GrammyError && error.error_code === 403,
    );
  });

  it.each(['<html>502 Bad Gateway</html>', 'null', '{"status":"ok"}', ''])(
    'do not take the word of something in front of Telegram: %s',
    async (body) => {
      const { api } = await telegram((_request, response) => {
        response.writeHead(502);
        response.end(body);
      });
      await failureOf(api.sendMessage(5, 'x'));
    },
  );

  it('fail when the connection breaks in the middle of the answer', async () => {
    const { api } = await telegram((_request, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('{"ok":true');
      setImmediate(() => response.destroy());
    });
    await failureOf(api.sendMessage(5, 'x'));
  });

  it('fail when nobody answers in time', async () => {
    const { api } = await telegram(() => undefined, 0.05);
    await failureOf(api.sendMessage(5, 'x'));
  });

  it('fail when the answer trickles on for longer than a call may take', async () => {
    const { api } = await telegram((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    }, 0.2);
    const began = performance.now();
    await failureOf(api.sendMessage(5, 'x'));
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('keep the code of a refused connection: it proves that nothing was sent', async () => {
    const { error } = await failureOf(apiAt('http://127.0.0.1:9').sendMessage(5, 'x'));
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('leave files to grammY', async () => {
    const { api, heard } = await telegram(ok({ message_id: 8 }));
    await api.sendDocument(5, new InputFile(Buffer.from('bytes of a file'), 'a.txt'));
    expect(heard[0]?.type).toContain('multipart/form-data');
    expect(heard[0]?.body).toContain('bytes of a file');
  });
});
