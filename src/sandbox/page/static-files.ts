import { readFile, realpath } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The page's files stand beside this program, compiled or not. */
const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
};

/** Scripts and styles of the page itself only; mails are shown in frames without rights. */
const POLICY =
  "default-src 'self'; img-src 'self' data: blob: https: http:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; frame-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'";

/** Sends a file of `public/`; never one from elsewhere, never cached. */
export async function sendStatic(pathname: string, response: ServerResponse): Promise<void> {
  const name = pathname === '/' ? '/index.html' : pathname;
  const bytes = await readPublic(name);
  if (bytes === null) {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('Not found');
    return;
  }
  response.writeHead(200, {
    'content-type': TYPES[path.extname(name)],
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  });
  response.end(bytes);
}

async function readPublic(pathname: string): Promise<Buffer | null> {
  let name: string;
  try {
    name = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const file = path.normalize(path.join(PUBLIC, name));
  if (name.includes('\0') || !file.startsWith(PUBLIC) || TYPES[path.extname(file)] === undefined) return null;
  try {
    // A link inside the folder must not lead out of it.
    const real = await realpath(file);
    return real.startsWith(await realpath(PUBLIC)) ? await readFile(real) : null;
  } catch {
    return null;
  }
}
