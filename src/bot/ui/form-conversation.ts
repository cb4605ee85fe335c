import type { Conversation } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import { DomainError, type ErrorDetails, isDomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { type DraftData, updateDraft } from '../../services/drafts/drafts.ts';
import { type Html, htmlToPlain, joinHtml } from '../../texts/html.ts';
import type { Texts, Translator } from '../../texts/texts.ts';
import { type BotContext, personOf } from '../context.ts';
import { button } from './buttons.ts';
import { errorHtml } from './error-text.ts';
import {
  type Form,
  type FormInput,
  type FormOwner,
  type FormQuestion,
  type FormStep,
  parseFormData,
  type StepOutcome,
} from './form.ts';
import { acceptsAnswer, answerOf, type FormAnswer } from './form-answer.ts';
import type { FormArguments, FormContinuation } from './form-arguments.ts';
import { readFormInput } from './form-input.ts';
import { FormSteps } from './form-steps.ts';
import { asDraftData, FormView, questionButtons, reviewButtons } from './form-view.ts';
import { REVIEW_WAIT, waitKey } from './open-form.ts';
import { routes } from './routes.ts';
import { isFlood, isPassingFault } from './telegram-fault.ts';

export type FormConversation = Conversation<BotContext, Context>;

/** Where the form goes on: a step, the review (null), or nowhere. */
type Move = { readonly ctx: Context; readonly step: string | null; readonly lead: Html | null } | 'end';

interface Deps {
  readonly services: Pick<ServiceDeps, 'db' | 'clock'>;
  readonly texts: Texts;
}

/**
 * The conversation that runs one question of a form, or its review. Rules of the plugin it keeps: every outside effect is
 * one `external` with a JSON result; answers that are refused, by `read` or by `apply`, are never stored; the effect is
 * keyed by the draft, so a replayed or repeated confirmation acts once.
 *
 * An answer ends it, and the next question is a conversation of its own (`formContinuation`): the engine replays from the
 * first stored update, and a form that stayed in one conversation would cost more with every step (measured: 1.5 times the
 * CPU at the ninth, and 60 KB of state).
 */
export function formConversation<V extends DraftData>(form: Form<V>, deps: Deps) {
  return async (conversation: FormConversation, ctx: Context, args: FormArguments): Promise<void> => {
    const owner: FormOwner = await conversation.external((outer: BotContext) => {
      const person = personOf(outer);
      return {
        identityId: person.identityId,
        telegramId: person.telegramId,
        residentId: person.resident?.id ?? null,
        startCompanyId: person.startCompanyId,
        locale: outer.locale,
        draftId: args.draftId,
      };
    });
    const run = new FormRun(form, deps, conversation, owner, args);
    await run.play(ctx);
  };
}

class FormRun<V extends DraftData> {
  readonly #form: Form<V>;
  readonly #deps: Deps;
  readonly #conversation: FormConversation;
  readonly #owner: FormOwner;
  readonly #tr: Translator;
  readonly #view: FormView;
  readonly #steps: FormSteps<V>;
  readonly #args: FormArguments;
  #values: Partial<V>;

  constructor(
    form: Form<V>,
    deps: Deps,
    conversation: FormConversation,
    owner: FormOwner,
    args: FormArguments,
  ) {
    this.#form = form;
    this.#deps = deps;
    this.#conversation = conversation;
    this.#owner = owner;
    this.#tr = deps.texts.for(owner.locale);
    this.#view = new FormView(this.#tr, form.besideScreen === true);
    this.#steps = new FormSteps(form);
    this.#args = args;
    this.#values = args.values as Partial<V>;
  }

  async play(ctx: Context): Promise<void> {
    const { at } = this.#args;
    // Whatever moved the form on has answered its press.
    if (at !== undefined) this.#view.takeOver(at.promptId, ctx.callbackQuery?.id ?? null);
    const step = at === undefined ? this.#steps.next(this.#values) : at.step;
    const lead = at?.lead ?? null;
    const move = step === null ? await this.#review(ctx, lead) : await this.#playStep({ ctx, step, lead });
    if (move !== 'end') await this.#goOn(move);
  }

  /** Leave the rest of the form to a new conversation, which whoever runs this one enters within the same update. */
  async #goOn({ step, lead }: Exclude<Move, 'end'>): Promise<void> {
    const continuation: FormContinuation = {
      form: this.#form.id,
      args: {
        ...this.#args,
        values: asDraftData(this.#values),
        at: { step, lead, promptId: this.#view.promptId },
      },
    };
    await this.#outside((outer) => {
      outer.formContinuation = continuation;
    });
  }

  // ── one question ────────────────────────────────────────────────────────

  async #playStep(at: {
    readonly ctx: Context;
    readonly step: string;
    readonly lead: Html | null;
  }): Promise<Move> {
    const step = this.#steps.get(at.step);
    const question = step.ask(this.#values, this.#tr);
    await this.#askUntilTaken(at.ctx, waitKey(step.id, question.contact !== undefined), (ctx) =>
      this.#ask(ctx, step, question, at.lead),
    );
    const answered = await this.#conversation.waitUntil(
      async (candidate) => this.#accepts(candidate, step, question),
      {
        collationKey: waitKey(step.id, question.contact !== undefined),
        otherwise: async (refused) => {
          await this.#faultOf(this.#refuse(refused, step, question));
        },
      },
    );
    const answer = answerOf(answered, question, this.#tr);
    if ('action' in answer && answer.action.action === 'cancel') return this.#cancelled(answered);
    if ('action' in answer && answer.action.action === 'back') {
      await this.#view.answerPress(answered);
      return { ctx: answered, step: this.#steps.before(step, this.#values) ?? step.id, lead: null };
    }
    const outcome = await this.#take(step, answer, answered.update.update_id);
    const said = this.#sentence(outcome);
    if (outcome.kind === 'again' && outcome.patch === undefined) {
      // A secret does not stay in the chat, though it was the wrong one.
      if ('input' in answer && answer.input.kind === 'sealed') await this.#view.deleteAnswer(answered);
      if (said !== null) {
        await this.#faultOf(this.#sayAgain(answered, said, outcome.code === undefined, question));
      }
      return this.#conversation.skip();
    }
    await this.#closeQuestion(answered, question, answer);
    if (outcome.kind === 'stop') {
      await this.#view.sayLast(answered, said ?? this.#tr.html('error-unknown'));
      return 'end';
    }
    if (outcome.patch !== undefined) this.#values = { ...this.#values, ...outcome.patch };
    return { ctx: answered, step: this.#steps.after(step, outcome, this.#values), lead: said };
  }

  /**
   * A fault of Telegram after an answer was taken must not cost the form: it stays open at the question it was about to
   * ask. What Telegram has surely not taken (a flood) is asked at the person's next word, which was no answer to it;
   * after a broken connection nobody knows, so the question counts as asked, and a message offers it once more.
   * The first question needs none of it: nothing is lost, and what opens the form can be pressed again.
   */
  async #askUntilTaken(ctx: Context, key: string, ask: (ctx: Context) => Promise<void>): Promise<void> {
    if (this.#args.at === undefined) return ask(ctx);
    let speaking = ctx;
    let fault = await this.#faultOf(ask(speaking));
    while (isFlood(fault)) {
      speaking = await this.#conversation.waitUntil(isSpeech, { collationKey: key });
      if (readFormInput(speaking).kind === 'sealed') await this.#view.deleteAnswer(speaking);
      fault = await this.#faultOf(ask(speaking));
    }
  }

  /** Telegram's passing fault, which the person is told of when the form has come to rest; null = it was said. */
  async #faultOf(saying: Promise<void>): Promise<unknown> {
    try {
      await saying;
      return null;
    } catch (error) {
      if (!isPassingFault(error)) throw error;
      const fault = { form: this.#form.id, draftId: this.#owner.draftId, error };
      await this.#outside((outer) => {
        outer.formFault = fault;
      });
      return error;
    }
  }

  async #ask(ctx: Context, step: FormStep<V>, question: FormQuestion, lead: Html | null): Promise<void> {
    const html = lead === null ? question.html : joinHtml([lead, question.html], '\n\n');
    if (question.contact !== undefined) {
      await this.#view.showContactQuestion(ctx, html, question);
      return;
    }
    const frame = {
      draftId: this.#owner.draftId,
      back: this.#steps.before(step, this.#values) !== null,
      skip: step.skip !== undefined,
    };
    await this.#view.show(ctx, html, questionButtons(question, frame, this.#tr));
  }

  #accepts(ctx: Context, step: FormStep<V>, question: FormQuestion): boolean {
    const asked = {
      draftId: this.#owner.draftId,
      back: this.#steps.before(step, this.#values) !== null,
      skip: step.skip !== undefined,
      reads: (input: FormInput) => step.read(input, this.#values).ok,
    };
    return acceptsAnswer(ctx, question, asked, this.#tr);
  }

  /** Say why an answer was not taken, or why it is asked. Nothing of it is stored. */
  async #refuse(ctx: Context, step: FormStep<V>, question: FormQuestion): Promise<void> {
    const data = ctx.callbackQuery?.data;
    if (data !== undefined) {
      const parsed = parseFormData(data);
      const help = parsed?.draftId === this.#owner.draftId && parsed.action.action === 'help';
      // A long explanation comes as a message.
      if (help) {
        await this.#view.say(ctx, this.#help(step), null);
        const picture = await step.helpPicture?.(this.#values, this.#tr.locale);
        if (picture != null) await this.#view.showPicture(ctx, picture, this.#help(step));
      } else await this.#view.answerPress(ctx, this.#tr.plain('form-button-old'));
      return;
    }
    if (ctx.message === undefined) return;
    const answer = answerOf(ctx, question, this.#tr);
    if ('action' in answer) {
      await this.#view.say(ctx, this.#help(step), question);
      return;
    }
    const reading = step.read(answer.input, this.#values);
    const said = reading.ok ? this.#tr.html('error-unknown') : this.#error(reading.code, reading.details);
    await this.#view.say(ctx, said, question);
  }

  #help(step: FormStep<V>): Html {
    return this.#tr.html(typeof step.help === 'function' ? step.help(this.#values) : step.help);
  }

  // ── taking an answer ────────────────────────────────────────────────────

  async #take(step: FormStep<V>, answer: FormAnswer, updateId: number): Promise<StepOutcome<V>> {
    const skipped = 'action' in answer;
    const patch = this.#patchOf(step, answer);
    const who = { ...this.#owner, key: `${this.#owner.draftId}:${step.id}:${updateId}` };
    const values = this.#values;
    // The draft row keeps what is collected: the effect reads it back, not the message.
    return this.#outside(async (): Promise<StepOutcome<V>> => {
      const apply = skipped ? undefined : step.apply;
      const outcome: StepOutcome<V> =
        apply === undefined ? { kind: 'next', patch } : await attempt(() => apply(values, patch, who));
      const kept = 'patch' in outcome ? outcome.patch : undefined;
      if (kept !== undefined) {
        await updateDraft(this.#deps.services, {
          draftId: this.#owner.draftId,
          identityId: this.#owner.identityId,
          patch: asDraftData(kept),
        });
      }
      return outcome;
    });
  }

  #patchOf(step: FormStep<V>, answer: FormAnswer): Partial<V> {
    if ('action' in answer) return step.skip ?? {};
    const reading = step.read(answer.input, this.#values);
    if (!reading.ok) throw new Error('an accepted answer is readable');
    return reading.patch;
  }

  /** The answer counts: its question loses its buttons, its keyboard goes, a secret leaves the chat. */
  async #closeQuestion(ctx: Context, question: FormQuestion, answer: FormAnswer): Promise<void> {
    if ('input' in answer && answer.input.kind === 'sealed') await this.#view.deleteAnswer(ctx);
    if (ctx.callbackQuery !== undefined) await this.#view.answerPress(ctx);
    else await this.#view.dropButtons(ctx);
    if (question.contact !== undefined) {
      await this.#faultOf(this.#view.dropKeyboard(ctx, this.#tr.html('form-contact-received')));
    }
  }

  async #sayAgain(ctx: Context, said: Html, notice: boolean, question: FormQuestion): Promise<void> {
    if (notice && (await this.#view.answerPress(ctx, htmlToPlain(said)))) return;
    await this.#view.say(ctx, said, question);
  }

  #sentence(outcome: StepOutcome<V>): Html | null {
    if ('code' in outcome && outcome.code !== undefined) return this.#error(outcome.code, outcome.details);
    return 'notice' in outcome && outcome.notice !== undefined ? this.#tr.html(outcome.notice) : null;
  }

  // ── review and the effect ───────────────────────────────────────────────

  async #review(ctx: Context, lead: Html | null): Promise<Move> {
    if (this.#form.review === null) return this.#submit(ctx);
    const draft = this.#owner.draftId;
    const review = this.#form.review(this.#values, this.#tr);
    const html = lead === null ? review.html : joinHtml([lead, review.html], '\n\n');
    await this.#askUntilTaken(ctx, REVIEW_WAIT, (speaking) =>
      this.#view.show(speaking, html, reviewButtons(review, draft, this.#tr)),
    );
    const pressed = await this.#conversation.waitUntil(
      async (candidate) => {
        const parsed = parseFormData(candidate.callbackQuery?.data ?? '');
        if (parsed?.draftId !== draft) return false;
        if (parsed.action.action === 'edit') {
          const { value } = parsed.action;
          return review.edit.some((edit) => edit.step === value);
        }
        return parsed.action.action === 'confirm' || parsed.action.action === 'cancel';
      },
      {
        collationKey: REVIEW_WAIT,
        otherwise: async (refused) => {
          if (refused.callbackQuery !== undefined) {
            await this.#view.answerPress(refused, this.#tr.plain('form-button-old'));
          } else if (refused.message !== undefined) {
            await this.#view.say(refused, this.#tr.html('form-review-press'), null);
          }
        },
      },
    );
    const action = parseFormData(pressed.callbackQuery?.data ?? '')?.action;
    if (action?.action === 'edit') {
      await this.#view.answerPress(pressed);
      return { ctx: pressed, step: action.value, lead: null };
    }
    return action?.action === 'cancel' ? this.#cancelled(pressed) : this.#submit(pressed);
  }

  async #submit(ctx: Context): Promise<Move> {
    const values = this.#values;
    const result = await this.#outside(async () => {
      try {
        return { ok: true as const, value: await this.#form.submit(values, this.#owner) };
      } catch (error) {
        if (!isDomainError(error)) throw error;
        return { ok: false as const, code: error.code, details: error.details };
      }
    });
    if (!result.ok) return this.#refused(ctx, result.code, result.details);
    await this.#view.answerPress(ctx);
    const screen = this.#form.done(result.value, values, this.#tr);
    await this.#view.showResult(ctx, screen);
    return 'end';
  }

  /** Nothing was changed: a step is asked again, or the review stands; without one there is nothing to go back to. */
  async #refused(ctx: Context, code: string, details: ErrorDetails): Promise<Move> {
    const said = this.#error(code, details);
    const mend = this.#form.mend?.[code];
    if (mend !== undefined) {
      await this.#view.answerPress(ctx);
      return { ctx, step: mend, lead: said };
    }
    if (this.#form.review === null || code === 'DRAFT_EXPIRED') {
      await this.#view.answerPress(ctx);
      await this.#view.sayLast(ctx, said);
      return 'end';
    }
    await this.#view.say(ctx, said, null);
    return this.#conversation.skip();
  }

  async #cancelled(ctx: Context): Promise<Move> {
    const said = this.#tr.html('cancelled');
    if (ctx.callbackQuery === undefined) {
      await this.#view.dropKeyboard(ctx, said);
      return 'end';
    }
    await this.#view.answerPress(ctx);
    await this.#view.show(ctx, said, [[button(this.#tr.plain('button-home'), routes.home.data())]]);
    return 'end';
  }

  #error(code: string, details: ErrorDetails | undefined): Html {
    return errorHtml(new DomainError(code, details), this.#tr);
  }

  /**
   * `external` whose failure comes out as it was thrown. The plugin hands on a copy without the driver's code, and a
   * database that is away would look like a bug: the update would be confirmed and the answer lost (promise 1).
   */
  async #outside<R>(task: (outer: BotContext) => R | Promise<R>): Promise<R> {
    let thrown: { readonly error: unknown } | null = null;
    try {
      return await this.#conversation.external(async (outer: BotContext) => {
        try {
          return await task(outer);
        } catch (error) {
          thrown = { error };
          throw error;
        }
      });
    } catch (copy) {
      throw (thrown as { readonly error: unknown } | null)?.error ?? copy;
    }
  }
}

/** Something a person says to a form, be it no answer to its question. */
async function isSpeech(ctx: Context): Promise<boolean> {
  return ctx.message !== undefined || parseFormData(ctx.callbackQuery?.data ?? '') !== null;
}

/** A refusal thrown by a step's domain call becomes "again"; faults go up. */
async function attempt<V>(call: () => Promise<StepOutcome<V>>): Promise<StepOutcome<V>> {
  try {
    return await call();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { kind: 'again', code: error.code, details: error.details };
  }
}
