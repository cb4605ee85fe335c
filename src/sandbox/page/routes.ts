import type { IncomingMessage, ServerResponse } from 'node:http';
import { readMultipart } from '../bot-api/request.ts';
import type { Control } from '../control.ts';
import type { Faults } from '../faults.ts';
import { ActionRefusal } from '../people/action-refusal.ts';
import { act } from '../people/actions.ts';
import {
  botView,
  callView,
  chatSummary,
  chatsOf,
  chatView,
  mailView,
  personView,
  smsView,
} from '../people/chat-views.ts';
import { actOnGroup } from '../people/group-actions.ts';
import { createGroup } from '../people/groups.ts';
import { chatFor } from '../people/say.ts';
import { isMediaKind, sendFiles } from '../people/send-files.ts';
import { messageView } from '../people/views.ts';
import type { StateView } from '../person-api.ts';
import type { YooKassa } from '../stand-ins/yookassa/gateway.ts';
import type { Bot } from '../world/bot.ts';
import type { Person } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { fieldsOf } from './body-fields.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import {
  readAction,
  readFault,
  readGroupDraft,
  readPersonDraft,
  readRelease,
  readSettings,
} from './read-body.ts';
import { readGroupAction } from './read-group.ts';
import type { EventStreams } from './stream.ts';
import { type Route, readJson, sendJson, type Visit } from './visit.ts';

/** Answers that are not JSON have been written by the handler itself. */
const WRITTEN = Symbol('written');
/** A day of speech, seconds. */
const MAX_DURATION = 86_400;

export interface PageParts {
  world: World;
  faults: Faults;
  gatewayFaults: Faults;
  gateway: YooKassa;
  control: Control;
  streams: EventStreams;
  environment: () => Record<string, string>;
}

/** What the browser's page asks; see README.md for the table. */
export class PageApi {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #streams: EventStreams;
  readonly #environment: () => Record<string, string>;
  readonly #control: Control;
  readonly #routes: Route[];

