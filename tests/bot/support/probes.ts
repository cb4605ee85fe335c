import type { BotContext } from '../../../src/bot/context.ts';
import type { Feature } from '../../../src/bot/feature.ts';
import { defineRoute } from '../../../src/bot/ui/callback-data.ts';
import type { Form } from '../../../src/bot/ui/form.ts';
import { escapeHtml } from '../../../src/texts/html.ts';

/** Places of a feature that does what a test wants to see. */
export const probeRoutes = {
  /** has an effect that is not idempotent by nature, and says so */
  effect: defineRoute('t.eff'),
  /** only shows something */
  read: defineRoute('t.read'),
  /** runs what the test gave */
  run: defineRoute('t.run'),
  /** never answers the press */
  mute: defineRoute('t.mute'),
} as const;

export type NoteValues = { first: string; second: string };

export interface Probe {
  readonly feature: Feature;
  effects: number;
  reads: number;
  /** Answers the form has taken, in order. */
  readonly answers: string[];
  readonly submitted: Partial<NoteValues>[];
  /** What `/run` and `t.run` do. */
  run: (ctx: BotContext) => Promise<void>;
  /** The form's effect. */
  onSubmit: (values: Partial<NoteValues>) => Promise<void>;
  /** Called with each answer before it counts; may wait or throw. */
  onAnswer: (answer: string) => Promise<void>;
}

export function createProbe(): Probe {
  const probe: Probe = {
    effects: 0,
    reads: 0,
    answers: [],
    submitted: [],
    run: () => Promise.resolve(),
    onSubmit: () => Promise.resolve(),
    onAnswer: () => Promise.resolve(),
    feature(host) {
      host.forms.define(form);
      const effect = async (ctx: BotContext): Promise<void> => {
        probe.effects += 1;
        ctx.dialogue?.remember();
        await ctx.reply(`effect ${probe.effects}`);
      };
      const read = async (ctx: BotContext): Promise<void> => {
        probe.reads += 1;
        await ctx.reply('read');
      };
      const run = (ctx: BotContext): Promise<void> => probe.run(ctx);
      host.onCommand('effect', 'registered', effect);
      host.onCommand('read', 'registered', read);
      host.onCommand('run', 'registered', run);
      host.onCommand('note', 'registered', (ctx) => host.forms.start(ctx, form));
      host.router.on('probe', 'registered', probeRoutes.effect, effect);
      host.router.on('probe', 'registered', probeRoutes.read, read);
      host.router.on('probe', 'registered', probeRoutes.run, run);
      host.router.on('probe', 'registered', probeRoutes.mute, () => Promise.resolve());
    },
  };

  const step = (id: keyof NoteValues): Form<NoteValues>['steps'][number] => ({
    id,
    help: 'residents-help-first-name',
    done: (values) => values[id] !== undefined,
    ask: () => ({ html: escapeHtml(`${id}?`) }),
    read: (input) =>
      input.kind === 'text' ? { ok: true, patch: { [id]: input.text } } : { ok: false, code: 'OTHER_INPUT' },
    apply: async (_, patch) => {
      const answer = patch[id] ?? '';
      await probe.onAnswer(answer);
      probe.answers.push(answer);
      return { kind: 'next', patch };
    },
  });
  const form: Form<NoteValues> = {
    id: 'note',
    minutes: 30,
    steps: [step('first'), step('second')],
    review: null,
    submit: async (values) => {
      await probe.onSubmit(values);
      probe.submitted.push(values);
      return {};
    },
    done: (_, values) => ({ html: escapeHtml(`noted ${values.first} ${values.second}`), buttons: [] }),
  };
  return probe;
}

/** A door that stays shut until it is opened; `reached` resolves when somebody stands before it. */
export interface Door {
  readonly reached: Promise<void>;
  pass(): Promise<void>;
  open(): void;
}

export function createDoor(): Door {
  let arrive: () => void = () => undefined;
  let release: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    reached,
    async pass() {
      arrive();
      await opened;
    },
    open: () => release(),
  };
}
