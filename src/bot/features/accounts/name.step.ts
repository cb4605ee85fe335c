import type { Html } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { FormQuestion, FormStep } from '../../ui/form.ts';

const MAX_NAME = 40;

const SUGGESTED_NAMES = {
  home: 'accounts-name-home',
  parents: 'accounts-name-parents',
  dacha: 'accounts-name-dacha',
} as const;

type Named = { name: string | null };

/** The question about a name with its suggestions; `html` says what is named. */
export function nameQuestion(html: Html, tr: Translator): FormQuestion {
  return {
    html,
    options: [Object.entries(SUGGESTED_NAMES).map(([value, key]) => ({ caption: tr.plain(key), value }))],
  };
}

/** The resident's own name of an account, with Skip; each form adds its question. */
export function nameStep(deps: BotDeps): Omit<FormStep<Named>, 'ask'> {
  return {
    id: 'name',
    done: (values) => values.name !== undefined,
    skip: { name: null },
    help: 'accounts-help-name',
    read(input) {
      if (input.kind === 'option') return { ok: true, patch: { name: input.value } };
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const name = input.text.replaceAll(/\s+/g, ' ').trim();
      const fits = name !== '' && Array.from(name).length <= MAX_NAME;
      return fits
        ? { ok: true, patch: { name } }
        : { ok: false, code: 'ACCOUNT_NAME_WRONG', details: { max: MAX_NAME } };
    },
    // A suggestion is kept as the words that stood on its button.
    async apply(_, patch, who) {
      const suggested = Object.entries(SUGGESTED_NAMES).find(([value]) => value === patch.name)?.[1];
      const name =
        suggested === undefined ? (patch.name ?? null) : deps.texts.for(who.locale).plain(suggested);
      return { kind: 'next', patch: { name } };
    },
  };
}
