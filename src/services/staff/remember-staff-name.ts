import { firstLetters } from '../../domain/first-letters.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * Remember how a member of the staff is called at Telegram, when nobody gave a name with the role: tickets and the
 * journal name them by it.
 */
export async function rememberStaffName(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly identityId: number; readonly name: string },
): Promise<void> {
  await deps.db.staffRole.updateMany({
    where: { identityId: options.identityId, displayName: null, revokedAt: null },
    data: { displayName: firstLetters(options.name, 40) },
  });
}
