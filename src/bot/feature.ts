import type { Composer } from 'grammy';
import type { DraftData } from '../services/drafts/drafts.ts';
import type { Html } from '../texts/html.ts';
import type { Access } from './access.ts';
import type { BotContext } from './context.ts';
import type { BotDeps } from './deps.ts';
import type { Form } from './ui/form.ts';
import type { Router } from './ui/router.ts';

/** What a feature gets to install itself; features never see one another. */
export interface FeatureHost {
  readonly deps: BotDeps;
  readonly router: Router;
  /** grammY menus: installed before every handler that shows them. */
  readonly menus: Composer<BotContext>;
  /** Messages outside forms (files, free text) in private chats, after routes and commands. */
  readonly messages: Composer<BotContext>;
  readonly forms: Forms;
  /** `/start <payload>`: the first feature that takes the payload wins. */
  onStartPayload(take: (ctx: BotContext, payload: string) => Promise<boolean>): void;
  /** Commands of this feature; see `command-table.ts` for the table that menus and help show. */
  onCommand(name: string, access: Access, handler: (ctx: BotContext, args: string) => Promise<void>): void;
  /** A line of the home screen, when there is something that matters now; at most one statement each. */
  onHome(line: HomeLine): void;
  readonly homeLines: readonly HomeLine[];
  /** Whether some feature of this bot answers the command; ask when a screen is shown, not while installing. */
  hasCommand(name: string): boolean;
}

/** null = nothing to say now. Asked for registered residents only. */
export type HomeLine = (ctx: BotContext) => Promise<Html | null>;

export interface Forms {
  /** Install the form's conversation. Once per form. */
  define<V extends DraftData>(form: Form<V>): void;
  /** Leave whatever form is open, open a draft and ask the first question. */
  start<V extends DraftData>(ctx: BotContext, form: Form<V>, values?: Partial<V>): Promise<void>;
}

export type Feature = (host: FeatureHost) => void;
