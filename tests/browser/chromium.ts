import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** CHROMIUM_PATH, else where Debian puts it. */
const PATHS = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Offline, without a sandbox of its own (it runs as root in containers), with a made-up microphone. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

/** Where the browser is; null says why the tests are skipped. */
export function findChromium(): string | null {
  const path = PATHS.find(
    (candidate) => candidate !== undefined && candidate !== '' && existsSync(candidate),
  );
  if (path !== undefined) return path;
  process.stderr.write('Tests of the chat page are skipped: no Chromium (install it or set CHROMIUM_PATH)\n');
  return null;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}
