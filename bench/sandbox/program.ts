/**
 * The cheapest program a bot can be: plain HTTP, no library. `REPLY` says how it answers an update: not at all, in the
 * webhook's answer, or by a call of its own before it confirms.
 */
import { Agent, createServer, request } from 'node:http';

const { BOT_TOKEN = '', TELEGRAM_API_ROOT = '', PORT = '', REPLY = 'nothing' } = process.env;
const root = new URL(TELEGRAM_API_ROOT);
const agent = new Agent({ keepAlive: true, maxSockets: 100 });

interface Heard {
  message?: { chat: { id: number } };
}

function call(method: string, params: object): Promise<void> {
  const body = JSON.stringify(params);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: root.hostname,
        port: root.port,
        path: `/bot${BOT_TOKEN}/${method}`,
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve());
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const server = createServer((incoming, answer) => {
  let text = '';
  incoming.setEncoding('utf8');
  incoming.on('data', (chunk: string) => {
    text += chunk;
  });
  incoming.on('end', () => {
    const chatId = REPLY === 'nothing' ? 0 : (JSON.parse(text) as Heard).message?.chat.id;
    const words = { chat_id: chatId, text: 'К оплате 12 221,81 ₽' };
    if (REPLY === 'call') {
      call('sendMessage', words).then(
        () => answer.end(),
        (error: unknown) => answer.writeHead(500).end(String(error)),
      );
    } else if (REPLY === 'webhook') {
      const body = JSON.stringify({ method: 'sendMessage', ...words });
      answer.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      answer.end(body);
    } else answer.end();
  });
});
await new Promise<void>((resolve) => server.listen(Number(PORT), '127.0.0.1', resolve));
await call('setWebhook', { url: `http://127.0.0.1:${PORT}/`, max_connections: 100 });
console.log('ready');
