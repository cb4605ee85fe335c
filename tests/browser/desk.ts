import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type Chat, createChat, type User } from '../../src/sandbox/driver.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts';
import { type Reaction, type ScriptedBot, startScriptedBot } from './scripted-bot.ts';

/** A sandbox with a bot, and pages that people sit at. */
export interface Desk {
  sandbox: Sandbox;
  bot: ScriptedBot;
  chat: Chat;
  /** Opens the page; `hash` says which chats, like `710000001`. */
  open(hash?: string, options?: BrowserContextOptions): Promise<Page>;
  /** What the pages have written to the console since it was last asked: nothing, when all is well. */
  noise(): string[];
  /** Leaves out, in this test, what the browser itself writes about something that was meant to go wrong. */
  forgive(words: RegExp): unknown;
  close(): Promise<void>;
}

/** Sets the sandbox up with a bot that reacts by `react`. */
export async function setUpDesk(
  browser: Browser,
  react: Reaction,
  options: SandboxOptions = {},
): Promise<Desk> {
  const sandbox = await createSandbox(options);
  const bot = startScriptedBot(sandbox.url, sandbox.botToken, react);
  const noise: string[] = [];
  const forgiven: RegExp[] = [];
  const pages: Page[] = [];
  return {
    sandbox,
    bot,
    chat: createChat(sandbox),
    noise() {
      const left = noise.splice(0).filter((line) => !forgiven.some((words) => words.test(line)));
      forgiven.length = 0;
      return left;
    },
    forgive: (words) => forgiven.push(words),
    async open(hash = '', more = {}) {
      const context = await browser.newContext({
        locale: 'ru-RU',
        viewport: { width: 1280, height: 860 },
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write', 'microphone'],
        ...more,
      });
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
      pages.push(page);
      await page.goto(`${sandbox.url}/${hash === '' ? '' : `#${hash}`}`);
      return page;
    },
    async close() {
      for (const page of pages) await page.context().close();
      await Promise.all([bot.stop(), sandbox.close()]);
    },
  };
}

/** The column of a person's chat. */
export function column(page: Page, person: Pick<User, 'id'>, chatId = person.id): Locator {
  return page.locator(`.column[data-person="${person.id}"][data-chat="${chatId}"]`);
}

/** The field of a chat. */
export function field(place: Locator): Locator {
  return place.getByRole('textbox', { name: 'Сообщение', exact: true });
}

/** What has been said, without the lines for screen readers. */
export function talk(place: Locator): Locator {
  return place.locator('.messages');
}

/** Computed colour of the text. */
export function colorOf(element: Locator): Promise<string> {
  return element.evaluate((node: StyledNode) => node.computedStyleMap().get('color').toString());
}

/** The part of a browser's element that is used here; the tests are compiled without the DOM's types. */
interface StyledNode {
  computedStyleMap(): { get(property: string): { toString(): string } };
}

/** Pixels of the picture in the viewer, `600×400`. */
export function pictureSize(viewer: Locator): Promise<string> {
  const size = (image: { naturalWidth: number; naturalHeight: number }) =>
    `${image.naturalWidth}×${image.naturalHeight}`;
  return viewer.locator('img').evaluate(size);
}

/** The newest bubble. */
export function lastBubble(place: Locator): Locator {
  return place.locator('.row .bubble').last();
}

/** Chooses files through a menu entry of the paper clip. */
export async function attach(
  page: Page,
  place: Locator,
  entry: string,
  files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  await place.getByRole('button', { name: 'Прикрепить' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
  await (await chooser).setFiles(files);
}
