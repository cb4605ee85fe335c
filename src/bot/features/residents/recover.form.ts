import { openSaidWord, sealSaidWord } from '../../../services/people/code-word-check.ts';
import {
  proveByCodeWord,
  RECOVER_DRAFT,
  recoverResident,
} from '../../../services/residents/recover-resident.ts';
import type { Html } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormStep } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { phoneStep, smsCodeStep } from './contact.steps.ts';
import type { PersonValues } from './person-values.ts';

export type RecoverValues = PersonValues & {
  /** the said word, encrypted; it does not reach the draft */
  said: string;
  residentId: number;
};

/** A6: a new Telegram takes the resident over with the phone and the code word. */
export function recoverForm(deps: BotDeps): Form<RecoverValues> {
  const proof = { purpose: 'recover', known: true } as const;
  return {
    id: RECOVER_DRAFT,
    minutes: 60,
    steps: [
      phoneStep(deps, proof) as FormStep<RecoverValues>,
      smsCodeStep(deps, proof) as FormStep<RecoverValues>,
      wordStep(deps),
    ],
    review: null,
    mend: { PHONE_NOT_PROVED: 'phone' },
    submit: (_, who) => recoverResident(deps.services, who),
    done: (result, _values, tr) => ({
      html: doneHtml(String(result.firstName ?? ''), tr),
      buttons: [[button(tr.plain('button-home'), routes.home.data(), 'primary')]],
    }),
  };
}

function doneHtml(firstName: string, tr: Translator): Html {
  return tr.html('residents-recovered', { firstName });
}

function wordStep(deps: BotDeps): FormStep<RecoverValues> {
  return {
    id: 'said',
    help: 'residents-help-recover-word',
    done: (values) => values.residentId !== undefined,
    ask: (_, tr) => ({ html: tr.html('residents-ask-recover-word') }),
    seal: async (text) => sealSaidWord(deps.services, text),
    read(input) {
      if (input.kind === 'sealed') return { ok: true, patch: { said: input.value } };
      return { ok: false, code: input.kind === 'text' ? 'CODE_WORD_NOT_TEXT' : 'OTHER_INPUT' };
    },
    async apply(values, patch, who) {
      const { residentId } = await proveByCodeWord(deps.services, {
        identityId: who.identityId,
        draftId: who.draftId,
        phone: values.phone ?? '',
        phoneProof: values.phoneProof ?? 'sms',
        said: openSaidWord(deps.services, patch.said ?? ''),
      });
      return { kind: 'next', patch: { residentId } };
    },
  };
}
