import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../../bot-api/request.ts';
import type { YooKassa } from '../gateway.ts';
import { isMethodType, isReason, type PaymentRecord } from '../model.ts';
import { GatewayProblem } from '../problem.ts';
import { bindPage, missingPage, type PageContext, paymentPage } from './render.ts';
import { STYLE } from './style.ts';
import { type Language, TEXTS } from './texts.ts';

const MAX_FORM = 64 * 1024;
const PATH = /^\/yookassa\/(pay|bind)\/([\w-]+)$/;
const POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The pages where people pay and bind cards. No scripts: forms that answer with a redirect. */
export class GatewayPages {
  readonly #gateway: YooKassa;
  readonly #botNames: () => string[];

  /** @param botNames usernames of the bots here: links to them lead to the chat page. */
  constructor(gateway: YooKassa, botNames: () => string[]) {
    this.#gateway = gateway;
    this.#botNames = botNames;
  }

  static owns(path: string): boolean {
    return PATH.test(path) || path === '/yookassa/style.css';
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const form = new URLSearchParams((await readBody(request, MAX_FORM)).toString('utf8'));
    if (url.pathname === '/yookassa/style.css') {
      send(response, 200, 'text/css; charset=utf-8', STYLE);
      return;
    }
    const [, kind, id = ''] = PATH.exec(url.pathname) ?? [];
    const language = languageOf(request, url);
    const context: PageContext = { language, problem: null, returnUrl: null };
    try {
      const isPost = request.method === 'POST';
      const page =
        kind === 'bind'
          ? this.#bind(id, isPost ? form : null, context)
          : this.#pay(id, isPost ? form : null, context, url);
      this.#gateway.world.journal.flush();
      if (page === null) redirect(response, url);
      else send(response, context.problem === null ? 200 : 400, 'text/html; charset=utf-8', page);
    } catch (error) {
      if (!(error instanceof GatewayProblem) || error.code !== 'not_found') throw error;
      send(response, 404, 'text/html; charset=utf-8', missingPage(context));
    }
  }

  /** @returns null when the form was taken: the page comes anew. */
  #pay(id: string, form: URLSearchParams | null, context: PageContext, url: URL): string | null {
    const payment = this.#gateway.payments.get(id);
    const { confirmation } = payment;
    if (confirmation === null) throw new GatewayProblem('not_found', 'Nothing is to be confirmed');
    if (confirmation.locale === 'en_US' && !url.searchParams.has('lang')) context.language = 'en';
    context.returnUrl = this.#wayBack(confirmation.returnUrl);
    if (form === null) return paymentPage(payment, context);
    try {
      this.#take(payment, form);
      return null;
    } catch (error) {
      if (!(error instanceof GatewayProblem)) throw error;
      const t = TEXTS[context.language];
      context.problem = error.parameter?.includes('card') === true ? t.wrongCard : t.wrong;
      return paymentPage(payment, context);
    }
  }

  #take(payment: PaymentRecord, form: URLSearchParams): void {
    const { payments } = this.#gateway;
    const action = form.get('action');
    if (action === 'pass' || action === 'fail') {
      payments.threeDSecure(payment, action === 'pass');
      return;
    }
    const method = form.get('method');
    const answer = form.get('answer');
    payments.enter(payment, {
      ...(isMethodType(method) ? { method } : {}),
      card: form.get('card') ?? '',
      save: form.get('save') === '1',
      ...(isReason(answer) ? { reason: answer } : {}),
    });
  }

  #bind(id: string, form: URLSearchParams | null, context: PageContext): string | null {
    const method = this.#gateway.method(id);
    context.returnUrl = method.returnUrl === null ? null : this.#wayBack(method.returnUrl);
    if (form === null) return bindPage(method, context);
    try {
      this.#gateway.payments.bind(method, form.get('card') ?? '');
      return null;
    } catch (error) {
      if (!(error instanceof GatewayProblem)) throw error;
      context.problem = TEXTS[context.language].wrongCard;
      return bindPage(method, context);
    }
  }

  /** `https://t.me/<bot>?start=X` of a bot here is the chat page; everything else stays as it is. */
  #wayBack(returnUrl: string): string | null {
    if (returnUrl === '') return null;
    const url = new URL(returnUrl);
    const name = url.pathname.slice(1).toLowerCase();
    const isOurs =
      url.hostname === 't.me' && this.#botNames().some((username) => username.toLowerCase() === name);
    if (!isOurs) return returnUrl;
    const payload = url.searchParams.get('start');
    return payload === null ? '/' : `/?start=${encodeURIComponent(payload)}`;
  }
}

function languageOf(request: IncomingMessage, url: URL): Language {
  const asked = url.searchParams.get('lang');
  if (asked === 'ru' || asked === 'en') return asked;
  return (request.headers['accept-language'] ?? 'ru').toLowerCase().startsWith('en') ? 'en' : 'ru';
}

function redirect(response: ServerResponse, url: URL): void {
  response.writeHead(303, { location: `${url.pathname}${url.search}`, 'cache-control': 'no-store' });
  response.end();
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
  });
  response.end(body);
}
