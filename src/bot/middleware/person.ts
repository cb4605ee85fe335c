import { localeFromLanguageCode } from '../../domain/locale.ts';
import { loadPerson } from '../../services/residents/load-person.ts';
import { markReachable } from '../../services/residents/mark-reachable.ts';
import { recordVisit } from '../../services/residents/record-visit.ts';
import { rememberStaffName } from '../../services/staff/remember-staff-name.ts';
import type { BotContext } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { DialogueSession } from '../dialogue-session.ts';

/** Step 5: person, roles and dialogue in one statement; language of the person, else of the Telegram app. */
export function personLoader(deps: BotDeps): (ctx: BotContext) => Promise<void> {
  return async (ctx) => {
    const telegramId = ctx.from?.id;
    if (telegramId === undefined) return;
    const loaded = await loadPerson(deps.services, { telegramId });
    ctx.person = loaded.person === null ? null : await recordVisit(deps.services, loaded.person);
    ctx.currentDocuments = loaded.currentDocuments;
    ctx.closed = loaded.closed;
    // Dialogues live in private chats only: a press in a group must not move somebody's form.
    ctx.dialogue =
      loaded.dialogue !== null && ctx.chat?.type === 'private' ? new DialogueSession(loaded.dialogue) : null;
    setLocale(
      ctx,
      deps,
      loaded.person?.locale ??
        localeFromLanguageCode(ctx.from?.language_code, deps.services.installation.defaultLocale),
    );
    if (loaded.person?.nameless && ctx.from?.first_name) {
      const { identityId } = loaded.person;
      await rememberStaffName(deps.services, { identityId, name: ctx.from.first_name });
    }
    if (loaded.person?.unreachable && ctx.myChatMember === undefined) {
      await markReachable(deps.services, { identityId: loaded.person.identityId });
    }
  };
}

/** Change the language of everything shown from here on. */
export function setLocale(ctx: BotContext, deps: Pick<BotDeps, 'texts'>, locale: BotContext['locale']): void {
  ctx.locale = locale;
  ctx.tr = deps.texts.for(locale);
}
