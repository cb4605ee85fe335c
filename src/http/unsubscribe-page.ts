import type { FastifyInstance } from 'fastify';

/** The page a link in a letter opens; whoever looks at links before people do must not switch anything off. */
export interface UnsubscribePage {
  /** Whole HTML page that asks; null when the link is not ours. */
  ask(token: string): Promise<string | null>;
  /** Does it and gives the page that says so; null when the link is not ours. */
  confirm(token: string): Promise<string | null>;
  /** Page for a link that is not ours. */
  readonly wrong: string;
}

const PATH = '/unsubscribe/:token';

/** GET asks, POST acts: a person's button, or the one press of a mail program (RFC 8058). */
export function addUnsubscribePage(server: FastifyInstance, page: UnsubscribePage): void {
  // A scope of its own: everywhere else JSON stays the only language.
  server.register(async (app) => addRoutes(app, page));
}

function addRoutes(app: FastifyInstance, page: UnsubscribePage): void {
  // What the form or the mail program sends says nothing that the link does not.
  app.addContentTypeParser(
    ['application/x-www-form-urlencoded', 'multipart/form-data'],
    { parseAs: 'string', bodyLimit: 1024 },
    (_request, _body, done) => done(null, null),
  );
  app.get<{ Params: { token: string } }>(PATH, async (request, reply) => {
    const html = await page.ask(request.params.token);
    return await reply
      .code(html === null ? 404 : 200)
      .type('text/html; charset=utf-8')
      .send(html ?? page.wrong);
  });
  app.post<{ Params: { token: string } }>(PATH, async (request, reply) => {
    const html = await page.confirm(request.params.token);
    return await reply
      .code(html === null ? 404 : 200)
      .type('text/html; charset=utf-8')
      .send(html ?? page.wrong);
  });
}
