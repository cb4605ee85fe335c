import { DomainError } from '../../../domain/errors.ts';
import { isAcceptedText, publishText, TEXT_LENGTH } from '../../../services/settings/publish-text.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormInput, FormStep } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { settingRoutes } from './callback-data.ts';

/** Files stay at Telegram until the text is published: a dialogue does not carry a contract. */
export type TextValues = {
  kind: string;
  version: number;
  accepted: number;
  ru: string;
  /** null = no English */
  en: string | null;
};

const FILE = 'file:';
const MAX_BYTES = 1_000_000;

/** A new version of the terms or of the consent, as .txt files or messages; everybody is asked again. */
export function textForm(deps: BotDeps): Form<TextValues> {
  const step = (id: 'ru' | 'en'): FormStep<TextValues> => ({
    id,
    done: (values) => values[id] !== undefined,
    help: 'settings-help-text',
    ask: (_, tr) => ({ html: tr.html(id === 'ru' ? 'settings-ask-text-ru' : 'settings-ask-text-en') }),
    ...(id === 'en' ? { skip: { en: null } } : {}),
    read(input) {
      const value = readText(input);
      return value === null
        ? { ok: false, code: 'TEXT_LENGTH', details: TEXT_LENGTH }
        : { ok: true, patch: { [id]: value } };
    },
  });
  const bodyOf = async (value: string): Promise<string> => {
    if (!value.startsWith(FILE)) return value;
    const bytes = await deps.files.download(value.slice(FILE.length));
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n').trim();
    } catch {
      throw new DomainError('TEXT_NOT_UTF8');
    }
  };
  return {
    id: 'setting-text',
    minutes: 24 * 60,
    steps: [step('ru'), step('en')],
    review: (values, tr) => ({
      html: tr.html('settings-text-review', {
        name: tr.plainOr(`settings-text-${values.kind ?? ''}`, {}, 'settings-title-plain'),
        version: String((values.version ?? 0) + 1),
        count: values.accepted ?? 0,
      }),
      confirm: tr.plain('settings-button-publish'),
      edit: [
        { caption: tr.plain('settings-button-edit-ru'), step: 'ru' },
        { caption: tr.plain('settings-button-edit-en'), step: 'en' },
      ],
    }),
    async submit(values, { identityId, draftId }) {
      const { kind = '', ru, en } = values;
      if (!isAcceptedText(kind) || ru === undefined) throw new DomainError('DRAFT_EXPIRED');
      const body = { ru: await bodyOf(ru), en: en == null ? null : await bodyOf(en) };
      const grants = await grantsOf(deps.services, { identityId });
      return {
        ...(await publishText(deps.services, { actor: { identityId, grants }, kind, draftId, body })),
      };
    },
    mend: { TEXT_LENGTH: 'ru', TEXT_NOT_UTF8: 'ru' },
    done: (result, values, tr) => ({
      html: tr.html('settings-text-published', {
        name: tr.plainOr(`settings-text-${values.kind ?? ''}`, {}, 'settings-title-plain'),
        version: String(result.version),
      }),
      buttons: [
        [button(tr.plain('settings-button-back'), settingRoutes.texts.data())],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}

function readText(input: FormInput): string | null {
  if (input.kind === 'text') return input.text.trim().length >= TEXT_LENGTH.min ? input.text.trim() : null;
  if (input.kind !== 'file' || input.media !== 'document' || input.size > MAX_BYTES) return null;
  return /\.(?:txt|md)$/i.test(input.fileName ?? '') ? `${FILE}${input.fileId}` : null;
}
