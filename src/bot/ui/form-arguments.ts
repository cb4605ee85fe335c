import type { DraftData } from '../../services/drafts/drafts.ts';
import type { Html } from '../../texts/html.ts';

/** Start arguments of a form's conversation. */
export interface FormArguments {
  readonly draftId: number;
  readonly values: DraftData;
  /** The press that opened it, so that its repetition opens nothing. */
  readonly openedBy?: string;
  /** Where the form stands when it has been answered before; absent = it begins. */
  readonly at?: FormPlace;
}

/** What a form remembers from one question to the next, besides its values. */
export interface FormPlace {
  /** null = the review */
  readonly step: string | null;
  /** What is said above the question. */
  readonly lead: Html | null;
  /** The message that carries the live buttons. */
  readonly promptId: number | null;
}

/** A form whose conversation has ended with an answer and begins anew with the next question. */
export interface FormContinuation {
  readonly form: string;
  readonly args: FormArguments;
}

/** Telegram's fault while a form said something; the form stands, and the person may not have seen what it said. */
export interface FormFault {
  readonly form: string;
  readonly draftId: number;
  readonly error: unknown;
}
