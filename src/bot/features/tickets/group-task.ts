import { type Api, GrammyError } from 'grammy';
import { z } from 'zod';
import type { Locale } from '../../../domain/locale.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import type { GroupTrouble } from '../../../services/tickets/delivery-kinds.ts';
import {
  enqueueGroupPosts,
  type GroupPlan,
  groupPlan,
  placeTicket,
  reportGroupTrouble,
} from '../../../services/tickets/group-plan.ts';
import { GROUP_TASK } from '../../../services/tickets/refresh-group.ts';
import { moveStaffChat } from '../../../services/tickets/staff-chat.ts';
import type { Texts } from '../../../texts/texts.ts';
import { topicName } from './group-screens.ts';

const argsSchema = z.object({ ticketId: z.number(), refresh: z.string().optional() });

interface Deps {
  readonly services: ServiceDeps;
  readonly texts: Texts;
  /** Language of the group's posts. */
  readonly locale: Locale;
}

/** What became of one try to put the topic in order. */
type Placed = 'placed' | 'gone' | { readonly movedTo: number };

/**
 * Brings the staff group up to date about one ticket: a topic of its own where the group has topics and the bot may
 * make them, named by the state, closed with the ticket; then everything that was not posted yet goes to the outbox.
 * A deleted topic is made anew; without the right to make topics posts go into the chat, and managers are told how to
 * mend it. Every step may be repeated.
 */
export function groupTask(deps: Deps, api: Api) {
  const { services } = deps;
  return {
    kind: GROUP_TASK,
    async run(rawArgs: unknown): Promise<Record<string, number | string>> {
      const { ticketId, refresh = null } = argsSchema.parse(rawArgs);
      const own = await groupPlan(services, { ticketId });
      // What was put together with another ticket is worked there, unless it had a place of its own before.
      const main = own === null || own.placed ? null : own.mergedIntoId;
      const plan = main === null ? own : await groupPlan(services, { ticketId: main });
      if (plan === null) return { skipped: 1 };
      const placed = await putInPlace(deps, api, plan);
      if (placed === 'gone') {
        await tell(deps, plan, 'gone');
        return { group: 'gone' };
      }
      if (typeof placed === 'object') {
        await moveStaffChat(services, { from: plan.chatId, to: placed.movedTo });
        throw new Error('the group became a supergroup: once more in the new chat');
      }
      const now = await groupPlan(services, { ticketId: plan.ticketId });
      return { posted: now === null ? 0 : await enqueueGroupPosts(services, now, refresh) };
    },
  };
}

async function putInPlace(deps: Deps, api: Api, plan: GroupPlan): Promise<Placed> {
  const name = topicName(plan, deps.texts.for(deps.locale));
  try {
    if (plan.threadId !== null) {
      const kept = await keepTopic(api, plan, plan.threadId, name);
      if (kept) return 'placed';
    }
    await makeTopic(deps, api, plan, name);
    return 'placed';
  } catch (error) {
    return afterRefusal(deps, plan, error);
  }
}

/** False when the topic is not there any more. */
async function keepTopic(api: Api, plan: GroupPlan, threadId: number, name: string): Promise<boolean> {
  if (!(await attempt(() => api.editForumTopic(plan.chatId, threadId, { name })))) return false;
  if (!plan.live) return attempt(() => api.closeForumTopic(plan.chatId, threadId));
  // A ticket that came back opens its topic, however far it got meanwhile; the others find it open.
  return plan.returned ? attempt(() => api.reopenForumTopic(plan.chatId, threadId)) : true;
}

/** Telegram's words for "it is so already". */
const ALREADY = /TOPIC_NOT_MODIFIED/;
const NO_TOPIC = /TOPIC_ID_INVALID|TOPIC_DELETED|message thread not found/;

async function attempt(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    if (error instanceof GrammyError && ALREADY.test(error.description)) return true;
    if (error instanceof GrammyError && NO_TOPIC.test(error.description)) return false;
    throw error;
  }
}

async function makeTopic(deps: Deps, api: Api, plan: GroupPlan, name: string): Promise<void> {
  // Placed without a topic: the group had none when it was opened, and it stays in the chat.
  if (plan.placed && plan.threadId === null) return;
  const { message_thread_id: threadId } = await api.createForumTopic(plan.chatId, name);
  const { ticketId, chatId } = plan;
  const ours = await placeTicket(deps.services, { ticketId, chatId, threadId, instead: plan.threadId });
  // Another process was faster: one topic is enough.
  if (!ours) await attempt(() => api.deleteForumTopic(chatId, threadId));
}

async function afterRefusal(deps: Deps, plan: GroupPlan, error: unknown): Promise<Placed> {
  if (!(error instanceof GrammyError)) throw error;
  const { description, error_code, parameters } = error;
  if (parameters.migrate_to_chat_id !== undefined) return { movedTo: parameters.migrate_to_chat_id };
  if (error_code === 403 || /chat not found/.test(description)) return 'gone';
  const noTopics = /not a forum/.test(description);
  const noRight = /not enough rights|CHAT_ADMIN_REQUIRED|have no rights/.test(description);
  if (!noTopics && !noRight) throw error;
  if (noRight) await tell(deps, plan, 'no-topics-right');
  // A topic that is there goes on being used; only its name stays behind.
  if (plan.threadId === null) {
    const { ticketId, chatId } = plan;
    await placeTicket(deps.services, { ticketId, chatId, threadId: null, instead: null });
  }
  return 'placed';
}

async function tell(deps: Deps, plan: GroupPlan, trouble: GroupTrouble): Promise<void> {
  const { companyId, ticketId } = plan;
  await reportGroupTrouble(deps.services, { trouble, companyId, ticketId });
}
