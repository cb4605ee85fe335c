import { GrammyError } from 'grammy';
import { describe, expect, it } from 'vitest';
import {
  botCommands,
  COMMANDS,
  commandsFor,
  syncCommands,
  syncStaffCommands,
} from '../../src/bot/command-table.ts';
import { LOCALES } from '../../src/domain/locale.ts';
import { createTexts } from '../../src/texts/texts.ts';

const texts = createTexts();
const all = (): boolean => true;
const names = (rows: readonly { name: string }[]): string[] => rows.map(({ name }) => name);

describe('the table of commands', () => {
  it('is what DESIGN names, each once and within Telegram’s limits', () => {
    expect(names(COMMANDS)).toEqual(
      (
        'start menu bills pay readings tickets history accounts settings help cancel language announce queue ' +
        'find pin block unblock admin import export grant revoke window stats audit'
      ).split(' '),
    );
    for (const locale of LOCALES) {
      for (const { command, description } of botCommands([...COMMANDS], texts.for(locale))) {
        expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
        expect(Array.from(description).length).toBeGreaterThan(2);
        expect(Array.from(description).length).toBeLessThanOrEqual(60);
      }
    }
  });

  it('shows each role its own commands', () => {
    const common = names(commandsFor([], all));
    expect(common).not.toContain('find');
    expect(names(commandsFor(['operator'], all)).slice(common.length)).toEqual([
      'find',
      'pin',
      'block',
      'unblock',
    ]);
    expect(names(commandsFor(['manager'], all)).slice(common.length)).toEqual(['announce', 'queue']);
    expect(names(commandsFor(['administrator'], all))).toEqual(names(COMMANDS));
  });

  it('leaves out what no feature answers', () => {
    expect(names(commandsFor(['administrator'], (name) => ['start', 'find'].includes(name)))).toEqual([
      'start',
      'find',
    ]);
  });
});

interface Call {
  readonly method: string;
  readonly scope: string;
  readonly language?: string | undefined;
  readonly names: string[];
}

function recorder(refuse: number | null = null) {
  const calls: Call[] = [];
  const fail = (): void => {
    if (refuse === null) return;
    const response = { ok: false, error_code: refuse, description: 'chat not found' } as const;
    throw new GrammyError('refused', response, 'setMyCommands', {});
  };
  const api = {
    setMyCommands: async (
      commands: readonly { command: string }[],
      other?: { scope?: { type: string }; language_code?: string },
    ): Promise<true> => {
      fail();
      const shown = commands.map(({ command }) => command);
      calls.push({
        method: 'set',
        scope: other?.scope?.type ?? '',
        language: other?.language_code,
        names: shown,
      });
      return true;
    },
    deleteMyCommands: async (other?: { scope?: { type: string } }): Promise<true> => {
      fail();
      calls.push({ method: 'delete', scope: other?.scope?.type ?? '', names: [] });
      return true;
    },
  };
  return { calls, options: { api: api as never, texts, has: all, defaultLocale: 'ru' as const } };
}

const log = { warn: () => undefined };

describe('telling Telegram', () => {
  it('everybody in each language, staff in their chats, groups nothing', async () => {
    const { calls, options } = recorder();
    await syncCommands({ ...options, log, staff: [{ telegramId: 7, locale: 'en', roles: ['operator'] }] });
    expect(calls.map(({ method, scope, language }) => [method, scope, language])).toEqual([
      ['set', 'all_private_chats', undefined],
      ['set', 'all_private_chats', 'ru'],
      ['set', 'all_private_chats', 'en'],
      ['delete', 'all_group_chats', undefined],
      ['set', 'chat', undefined],
    ]);
    expect(calls[4]?.names).toContain('find');
    expect(calls[0]?.names).not.toContain('find');
  });

  it('a refusal is told in the log and keeps nobody from starting', async () => {
    const { options } = recorder(429);
    const told: string[] = [];
    const telling = { warn: (_about: unknown, what?: string) => told.push(what ?? '') };
    await syncCommands({ ...options, log: telling as never, staff: [] });
    expect(told).toEqual(['the commands could not be set']);
  });

  it('a role that ended takes the list away', async () => {
    const { calls, options } = recorder();
    await syncStaffCommands(options, { telegramId: 7, locale: 'ru', roles: [] });
    expect(calls.map(({ method, scope }) => [method, scope])).toEqual([['delete', 'chat']]);
  });

  it('a chat that does not exist yet is no failure; a broken request is', async () => {
    for (const code of [400, 403]) {
      const { options } = recorder(code);
      await syncStaffCommands(options, { telegramId: 7, locale: 'ru', roles: ['manager'] });
    }
    const { options } = recorder(500);
    await expect(
      syncStaffCommands(options, { telegramId: 7, locale: 'ru', roles: ['manager'] }),
    ).rejects.toThrow();
  });
});
