import type { DraftData } from '../../services/drafts/drafts.ts';
import type { Form, FormStep, StepOutcome } from './form.ts';

/** The order of a form's steps, given what was answered so far. */
export class FormSteps<V extends DraftData> {
  readonly #form: Form<V>;

  constructor(form: Form<V>) {
    this.#form = form;
  }

  get(id: string): FormStep<V> {
    const step = this.#form.steps.find((candidate) => candidate.id === id);
    if (step === undefined) throw new Error(`form ${this.#form.id} has no step ${id}`);
    return step;
  }

  /** The first step that applies and has no answer yet; null = on to the review. */
  next(values: Partial<V>): string | null {
    return this.#form.steps.find((step) => applies(step, values) && !step.done(values))?.id ?? null;
  }

  /** Where Back leads; null = nowhere. */
  before(step: FormStep<V>, values: Partial<V>): string | null {
    const earlier = this.#form.steps.slice(0, this.#form.steps.indexOf(step));
    return earlier.reverse().find((candidate) => applies(candidate, values))?.id ?? null;
  }

  /** Where an outcome leads. */
  after(step: FormStep<V>, outcome: StepOutcome<V>, values: Partial<V>): string | null {
    if (outcome.kind === 'goto') return outcome.step;
    return outcome.kind === 'next' ? this.next(values) : step.id;
  }
}

function applies<V extends DraftData>(step: FormStep<V>, values: Partial<V>): boolean {
  return step.when?.(values) ?? true;
}