  constructor(parts: PageParts) {
    const { world, faults, control } = parts;
    this.#world = world;
    this.#faults = faults;
    this.#streams = parts.streams;
    this.#environment = parts.environment;
    this.#control = control;
    this.#routes = [
      ['GET', /^\/sandbox\/events$/, (visit) => this.#events(visit)],
      ['GET', /^\/sandbox\/api\/state$/, () => this.#state()],
      ['POST', /^\/sandbox\/api\/people$/, async (visit) => this.#addPerson(await readJson(visit))],
      ['POST', /^\/sandbox\/api\/groups$/, (visit) => this.#addGroup(visit)],
      ['POST', /^\/sandbox\/api\/groups\/(-\d+)\/actions$/, (visit) => this.#actOnGroup(visit)],
      ['GET', /^\/sandbox\/api\/people\/(\d+)\/chats$/, (visit) => this.#chats(visit)],
      ['GET', /^\/sandbox\/api\/chats\/(-?\d+)$/, (visit) => this.#chat(visit)],
      ['POST', /^\/sandbox\/api\/people\/(\d+)\/actions$/, (visit) => this.#act(visit)],
      ['POST', /^\/sandbox\/api\/people\/(\d+)\/upload$/, (visit) => this.#upload(visit)],
      [
        'GET',
        /^\/sandbox\/api\/files\/([\w-]+)(?:\/[^/]*)?$/,
        (visit) => this.#file(visit, visit.parts[0] ?? ''),
      ],
      ['GET', /^\/sandbox\/api\/sms$/, ({ url }) => this.#sms(url)],
      ['GET', /^\/sandbox\/api\/mail$/, ({ url }) => this.#mail(url)],
      ['GET', /^\/sandbox\/api\/mail\/(\d+)\/attachments\/(\d+)$/, (visit) => this.#attachment(visit)],
      ['GET', /^\/sandbox\/api\/calls$/, (visit) => this.#calls(visit)],
      ['GET', /^\/sandbox\/api\/faults$/, () => faults.list()],
      ['POST', /^\/sandbox\/api\/faults$/, async (visit) => faults.add(readFault(await readJson(visit)))],
      ['DELETE', /^\/sandbox\/api\/faults$/, () => this.#clearFaults(null)],
      ['DELETE', /^\/sandbox\/api\/faults\/(\d+)$/, ({ parts }) => this.#clearFaults(Number(parts[0]))],
      [
        'POST',
        /^\/sandbox\/api\/settings$/,
        async (visit) => control.change(readSettings(await readJson(visit))),
      ],
      [
        'POST',
        /^\/sandbox\/api\/updates\/release$/,
        async (visit) => control.release(readRelease(await readJson(visit))),
      ],
      ['POST', /^\/sandbox\/api\/reset$/, (visit) => this.#reset(visit)],
      ...gatewayRoutes(parts.gateway, parts.gatewayFaults),
    ];
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    try {
      const result = await this.#answer(request, response, url);
      this.#world.journal.flush();
      if (result !== WRITTEN) sendJson(response, 200, result);
    } catch (error) {
      if (!(error instanceof ActionRefusal)) throw error;
      sendJson(response, error.code === 'not-found' ? 404 : 400, {
        error: { code: error.code, message: error.message },
      });
    }
  }

  #answer(request: IncomingMessage, response: ServerResponse, url: URL): unknown | Promise<unknown> {
    for (const [method, pattern, handler] of this.#routes) {
      const match = request.method === method ? pattern.exec(url.pathname) : null;
      if (match !== null) {
        return handler({ request, response, url, parts: match.slice(1), bot: this.#bot(url) });
      }
    }
    request.resume();
    throw new ActionRefusal('not-found', `There is no ${request.method} ${url.pathname}`);
  }

  #bot(url: URL): Bot {
    const id = url.searchParams.get('bot');
    if (id === null) return this.#world.defaultBot;
    const bot = this.#world.botById(Number(id));
    if (bot === undefined) throw new ActionRefusal('not-found', `There is no bot ${id}`);
    return bot;
  }

  #person(id: string | null | undefined): Person {
    const person = this.#world.people.get(Number(id));
    if (person === undefined) throw new ActionRefusal('not-found', `There is no person ${id}`);
    return person;
  }

  #events({ request, response, url, bot }: Visit): unknown {
    const person = url.searchParams.get('person');
    this.#streams.open(request, response, bot, person === 'all' ? 'all' : this.#person(person));
    return WRITTEN;
  }

  #state(): StateView {
    const { defaultBot } = this.#world;
    return {
      bots: [...this.#world.bots.values()].map(botView),
      defaultBotId: defaultBot.id,
      people: [...this.#world.people.values()].map(personView),
      environment: this.#environment(),
      settings: this.#control.settings,
    };
  }

  #addPerson(body: unknown) {
    return personView(this.#world.addPerson(readPersonDraft(body)));
  }

  async #addGroup(visit: Visit) {
    const draft = readGroupDraft(await readJson(visit));
    const chat = createGroup(this.#world, visit.bot, draft);
    return chatSummary(this.#world, visit.bot, chat, draft.memberIds[0] ?? 0);
  }

  async #actOnGroup(visit: Visit) {
    const action = readGroupAction(await readJson(visit));
    const chat = actOnGroup(this.#world, visit.bot, Number(visit.parts[0]), action);
    return chatSummary(this.#world, visit.bot, chat, action.byId ?? chat.personIds()[0] ?? 0);
  }

  #chats({ parts, bot }: Visit) {
    return chatsOf(this.#world, bot, this.#person(parts[0]));
  }

  #chat({ parts, url, bot }: Visit) {
    const person = this.#person(url.searchParams.get('person'));
    const chat = chatFor({ world: this.#world, bot, person }, Number(parts[0]));
    const before = Number(url.searchParams.get('before') ?? 0);
    const limit = Math.min(Math.max(Number(url.searchParams.get('limit') ?? 50) || 50, 1), 500);
    return chatView(this.#world, bot, chat, person, { limit, ...(before > 0 ? { before } : {}) });
  }

  async #act(visit: Visit) {
    const person = this.#person(visit.parts[0]);
    return act(this.#world, visit.bot, person, readAction(await readJson(visit)));
  }

  async #upload({ request, parts, bot }: Visit) {
    const person = this.#person(parts[0]);
    if (!(request.headers['content-type'] ?? '').startsWith('multipart/form-data')) {
      throw new ActionRefusal('bad-body', 'multipart/form-data is expected');
    }
    const params = await readMultipart(request, {});
    const kind = params.text('kind');
    if (!isMediaKind(kind)) throw new ActionRefusal('bad-body', `There is no kind "${kind}"`);
    const acting = { world: this.#world, bot, person };
    const chatId = params.int('chatId', 0, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const chat = chatFor(acting, chatId === 0 ? undefined : chatId);
    const topicId = params.int('topicId', 0);
    const files = [...params.files.values()].map(({ bytes, name, mimeType }) => ({
      bytes,
      name,
      mimeType: mimeType === 'application/octet-stream' ? '' : mimeType,
    }));
    const sent = sendFiles(acting, chat, kind, files, {
      caption: params.text('caption'),
      topicId: topicId > 0 ? topicId : undefined,
      duration: params.int('duration', 0, 0, MAX_DURATION),
    });
    const [first] = sent;
    return first === undefined ? {} : { message: messageView(this.#world, bot, chat, first, person.id) };
  }

  #file({ response, url }: Visit, id: string): unknown {
    const record = this.#world.files.record(id);
    if (record === undefined) throw new ActionRefusal('not-found', 'There is no such file');
    const bytes = this.#world.files.bytes(id);
    // Only what a browser shows without running it is shown; the rest is a download.
    const isShown = /^(image\/(png|jpeg|gif|webp)|audio\/|video\/|application\/pdf|text\/plain)/.test(
      record.mimeType,
    );
    const asAttachment = url.searchParams.has('download') || !isShown;
    response.writeHead(200, {
      'content-type': isShown ? record.mimeType : 'application/octet-stream',
      'content-length': bytes.length,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-disposition': `${asAttachment ? 'attachment' : 'inline'}; filename*=UTF-8''${encodeURIComponent(record.name)}`,
    });
    response.end(bytes);
    return WRITTEN;
  }

  #sms(url: URL) {
    const phone = url.searchParams.get('phone');
    return this.#world.sms
      .filter((sms) => phone === null || sms.phone === phone)
      .map(smsView)
      .reverse();
  }

  #mail(url: URL) {
    const address = url.searchParams.get('address')?.toLowerCase();
    return this.#world.mails
      .filter((mail) => address === undefined || mail.to === address)
      .map(mailView)
      .reverse();
  }

  #attachment(visit: Visit): unknown {
    const mail = this.#world.mails.find(({ id }) => id === Number(visit.parts[0]));
    const attachment = mail?.attachments[Number(visit.parts[1])];
    if (attachment === undefined) throw new ActionRefusal('not-found', 'There is no such attachment');
    return this.#file(visit, attachment.fileId);
  }

  #calls({ url, bot }: Visit) {
    const chat = url.searchParams.get('chat');
    const limit = Math.min(Math.max(Number(url.searchParams.get('limit') ?? 100) || 100, 1), 1000);
    return bot.calls
      .filter((call) => chat === null || call.chatId === Number(chat))
      .slice(-limit)
      .reverse()
      .map(callView);
  }

  #clearFaults(id: number | null) {
    if (id === null) this.#faults.clear();
    else this.#faults.remove(id);
    return this.#faults.list();
  }

  /** The body is read so that a form of another site cannot do it. */
  async #reset(visit: Visit): Promise<StateView> {
    fieldsOf(await readJson(visit));
    await this.#control.reset();
    return this.#state();
  }
}
