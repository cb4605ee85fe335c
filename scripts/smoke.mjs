// Starts the production build as somebody who tries it: the sandbox in an empty folder. Its page must answer with the
// bot behind it, and SIGTERM must end it in order. Run after scripts/build.sh.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const START_MS = 90_000;
const STOP_MS = 30_000;

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'domovoy-smoke-'));
const [port, sandboxPort] = [await freePort(), await freePort()];
let output = '';
const child = spawn(
  process.execPath,
  ['--enable-source-maps', '--max-semi-space-size=64', join(root, 'dist/main.js')],
  {
    // No .env of a developer is read there.
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: folder,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
    },
  },
);
for (const stream of [child.stdout, child.stderr]) {
  stream.on('data', (chunk) => {
    output += chunk;
  });
}
const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));

try {
  await within(START_MS, 'the page with a bot behind it', isUsable);
  const health = await fetch(`http://127.0.0.1:${port}/readyz`);
  if (!health.ok) throw new Error(`/readyz says ${health.status}`);
  await drawsInAThread();
  child.kill('SIGTERM');
  const stopped = await Promise.race([exited, pause(STOP_MS)]);
  if (stopped === undefined) throw new Error(`did not stop within ${STOP_MS / 1000} s`);
  if (stopped.code !== 0) throw new Error(`ended with ${stopped.code ?? stopped.signal} instead of 0`);
  console.log('smoke: the build starts, serves its page, makes documents, reads codes and stops in order');
} catch (error) {
  console.error(`smoke: ${error.message}\n${output}`);
  process.exitCode = 1;
} finally {
  child.kill('SIGKILL');
  await exited;
  rmSync(folder, { recursive: true, force: true });
}

async function isUsable() {
  const page = await fetch(`http://127.0.0.1:${sandboxPort}/`);
  const text = await page.text();
  const state = await (await fetch(`http://127.0.0.1:${sandboxPort}/sandbox/api/state`)).json();
  return page.ok && text.includes('<html') && state.bots.some((bot) => bot.connection !== 'none');
}

/** Worker threads, fonts and native parts of documents are found by the build, too. */
async function drawsInAThread() {
  const { createWorkerPool } = await import(join(root, 'dist/documents/worker/pool.js'));
  const { createDocuments } = await import(join(root, 'dist/documents/documents.js'));
  const { createQrReader } = await import(join(root, 'dist/documents/qr-reader.js'));
  const pool = createWorkerPool({ threads: 1, waiting: 2, timeLimitMs: 30_000, memoryMb: 256 });
  try {
    const documents = createDocuments(pool, createQrReader(pool));
    const paper = { title: 'smoke', author: 'smoke', date: new Date(0), language: 'ru', content: ['Счёт'] };
    const pdf = Buffer.from(await documents.renderPdf(paper));
    const png = Buffer.from(await documents.qrPicture('smoke'));
    if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error('no PDF was made');
    if (!png.subarray(1, 4).equals(Buffer.from('PNG'))) throw new Error('no picture was made');
    const codes = await documents.qrReader.read({ bytes: new Uint8Array(png) });
    if (Buffer.from(codes[0] ?? []).toString() !== 'smoke') throw new Error('the code was not read back');
    // Without a code, but opened: the reader of PDFs is there.
    await documents.qrReader.read({ bytes: new Uint8Array(pdf) });
  } finally {
    await pool.close();
  }
}

async function within(ms, what, condition) {
  const deadline = Date.now() + ms;
  while (!(await condition().catch(() => false))) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} at its start`);
    if (Date.now() > deadline) throw new Error(`waited ${ms / 1000} s in vain for ${what}`);
    await pause(100);
  }
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}
