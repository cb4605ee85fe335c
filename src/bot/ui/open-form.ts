import type { ConversationState } from '@grammyjs/conversations';
import type { BotContext } from '../context.ts';
import { conversationsOf } from './conversation-state.ts';

/** What a form waits for is named in its conversation's state: guards outside see it without running the form. */
export const REVIEW_WAIT = 'review';

export function waitKey(step: string, contact: boolean): string {
  return `${contact ? 'contact' : 'step'}:${step}`;
}

/** The form a person has open at this moment. */
export interface OpenForm {
  readonly form: string;
  /** null on the review */
  readonly step: string | null;
  /** Whether the contact keyboard is shown. */
  readonly contact: boolean;
  readonly openedBy: string | null;
  /** null when the state does not say */
  readonly draftId: number | null;
}

/** null when no form is open (or its state is of an older version, which the plugin ignores). */
export function openFormOf(ctx: BotContext): OpenForm | null {
  const active = Object.keys(ctx.conversation.active())[0];
  if (active === undefined) return null;
  return describeOpenForm(ctx.dialogue?.state, active);
}

/** The same from a dialogue's stored state. */
export function describeOpenForm(stored: unknown, active: string): OpenForm {
  const state = conversationsOf(stored)?.[active]?.[0];
  if (state === undefined) return { form: active, step: null, contact: false, openedBy: null, draftId: null };
  const [kind, step = null] = pendingWait(state).split(':');
  return { form: active, step, contact: kind === 'contact', ...argumentsOf(state) };
}

/** The press that opens a form: message and data, the same when it is repeated under a new update id. */
export function pressKey(ctx: BotContext): string | undefined {
  const { callbackQuery } = ctx;
  if (callbackQuery?.data === undefined || callbackQuery.message === undefined) return undefined;
  return `${callbackQuery.message.message_id}:${callbackQuery.data}`;
}

function pendingWait(state: ConversationState): string {
  const last = state.interrupts.at(-1);
  return (last === undefined ? undefined : state.replay.send[last]?.payload) ?? '';
}

function argumentsOf(state: ConversationState): Pick<OpenForm, 'openedBy' | 'draftId'> {
  const [args]: unknown[] = state.args === undefined ? [] : JSON.parse(state.args);
  if (typeof args !== 'object' || args === null) return { openedBy: null, draftId: null };
  return {
    openedBy: 'openedBy' in args && typeof args.openedBy === 'string' ? args.openedBy : null,
    draftId: 'draftId' in args && typeof args.draftId === 'number' ? args.draftId : null,
  };
}
