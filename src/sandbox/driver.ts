import { createGatewayDesk } from './driver/gateway-desk.ts';
import { findProblems } from './driver/problems.ts';
import { plainSpaces } from './driver/screen.ts';
import { untilSettled } from './driver/settle.ts';
import { ChatUser } from './driver/user.ts';
import type { Chat, ChatOptions, Group, GroupOptions, User, UserOptions } from './driver-api.ts';
import { callView, mailView, smsView } from './people/chat-views.ts';
import { actOnGroup } from './people/group-actions.ts';
import { createGroup } from './people/groups.ts';
import { messageView } from './people/views.ts';
import type { Sandbox } from './server.ts';
import type { Chat as WorldChat } from './world/chat.ts';
import type { Person } from './world/model.ts';

export type { Chat, ChatOptions, GatewayDesk, Group, Problem, Seat, User } from './driver-api.ts';

/**
 * People of a sandbox in the same process, for tests. See driver-api.ts for what each promises.
 */
export function createChat(sandbox: Pick<Sandbox, 'core' | 'botToken'>, options: ChatOptions = {}): Chat {
  const { world } = sandbox.core;
  const bot = world.botByToken(options.token ?? sandbox.botToken);
  const plain = options.plainSpaces ?? true;
  const sinceSeq = bot.calls.at(-1)?.seq ?? 0;
  const settled = (): Promise<void> =>
    untilSettled(world, bot, { settle: options.settle, timeoutMs: options.timeoutMs ?? 60_000 });

  function user(name: string, details: UserOptions = {}): User {
    const person = findPerson(name, details) ?? world.addPerson({ firstName: name, ...details });
    return new ChatUser({ acting: { world, bot, person }, settled, plain });
  }

  /** The same name means the same person, unless another detail says otherwise. */
  function findPerson(name: string, details: UserOptions): Person | undefined {
    if (details.id !== undefined) return world.people.get(details.id);
    return [...world.people.values()].find(
      (person) =>
        person.firstName === name &&
        (details.lastName ?? person.lastName) === person.lastName &&
        (details.username ?? person.username) === person.username &&
        (details.phone ?? person.phone) === person.phone &&
        (details.languageCode ?? person.languageCode) === person.languageCode,
    );
  }

  async function group(title: string, members: User[], details: GroupOptions = {}): Promise<Group> {
    const chat = createGroup(world, bot, { title, memberIds: members.map(({ id }) => id), ...details });
    await settled();
    return groupOf(chat, members[0]?.id ?? 0);
  }

  /** @param eyes whose view its messages are. */
  function groupOf(chat: WorldChat, eyes: number): Group {
    return {
      id: chat.id,
      title: chat.head.title,
      messages: () =>
        [...chat.messages.values()]
          .filter(({ deleted }) => !deleted)
          .map((stored) => messageView(world, bot, chat, stored, eyes))
          .map((view) => (plain ? { ...view, text: plainSpaces(view.text) } : view)),
      topics: () => chat.head.topics.map(({ id, name, closed }) => ({ id, name, closed })),
      async act(action) {
        const next = actOnGroup(world, bot, chat.id, action);
        await settled();
        return groupOf(next, eyes);
      },
    };
  }

  return {
    user,
    group,
    settled,
    problems: () => findProblems(bot, sinceSeq),
    calls: (method) =>
      bot.calls
        .filter((call) => call.seq > sinceSeq && (method === undefined || call.method === method))
        .map(callView),
    sms: (phone) => world.sms.filter((sms) => sms.phone === phone).map(smsView),
    mail: (address) => world.mails.filter(({ to }) => to === address.toLowerCase()).map(mailView),
    gateway: createGatewayDesk(sandbox.core.gateway, settled),
  };
}
