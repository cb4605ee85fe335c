import type { IncomingMessage, ServerResponse } from 'node:http';
import { ApiRefusal } from './bot-api/refusal.ts';
import { BotApi } from './bot-api/router.ts';
import type { Guard } from './page/guard.ts';
import type { PageApi } from './page/routes.ts';
import { sendStatic } from './page/static-files.ts';
import { sendJson } from './page/visit.ts';
import { SmsGateway } from './stand-ins/sms.ts';
import { GatewayApi } from './stand-ins/yookassa/api.ts';
import { GatewayPages } from './stand-ins/yookassa/pages/routes.ts';

/** Everything that answers requests. */
export interface Servers {
  guard: Guard;
  botApi: BotApi;
  sms: SmsGateway;
  gatewayApi: GatewayApi;
  gatewayPages: GatewayPages;
  pageApi: PageApi;
  log: (message: string) => void;
}

/** Hands a request to whoever it is for. Never throws. */
export function serve(request: IncomingMessage, response: ServerResponse, servers: Servers): void {
  const rawUrl = request.url ?? '/';
  const failed = (error: unknown): void => answerFailure(request, response, error, servers.log);
  // The Bot API first and without detours: it is what has to be fast.
  if (BotApi.owns(rawUrl)) {
    if (isRefused(request, response, servers.guard, false)) return;
    servers.botApi.handle(request, response).catch(failed);
    return;
  }
  dispatch(request, response, servers).catch(failed);
}

async function dispatch(request: IncomingMessage, response: ServerResponse, servers: Servers): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const { pathname } = url;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isPaymentPage = GatewayPages.owns(pathname);
  // Others may lead to the page (a gateway after a payment) and to a payment, but not act through them.
  const isPage = isPaymentPage ? isRead : !/^\/(sandbox|smsc|yookassa)\//.test(pathname);
  if (isRefused(request, response, servers.guard, isPage)) return;
  if (isPaymentPage) return servers.gatewayPages.handle(request, response, url);
  if (GatewayApi.owns(pathname)) return servers.gatewayApi.handle(request, response, url);
  if (SmsGateway.owns(pathname)) return servers.sms.handle(request, response, url);
  if (pathname.startsWith('/sandbox/')) return servers.pageApi.handle(request, response, url);
  request.resume();
  if (!isRead) {
    sendJson(response, 405, { error: { code: 'method', message: 'Only GET is served here' } });
    return;
  }
  return sendStatic(pathname, response);
}

/** Answers requests that come from elsewhere. */
function isRefused(
  request: IncomingMessage,
  response: ServerResponse,
  guard: Guard,
  isPage: boolean,
): boolean {
  const problem = !guard.isOwnHost(request)
    ? { code: 'foreign-host', message: 'This name is not the sandbox' }
    : !isPage && !guard.isOwnOrigin(request)
      ? { code: 'foreign-origin', message: 'Pages of other sites may not' }
      : null;
  if (problem === null) return false;
  request.resume();
  sendJson(response, 403, { error: problem });
  return true;
}

function answerFailure(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  log: (message: string) => void,
): void {
  log(`${request.method} ${pathOnly(request.url)}: ${describe(error)}`);
  if (error instanceof ApiRefusal)
    sendJson(response, error.code, { error: { code: 'refused', message: error.message } });
  else sendJson(response, 500, { error: { code: 'broken', message: 'The sandbox failed, see its log' } });
}

/** For the log: tokens stay out of it. */
function pathOnly(url: string | undefined): string {
  return (url ?? '').replace(/\/bot\d+:[\w-]+/, '/bot…').split('?')[0] ?? '';
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
