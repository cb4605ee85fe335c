import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../bot-api/request.ts';
import type { World } from '../world/world.ts';

/** The same text to the same phone within this time is a duplicate (SMSC's rule), ms of the clock. */
const DUPLICATE_MS = 60_000;

/** SMSC's error codes that this stand-in gives. */
const ERRORS = {
  parameters: { code: 1, text: 'parameters error' },
  login: { code: 2, text: 'authorise error' },
  phone: { code: 7, text: 'invalid number' },
  duplicate: { code: 9, text: 'duplicate request, wait a minute' },
} as const;

type ErrorKind = keyof typeof ERRORS;

/**
 * SMSC.ru's `/sys/send.php`: what is sent lands in the phone's list. Answers are always HTTP 200, as
 * there; only `fmt=3` (JSON) is spoken.
 */
export class SmsGateway {
  readonly #world: World;
  #nextId = 1;
  /** Codes to answer with next, for tests of troubles. */
  readonly #planned: { code: number; text: string }[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  static owns(path: string): boolean {
    return path === '/smsc/sys/send.php' || path === '/smsc/sys/balance.php';
  }

  /** The next request is refused with this code of SMSC. */
  failNext(code: number, text: string): void {
    this.#planned.push({ code, text });
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const body = await readBody(request, 256 * 1024);
    const answer = url.pathname.endsWith('balance.php')
      ? { balance: '1000.00' }
      : this.#send(url.searchParams, body, request.headers['content-type'] ?? '');
    this.#world.journal.flush();
    const text = JSON.stringify(answer);
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  }

  #send(query: URLSearchParams, body: Buffer, contentType: string): object {
    const raw = contentType.includes('json') ? null : parseForm(body);
    const json = raw === null ? jsonFields(body) : null;
    // The charset is itself a parameter; without it SMSC reads windows-1251.
    const charset = (
      query.get('charset') ??
      json?.get('charset') ??
      raw?.get('charset')?.toString() ??
      'windows-1251'
    ).toLowerCase();
    const field = (name: string): string =>
      json?.get(name) ?? decode(raw?.get(name), charset) ?? query.get(name) ?? '';
    const planned = this.#planned.shift();
    if (planned !== undefined) return { error: planned.text, error_code: planned.code };
    if (field('fmt') !== '3') return failure('parameters');
    const hasKey = field('apikey') !== '';
    if (!hasKey && (field('login') === '' || field('psw') === '')) return failure('login');
    const text = field('mes');
    const phones = field('phones')
      .split(/[,;\n]+/)
      .filter((phone) => phone !== '');
    if (text === '' || phones.length === 0) return failure('parameters');
    const numbers = phones.map((phone) => phone.replaceAll(/[\s()+-]/g, ''));
    const normal = numbers.map((digits) => (/^8\d{10}$/.test(digits) ? `7${digits.slice(1)}` : digits));
    if (normal.some((digits) => !/^[1-9]\d{10,14}$/.test(digits))) return failure('phone');
    if (field('cost') === '1') return { cost: String(2.99 * normal.length), cnt: normal.length };
    const targets = normal.map((digits) => `+${digits}`);
    if (targets.some((phone) => this.#isDuplicate(phone, text))) return failure('duplicate');
    const sender = field('sender');
    for (const phone of targets) this.#world.addSms({ phone, text, sender: sender === '' ? null : sender });
    this.#nextId += 1;
    return { id: this.#nextId - 1, cnt: targets.length };
  }

  #isDuplicate(phone: string, text: string): boolean {
    const since = this.#world.now() - DUPLICATE_MS;
    return this.#world.sms.some(
      (sms) => sms.phone === phone && sms.text === text && Date.parse(sms.date) > since,
    );
  }
}

function failure(kind: ErrorKind): object {
  return { error: ERRORS[kind].text, error_code: ERRORS[kind].code };
}

/** Fields of an urlencoded body as bytes: their charset is not known yet. */
function parseForm(body: Buffer): Map<string, Buffer> {
  const fields = new Map<string, Buffer>();
  for (const pair of body.toString('latin1').split('&')) {
    const [name = '', value = ''] = pair.split('=', 2);
    const bytes = Buffer.from(
      value
        .replaceAll('+', ' ')
        .replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    );
    if (name !== '') fields.set(name, bytes);
  }
  return fields;
}

function jsonFields(body: Buffer): Map<string, string> {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null) return new Map();
    return new Map(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
  } catch {
    return new Map();
  }
}

function decode(bytes: Buffer | undefined, charset: string): string | undefined {
  if (bytes === undefined) return undefined;
  const known = charset === 'utf-8' || charset === 'koi8-r' ? charset : 'windows-1251';
  return new TextDecoder(known).decode(bytes);
}
