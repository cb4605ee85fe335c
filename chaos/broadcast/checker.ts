import type { Database } from '../../src/database/client.ts';
import type { Question, SendingServer } from '../../tests/support/processes/sending-server.ts';

/** What was done to a run. */
export interface Done {
  kills: number;
  freezes: number;
  cuts: number;
  floods: number;
  redisOutages: number;
  databaseOutages: number;
  /** messages on the way at kills and freezes, added up */
  doubtful: number;
  /** kills and freezes that found more on the way than a sender may have */
  tooMany: number;
}

const MOST_TOLD = 10;
/** Nobody who writes waits while the broadcast goes on for longer than this. */
const STARVED_SECONDS = 10;

export interface Found {
  readonly unknown: number;
  readonly repeated: number;
  readonly violations: string[];
}

/** Telegram's own book against the outbox, and how people were answered meanwhile. */
export async function findViolations(
  { prisma }: Pick<Database, 'prisma'>,
  telegram: SendingServer,
  { count, perSecond, done }: { count: number; perSecond: number; done: Done },
): Promise<Found> {
  const violations: string[] = [];
  const arrived = new Map<number, number>();
  for (const { chatId } of telegram.taken) arrived.set(chatId, (arrived.get(chatId) ?? 0) + 1);
  const rows = await prisma.$queryRaw<{ kind: string; status: string; chat: bigint }[]>`
    SELECT d."kind", d."status"::text AS "status", i."telegramId" AS "chat"
      FROM "Delivery" d JOIN "TelegramIdentity" i ON i."id" = d."identityId" WHERE d."announcementId" IS NOT NULL`;
  let unknown = 0;
  let repeated = 0;
  for (const { kind, status, chat } of rows) {
    const times = arrived.get(Number(chat)) ?? 0;
    if (status === 'unknown') unknown += 1;
    else if (status !== 'sent') violations.push(`${kind} to ${chat} ended as ${status}`);
    else if (times === 0) violations.push(`${kind} to ${chat} counts as sent and never arrived`);
    if (kind === 'announcements.common' && times > 1) violations.push(`news to ${chat} came ${times} times`);
    if (kind === 'announcements.emergency') {
      repeated += Math.max(0, times - 1);
      if (times > 2) violations.push(`the emergency to ${chat} came ${times} times`);
    }
  }
  const told = violations.splice(MOST_TOLD);
  if (told.length > 0) violations.push(`and ${told.length} more of these`);
  if (rows.length !== count)
    violations.push(`${count} messages were wanted, ${rows.length} are in the database`);
  const bound = done.doubtful + done.cuts;
  if (unknown + repeated > bound)
    violations.push(`${unknown} unknown and ${repeated} repeated: more than the ${bound} in flight`);
  if (done.tooMany > 0)
    violations.push(`${done.tooMany} times a sender that ended had more on the way than it may`);
  violations.push(...starved(telegram.questions, perSecond));
  return { unknown, repeated, violations };
}

/**
 * Counted in messages that overtook the answer: what a slow machine does to one it does to the other.
 */
function starved(questions: readonly Question[], perSecond: number): string[] {
  const found: string[] = [];
  const unanswered = questions.filter(({ answeredAt }) => answeredAt === null).length;
  if (unanswered > 0) found.push(`${unanswered} of ${questions.length} people were never answered`);
  const most = Math.max(
    0,
    ...questions.map(({ takenBefore, takenUntil }) => (takenUntil ?? 0) - takenBefore),
  );
  if (most > perSecond * STARVED_SECONDS)
    found.push(`somebody waited for an answer while ${most} messages of the broadcast went out`);
  return found;
}

/** How people were answered, for the summary line. */
export function waitsOf(questions: readonly Question[]): Record<string, number> {
  if (questions.length === 0) return {};
  const waits = questions
    .map(({ askedAt, answeredAt }) => (answeredAt ?? Number.POSITIVE_INFINITY) - askedAt)
    .sort((a, b) => a - b);
  const at = (share: number): number => Math.round(waits[Math.floor((waits.length - 1) * share)] ?? 0);
  const overtaken = questions.map(({ takenBefore, takenUntil }) => (takenUntil ?? 0) - takenBefore);
  return {
    'people answered meanwhile': waits.filter(Number.isFinite).length,
    'ms the median of them waited': at(0.5),
    'ms the slowest waited': at(1),
    'messages that overtook an answer at the most': Math.max(...overtaken),
  };
}
