import type { ServiceDeps } from '../deps.ts';
import { type ChangedTicket, changeTicket, type TicketChange } from './change-ticket.ts';
import { writeMessage } from './write-message.ts';

/**
 * A change that comes with words and files for the other side, from one form: done with a photo, returned with what is
 * wrong. The change comes first, because it may be refused; both are unique by the form.
 */
export async function changeWithWords(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
  change: TicketChange & { readonly draftId: number },
  words: { readonly text: string; readonly authorId: number; readonly fromStaff: boolean },
): Promise<ChangedTicket> {
  const changed = await changeTicket(deps, change);
  const files = await deps.db.storedFile.count({ where: { draftId: change.draftId } });
  if (words.text.trim() !== '' || files > 0) {
    await writeMessage(deps, {
      ticketId: change.ticketId,
      authorId: words.authorId,
      fromStaff: words.fromStaff,
      visibility: 'resident',
      text: words.text,
      // What was done about an outage is done for everybody who reported it.
      toAll: change.action === 'done',
      draftId: change.draftId,
    });
  }
  return changed;
}
