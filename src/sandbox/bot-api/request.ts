import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { isObject, type JsonObject, Params, type UploadedFile } from './params.ts';
import { ApiRefusal, badRequest } from './refusal.ts';

/** Uploads of the public server end at 50 MB for the whole request. */
export const MAX_UPLOAD = 50 * 1024 * 1024;
/** A body without files is never that big. */
const MAX_FIELDS = 8 * 1024 * 1024;

/** Query, JSON, urlencoded and multipart parameters of a call, in one. */
export async function readParams(request: IncomingMessage, query: URLSearchParams | null): Promise<Params> {
  const values: JsonObject = query === null ? {} : Object.fromEntries(query);
  const type = (request.headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('multipart/form-data')) return readMultipart(request, values);
  const body = await readBody(request, MAX_FIELDS);
  if (body.length === 0) return new Params(values);
  if (type.startsWith('application/json')) {
    const parsed = parseJson(body.toString('utf8'));
    return new Params(query === null ? parsed : { ...values, ...parsed });
  }
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return new Params({ ...values, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) });
  }
  return new Params(values);
}

function parseJson(text: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch {
    // Falls through to the refusal.
  }
  throw badRequest(`Can't parse request: JSON object expected`);
}

/** The whole body. @throws ApiRefusal 413 above `limit` bytes. */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        reject(new ApiRefusal(413, 'Request Entity Too Large'));
        request.resume();
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('request aborted')));
  });
}

/** Fields and files of a multipart body. @throws ApiRefusal 413 above 50 MB. */
export function readMultipart(request: IncomingMessage, values: JsonObject): Promise<Params> {
  const contentType = request.headers['content-type'];
  if (contentType === undefined) throw badRequest('Content-Type is empty');
  return new Promise((resolve, reject) => {
    const files = new Map<string, UploadedFile>();
    let size = 0;
    const refuse = (error: Error): void => {
      request.unpipe(parser);
      request.resume();
      reject(error);
    };
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      limits: { fieldSize: MAX_FIELDS, fileSize: MAX_UPLOAD + 1 },
    });
    parser.on('field', (name, value) => {
      values[name] = value;
    });
    parser.on('file', (name, stream, filename, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_UPLOAD) refuse(new ApiRefusal(413, 'Request Entity Too Large'));
        else chunks.push(chunk);
      });
      stream.on('end', () => {
        // The same field name may come twice (an album from the page).
        let key = name;
        for (let n = 2; files.has(key); n += 1) key = `${name}.${n}`;
        files.set(key, { name: filename ?? '', mimeType, bytes: Buffer.concat(chunks) });
      });
    });
    parser.on('finish', () => resolve(new Params(values, files)));
    parser.on('error', () => refuse(badRequest("Can't parse multipart body")));
    request.on('aborted', () => reject(new Error('request aborted')));
    request.pipe(parser);
  });
}
