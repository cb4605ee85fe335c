import type { PersonAction } from '../../src/sandbox/person-api.ts';

/** What a walk's step does: commands begin with `/`, typed answers with `=`, everything else is callback data. */
export function actionOf(what: string): PersonAction {
  if (what.startsWith('/')) return { type: 'send-text', text: what };
  return what.startsWith('=') ? { type: 'send-text', text: what.slice(1) } : { type: 'forge', data: what };
}
