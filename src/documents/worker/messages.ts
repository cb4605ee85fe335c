import type { ErrorDetails } from '../../domain/errors.ts';
import type { JobKind, Jobs } from './jobs.ts';

/** What goes to a worker; one job at a time. */
export interface JobMessage {
  readonly kind: JobKind;
  readonly input: Jobs[JobKind]['input'];
}

export type AnswerMessage =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly refusal: { readonly code: string; readonly details: ErrorDetails } }
  | { readonly ok: false; readonly refusal: null; readonly message: string; readonly stack: string };
