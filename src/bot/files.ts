import http from 'node:http';
import https from 'node:https';
import { type Api, GrammyError } from 'grammy';
import { DomainError } from '../domain/errors.ts';
import type { TelegramAccess, TelegramFiles } from './deps.ts';
import { proxyAgentOf } from './telegram-client.ts';

/** Telegram's own limit for getFile; the local server has the same. */
export const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 15_000;

/**
 * Files by Telegram's getFile. The path comes from Telegram's answer, the host is fixed, and the address (it holds
 * the token) never leaves this module.
 */
export function createTelegramFiles(api: Api, telegram: TelegramAccess): TelegramFiles {
  return {
    async download(fileId) {
      const path = await filePath(api, fileId);
      const url = `${telegram.apiRoot.replace(/\/$/, '')}/file/bot${telegram.token}/${path}`;
      return readBounded(url, telegram);
    },
  };
}

async function filePath(api: Api, fileId: string): Promise<string> {
  try {
    const file = await api.getFile(fileId);
    if (file.file_path === undefined || !/^[\w./-]+$/.test(file.file_path) || file.file_path.includes('..')) {
      throw new DomainError('FILE_UNAVAILABLE');
    }
    return file.file_path;
  } catch (error) {
    if (error instanceof GrammyError && error.description.includes('file is too big')) throw tooBig();
    if (error instanceof GrammyError) throw new DomainError('FILE_UNAVAILABLE');
    throw error;
  }
}

/** Read a file over HTTP(S), through the proxy when there is one, and never more than the limit. */
function readBounded(url: string, telegram: TelegramAccess): Promise<Uint8Array> {
  const get = url.startsWith('https:') ? https.get : http.get;
  const agent = proxyAgentOf(telegram);
  return new Promise((resolve, reject) => {
    const request = get(url, { ...(agent === null ? {} : { agent }), timeout: TIMEOUT_MS }, (response) => {
      if (response.statusCode !== 200) {
        response.resume();
        reject(new DomainError('FILE_UNAVAILABLE'));
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.byteLength;
        if (size > MAX_DOWNLOAD_BYTES) request.destroy(tooBig());
        else chunks.push(chunk);
      });
      response.on('end', () => resolve(Buffer.concat(chunks)));
    });
    request.on('timeout', () => request.destroy(new DomainError('FILE_UNAVAILABLE')));
    // The error of a broken connection may hold the address, and with it the token.
    request.on('error', (error) => {
      reject(error instanceof DomainError ? error : new DomainError('FILE_UNAVAILABLE'));
    });
  });
}

function tooBig(): DomainError {
  return new DomainError('FILE_TOO_BIG', { maxMegabytes: MAX_DOWNLOAD_BYTES / 1024 / 1024 });
}
