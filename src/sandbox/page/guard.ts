import type { IncomingMessage } from 'node:http';

/**
 * The sandbox has no passwords, so pages of other sites must not reach it through the visitor's
 * browser: the Host must be one of ours (DNS rebinding) and an Origin, when there is one, ours too.
 */
export class Guard {
  readonly #hosts: Set<string>;

  /**
   * @param host where the server listens.
   * @param allowed further names people or programs reach it by (`sandbox` of a container, behind a
   * port that is mapped): `name` for any port, or `name:port`.
   */
  constructor(host: string, port: number, allowed: readonly string[]) {
    const own = ['127.0.0.1', 'localhost', '[::1]', host].map((name) => `${name}:${port}`);
    this.#hosts = new Set([...own, ...allowed].map((name) => name.toLowerCase()));
  }

  #isOurs(authority: string): boolean {
    const name = authority.toLowerCase();
    return this.#hosts.has(name) || this.#hosts.has(name.replace(/:\d+$/, ''));
  }

  isOwnHost(request: IncomingMessage): boolean {
    return this.#isOurs(request.headers.host ?? '');
  }

  /** For the page's API: no Origin (not a browser) or our own. */
  isOwnOrigin(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    if (site === 'cross-site' || site === 'same-site') return false;
    if (origin === undefined) return true;
    return /^https?:\/\//.test(origin) && this.#isOurs(origin.replace(/^https?:\/\//, ''));
  }
}
