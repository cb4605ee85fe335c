import type { InlineButtonView, MessageView, PersonAction } from '../../src/sandbox/person-api.ts';
import type { Remote } from '../../tests/support/processes/calls.ts';
import { PROVIDER_NAME, type Tenant } from './houses.ts';
import { pause } from './pause.ts';
import type { Choices } from './random.ts';
import type { ChaosTelegram, Sight } from './telegram.ts';

/** How long somebody looks at an unchanged screen before they try something, ms. */
const PATIENCE_MS = 4_000;
const LOOK_MS = 120;
/** A quick human: whoever is faster meets the limit per person, whose second refusal is silence. */
const BETWEEN_ACTIONS_MS = 350;

/** What a resident has seen of success; the checker holds the database to it. */
export interface Lived {
  welcomed: boolean;
  linked: boolean;
  /** Payments that the payment sheet called done. */
  paid: number;
  declined: number;
  refused: number;
  actions: number;
}

/** Plain spaces, so that captions can be compared. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

/**
 * A scripted resident: looks at the chat like a person and does the next sensible thing, sometimes a silly one. What
 * comes next is read from the screen alone, so that nothing here depends on which process answered, or how often.
 */
export class Resident {
  readonly lived: Lived;
  readonly tenant: Tenant;
  readonly #method: string;
  readonly #telegram: Remote<ChaosTelegram>;
  readonly #choices: Choices;
  readonly #triedInvoices = new Set<number>();
  #sureUntil = 0;
  #notBefore = 0;

  readonly #trace: (line: string) => void;

  constructor(
    tenant: Tenant,
    telegram: Remote<ChaosTelegram>,
    choices: Choices,
    trace: (line: string) => void,
    /** `settled`: registered and linked before the run began; `method`: the way they pay. */
    habits: { readonly settled: boolean; readonly method: string } = { settled: false, method: '' },
  ) {
    const { settled, method } = habits;
    this.lived = { welcomed: settled, linked: settled, paid: 0, declined: 0, refused: 0, actions: 0 };
    this.#method = method;
    this.tenant = tenant;
    this.#telegram = telegram;
    this.#choices = choices;
    this.#trace = trace;
  }

  async live(signal: AbortSignal): Promise<void> {
    const { id, firstName, lastName, phone } = this.tenant;
    await this.#telegram.join({ id, firstName, lastName, phone });
    await this.#do({ type: 'start' });
    let seen = '';
    let changedAt = performance.now();
    while (!signal.aborted) {
      await pause(LOOK_MS + this.#choices.between(0, LOOK_MS), signal);
      const sight = await this.#telegram.see(id);
      this.#remember(sight);
      const looks = fingerprint(sight);
      if (looks !== seen) {
        seen = looks;
        changedAt = performance.now();
        this.#sureUntil = 0;
      }
      if (performance.now() < this.#notBefore) continue;
      // Most people wait for an answer; a few press once more while the first press is on its way.
      if (sight.waiting > 0 && !this.#choices.chance(0.02)) continue;
      if (performance.now() < this.#sureUntil && performance.now() - changedAt < PATIENCE_MS) continue;
      const bored = performance.now() - changedAt > PATIENCE_MS;
      await this.#do(this.#next(sight, bored));
      if (bored) changedAt = performance.now();
      this.#sureUntil = performance.now() + PATIENCE_MS;
      this.#notBefore = performance.now() + BETWEEN_ACTIONS_MS;
    }
  }

  async #do(action: PersonAction): Promise<void> {
    this.lived.actions += 1;
    this.#trace(`${this.tenant.id} ${JSON.stringify(action)}`);
    const result = await this.#telegram.act({ personId: this.tenant.id, action });
    if ('refused' in result || result.payment === undefined) return;
    const { status } = result.payment;
    if (status === 'paid') this.lived.paid += 1;
    if (status === 'declined') this.lived.declined += 1;
    if (status === 'refused' || status === 'timeout') this.lived.refused += 1;
  }

  #remember({ messages }: Sight): void {
    for (const { side, text } of messages) {
      if (side !== 'bot') continue;
      if (text.includes('Добро пожаловать в Ваш Личный кабинет')) this.lived.welcomed = true;
      if (text.includes('✅ Счёт добавлен')) this.lived.linked = true;
    }
  }

  // ── what to do now ────────────────────────────────────────────────────────

  #next(sight: Sight, bored: boolean): PersonAction {
    const invoice = this.#openInvoice(sight);
    if (invoice !== null) return invoice;
    const newest = sight.messages.findLast(({ side, kind }) => side === 'bot' && kind === 'text');
    if (newest === undefined) return { type: 'start' };
    if (!bored && this.#choices.chance(0.06)) return this.#somethingSilly(newest);
    return this.#wayIn(sight, newest) ?? this.#linking(newest) ?? this.#paying(newest) ?? this.#elsewhere();
  }

  /** Terms, consent, and the questions of the registration. */
  #wayIn({ keyboard }: Sight, newest: MessageView): PersonAction | null {
    const contact = keyboard?.rows.flat().find(({ kind }) => kind === 'request_contact');
    if (contact !== undefined) return { type: 'press-reply', text: contact.text };
    for (const caption of ['Продолжить', 'Принимаю условия', 'Даю согласие', 'Зарегистрироваться']) {
      const action = pressOf(newest, ({ text }) => text === caption);
      if (action !== null) return action;
    }
    if (/^Имя\n/.test(newest.text)) return say(this.tenant.firstName);
    if (/^Фамилия\n/.test(newest.text)) return say(this.tenant.lastName);
    if (/^Кодовое слово\n/.test(newest.text)) return say('Ромашка');
    return null;
  }

  /** From the provider to the own name of the account; the proof too, when it is asked for. */
  #linking(newest: MessageView): PersonAction | null {
    const { text } = newest;
    if (text.includes('на квитанции') && text.includes('номер лицевого счёта'))
      return say(this.tenant.accountNumber);
    if (text.includes('введите фамилию плательщика')) return say(this.tenant.lastName);
    if (text.startsWith('Введите номер квартиры')) return say(this.tenant.flat);
    if (text.includes('Как назвать этот счёт')) return pressOf(newest, (button) => button.text === 'Дом');
    if (this.lived.linked) return null;
    return (
      pressOf(newest, (button) => button.text === PROVIDER_NAME) ??
      pressOf(newest, (button) => button.data === 'link')
    );
  }

