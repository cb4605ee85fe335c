import type { ConversationFlavor } from '@grammyjs/conversations';
import type { Context } from 'grammy';
import type { Locale } from '../domain/locale.ts';
import type { Person } from '../services/residents/load-person.ts';
import type { Translator } from '../texts/texts.ts';
import type { DialogueSession } from './dialogue-session.ts';
import type { FormContinuation, FormFault } from './ui/form-arguments.ts';

/** What our middleware adds to every update. */
interface DomovoyContext extends Context {
  /** null until consent: then nothing about the person is stored. Loaded at step 5. */
  person: Person | null;
  /** Versions of the texts in force, for the acceptance screens. */
  currentDocuments: { terms: number | null; consent: number | null };
  /** Features that residents cannot use now: maintenance. */
  closed: readonly string[];
  locale: Locale;
  tr: Translator;
  /** State of the person's dialogue; null before consent and outside private chats. */
  dialogue: DialogueSession | null;
  /** Label of logs and metrics; set by who handles the update. */
  feature: string;
  /** The form that this update left by leading elsewhere; null when none was open. */
  leftForm: string | null;
  /** A form that was answered in this update and still has to ask its next question. */
  formContinuation: FormContinuation | null;
  /** What a form has said in this update may not have arrived. */
  formFault: FormFault | null;
  /** The pressed message must stay as it is (a receipt with an old button): screens are sent anew. */
  keepPressed: boolean;
  /** Load person, dialogue and language again, after something about them changed in this update. */
  reload: () => Promise<void>;
}

export type BotContext = ConversationFlavor<DomovoyContext>;

/** The identity behind `ctx.person`; handlers behind the gate of step 5 always have one. */
export function personOf(ctx: BotContext): Person {
  if (ctx.person === null) throw new Error('this handler stands behind the acceptance gate');
  return ctx.person;
}

/** The registered resident; handlers that need one stand behind the registration gate. */
export function residentOf(ctx: BotContext): NonNullable<Person['resident']> {
  const { resident } = personOf(ctx);
  if (resident === null) throw new Error('this handler stands behind the registration gate');
  return resident;
}
