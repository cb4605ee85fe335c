import type { Context } from 'grammy';
import type { Translator } from '../../texts/texts.ts';
import { type FormAction, type FormInput, type FormQuestion, parseFormData } from './form.ts';
import { readFormInput } from './form-input.ts';

/** Answer to one question: something typed, sent or chosen, or one of the common buttons. */
export type FormAnswer = { readonly action: FormAction } | { readonly input: FormInput };

/** What the open question takes besides an answer. */
export interface OpenQuestion {
  readonly draftId: number;
  readonly back: boolean;
  readonly skip: boolean;
  /** Whether the step can read the input. */
  reads(input: FormInput): boolean;
}

/** What an update says to the question; presses must have been accepted before. */
export function answerOf(ctx: Context, question: FormQuestion, tr: Translator): FormAnswer {
  const data = ctx.callbackQuery?.data;
  if (data !== undefined) {
    const parsed = parseFormData(data);
    if (parsed === null) throw new Error('an accepted press has form data');
    return parsed.action.action === 'option'
      ? { input: { kind: 'option', value: parsed.action.value } }
      : { action: parsed.action };
  }
  const input = readFormInput(ctx);
  return keyboardAction(input, question, tr) ?? { input };
}

/** Whether the update moves the form on; what is not accepted is answered and leaves no trace. */
export function acceptsAnswer(
  ctx: Context,
  question: FormQuestion,
  open: OpenQuestion,
  tr: Translator,
): boolean {
  const data = ctx.callbackQuery?.data;
  if (data === undefined) {
    if (ctx.message === undefined) return false;
    const answer = answerOf(ctx, question, tr);
    return 'action' in answer ? answer.action.action === 'cancel' : open.reads(answer.input);
  }
  const parsed = parseFormData(data);
  if (parsed === null || parsed.draftId !== open.draftId) return false;
  switch (parsed.action.action) {
    case 'cancel':
      return true;
    case 'back':
      return open.back;
    case 'skip':
      return open.skip;
    case 'option':
      return open.reads({ kind: 'option', value: parsed.action.value });
    default:
      return false;
  }
}

/** Cancel and "?" of the reply keyboard arrive as their captions. */
function keyboardAction(
  input: FormInput,
  question: FormQuestion,
  tr: Translator,
): { readonly action: FormAction } | null {
  if (question.contact === undefined || input.kind !== 'text') return null;
  if (input.text === tr.plain('button-cancel')) return { action: { action: 'cancel' } };
  return input.text === tr.plain('button-help') ? { action: { action: 'help' } } : null;
}