  /** From the bill to the confirmed sum. */
  #paying(newest: MessageView): PersonAction | null {
    if (!this.lived.linked) return null;
    if (newest.text.startsWith('Сколько заплатить?')) {
      return say(`${this.#choices.between(90, 900)},${this.#choices.between(10, 99)}`);
    }
    const wholeSum = this.#choices.chance(0.15);
    const order: ((button: InlineButtonView) => boolean)[] = [
      startsWith('payok:'),
      ({ data }) => data?.startsWith('payc:') === true && data.endsWith(this.#method),
      ...(wholeSum ? [startsWith('paym:')] : []),
      startsWith('payown:'),
      startsWith('pay:'),
      startsWith('bill:'),
    ];
    for (const wanted of order) {
      const action = pressOf(newest, wanted);
      if (action !== null) return action;
    }
    return null;
  }

  #elsewhere(): PersonAction {
    const wishes = this.lived.linked ? ['/bills', '/bills', '/accounts', '/history', '/menu'] : ['/menu'];
    if (!this.lived.linked && this.lived.welcomed) return say('/accounts');
    return say(this.#choices.oneOf(wishes));
  }

  #openInvoice({ messages }: Sight): PersonAction | null {
    const open = messages.findLast(
      ({ id, invoice }) => invoice !== null && !invoice.paid && !this.#triedInvoices.has(id),
    );
    if (open === undefined) return null;
    // A declined card is often tried again, an abandoned sheet is not.
    const outcome = this.#choices.oneOf([
      'succeeds',
      'succeeds',
      'succeeds',
      'bank-declines',
      'abandoned',
    ] as const);
    if (outcome !== 'bank-declines' || this.#choices.chance(0.5)) this.#triedInvoices.add(open.id);
    return { type: 'pay', messageId: open.id, outcome };
  }

  /** Any button, any word: forms are left, old screens pressed, nothing may come of it but an answer. */
  #somethingSilly(newest: MessageView): PersonAction {
    const buttons = newest.inlineKeyboard
      .flat()
      .filter(({ kind, text }) => kind === 'callback' && !/Language|English/.test(text));
    if (buttons.length > 0 && this.#choices.chance(0.7)) {
      const { row, column } = this.#choices.oneOf(buttons);
      return { type: 'press', messageId: newest.id, row, column };
    }
    return say(this.#choices.oneOf(['/menu', '/cancel', 'Здравствуйте!', '/help', '12', '/history']));
  }
}

function say(text: string): PersonAction {
  return { type: 'send-text', text };
}

function startsWith(route: string): (button: InlineButtonView) => boolean {
  return ({ data }) => data?.startsWith(route) === true;
}

function pressOf(message: MessageView, wanted: (button: InlineButtonView) => boolean): PersonAction | null {
  const button = message.inlineKeyboard
    .flat()
    .find(
      (candidate) => candidate.kind === 'callback' && wanted({ ...candidate, text: plain(candidate.text) }),
    );
  return button === undefined
    ? null
    : { type: 'press', messageId: message.id, row: button.row, column: button.column };
}

/** What a person would notice: a new message, another text or other buttons. */
function fingerprint({ messages, keyboard }: Sight): string {
  return JSON.stringify([
    messages.map(({ id, text, inlineKeyboard }) => [
      id,
      text,
      inlineKeyboard.flat().map((button) => button.text),
    ]),
    keyboard?.rows.length ?? 0,
  ]);
}
