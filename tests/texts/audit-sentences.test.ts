import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/domain/project-root.ts';
import { createTexts } from '../../src/texts/texts.ts';

/** Where the action is handed on by a caller of the same file, what it may be there. */
const HANDED_ON: Record<string, RegExp> = {
  'services/staff/change-role.ts': /audit\(tx, change, \{ action: '([^']+)'/g,
  'services/residents/change-contacts.ts': /_FORM, '([^']+)'/g,
  'services/residents/change-details.ts': /_FORM, '([^']+)'/g,
  'services/tickets/staff-chat.ts': /^const (?:PRIVACY|ESCALATION) = '([^']+)'/gm,
  'services/meters/meter-changes.ts': /'(meter\.[a-z]+)'/g,
  'services/tickets/edit-calendar.ts': /$^/g,
};

/** Every action that goes into the journal, as it stands in the sources. */
function actions(): string[] {
  const folder = join(projectRoot(), 'src');
  const found = new Set(['calendar.exceptions']);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const source = readFileSync(join(folder, name), 'utf8');
    const handedOn = HANDED_ON[name];
    if (handedOn !== undefined) {
      for (const [, action] of source.matchAll(handedOn)) found.add(action ?? '');
    }
    for (const [, body = ''] of source.matchAll(/await recordAudit\(([\s\S]*?)\n\s*\}\);/g)) {
      const value = /\baction(?::([^\n]*))?,\n/.exec(body)?.[1] ?? '';
      const own = [...value.matchAll(/'([a-z-]+\.[a-z.-]+)'/g)].map(([, action]) => action ?? '');
      if (own.length === 0) expect(Object.keys(HANDED_ON), `an unknown action in ${name}`).toContain(name);
      for (const action of own) found.add(action);
    }
  }
  return [...found].sort();
}

describe('every action of the journal', () => {
  it('is found in the sources', () => {
    expect(actions().length).toBeGreaterThan(50);
  });

  it.each(['ru', 'en'] as const)('has its own sentence in %s', (locale) => {
    const tr = createTexts().for(locale);
    expect(actions().filter((action) => !tr.has(`audit-${action.replaceAll('.', '-')}`))).toEqual([]);
  });
});
