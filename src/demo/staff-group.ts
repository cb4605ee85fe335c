import { CONFIGURED_ADMINISTRATOR } from '../domain/roles.ts';
import { connectStaffChat } from '../services/tickets/staff-chat.ts';
import type { DemoDeps } from './demo-clock.ts';
import { DEMO_PEOPLE } from './people.ts';

/** Company whose tickets the group works; those of the others come to everybody's private chat. */
const COMPANY = 'smart-servis';

const STAFF_GROUP = {
  id: -1_002_000_000_001,
  title: 'Сотрудники «Смарт Сервис»',
  forum: true,
  memberIds: [DEMO_PEOPLE.manager.id, DEMO_PEOPLE.operator.id, DEMO_PEOPLE.administrator.id],
};

/** Groups of the chat page: the staff with a topic per ticket. */
export const DEMO_GROUPS = [STAFF_GROUP];

/** The group works the company's tickets from the beginning. */
export async function connectDemoGroup(deps: DemoDeps, administratorId: number): Promise<void> {
  const company = await deps.db.company.findUniqueOrThrow({ where: { slug: COMPANY }, select: { id: true } });
  await connectStaffChat(deps, {
    chatId: STAFF_GROUP.id,
    companyId: company.id,
    identityId: administratorId,
    grants: [CONFIGURED_ADMINISTRATOR],
  });
}
