import type { Channel, Lane } from '../domain/delivery.ts';
import type { Locale } from '../domain/locale.ts';
import type { SubscriptionTopic } from '../domain/subscriptions.ts';
import type { Translator } from '../texts/texts.ts';
import type { RenderedMessage } from './channels.ts';

/** What a renderer is told besides the parameters. */
export interface RenderContext {
  readonly tr: Translator;
  readonly locale: Locale;
  readonly channel: Channel;
  readonly now: Date;
  /** null for group chats */
  readonly identityId: number | null;
  readonly residentId: number | null;
  /** True when an earlier attempt may have arrived: the text can say "repeat". */
  readonly repeat: boolean;
}

/** What is fixed about a kind of message; whoever queues one names it by this. */
export interface DeliveryKind {
  /** `<feature>.<what>`, e.g. `payments.receipt`; stored, so never renamed. No commas. */
  readonly kind: string;
  readonly lane: Lane;
  /**
   * A call that may or may not have arrived cannot be asked about. 'resend': once more, marked as a repeat (money,
   * emergencies). 'leave': stays `unknown`, staff sees it and decides (announcements).
   */
  readonly afterCrash: 'resend' | 'leave';
  /**
   * 'active' (default): while the resident is blocked money waits and everything else is dropped; dropped when the
   * person signed out.
   * 'anyone': goes in any case (security notices, staff).
   */
  readonly audience?: 'active' | 'anyone';
  /**
   * What it is about for the person's subscriptions: not sent where they switched the topic off, and sent also by the
   * other channels they chose for it. Without a topic it cannot be switched off.
   */
  readonly topic?: SubscriptionTopic;
  /** Ways to try, in this order, for a person who cannot be reached in the chat; the first that is proved is taken. */
  readonly fallback?: readonly Channel[];
  /**
   * 'night': waits for the morning of the person's house. 'ordinary': that, and what is more than a person gets in a
   * day goes into one digest. Default: goes at once.
   */
  readonly patience?: 'night' | 'ordinary';
  /**
   * Goes to the `address` among its parameters: one that the person has just given up, and that only this message may
   * still use. Letters and SMS.
   */
  readonly toFormerAddress?: true;
}

/**
 * Makes the text of one kind. The row stores kind and parameters; the text is made when it is sent, in the language
 * the person has then.
 */
export interface DeliveryRenderer extends DeliveryKind {
  /**
   * `null`: there is nothing to say any more (the bill was paid meanwhile), the delivery is cancelled. May read the
   * database; throws only for faults.
   */
  render(params: unknown, context: RenderContext): Promise<RenderedMessage | null>;
}

export interface RendererRegistry {
  get(kind: string): DeliveryRenderer | undefined;
  /** Kinds that go again when nobody knows whether they arrived. */
  readonly resendKinds: readonly string[];
  /** Kinds that wait for the morning, and those of them that count for the digest. */
  readonly patientKinds: readonly string[];
  readonly ordinaryKinds: readonly string[];
}

/**
 * Build one renderer with typed parameters: `parse` (a zod schema's parse) runs on what the row holds, which may
 * come from an older version of the program.
 */
export function defineRenderer<Params>(
  kind: DeliveryKind,
  parse: (params: unknown) => Params,
  render: (params: Params, context: RenderContext) => Promise<RenderedMessage | null>,
): DeliveryRenderer {
  return { ...kind, render: (params, context) => render(parse(params), context) };
}

/** @throws when two renderers have the same kind */
export function createRendererRegistry(renderers: readonly DeliveryRenderer[]): RendererRegistry {
  const byKind = new Map<string, DeliveryRenderer>();
  for (const renderer of renderers) {
    if (byKind.has(renderer.kind)) throw new Error(`two renderers of deliveries ${renderer.kind}`);
    byKind.set(renderer.kind, renderer);
  }
  const resendKinds = renderers.filter(({ afterCrash }) => afterCrash === 'resend').map(({ kind }) => kind);
  const patientKinds = renderers.filter(({ patience }) => patience !== undefined).map(({ kind }) => kind);
  const ordinaryKinds = renderers.filter(({ patience }) => patience === 'ordinary').map(({ kind }) => kind);
  return { get: (kind) => byKind.get(kind), resendKinds, patientKinds, ordinaryKinds };
}
