import type { Locale } from '../../domain/locale.ts';
import type { ServiceDeps } from '../deps.ts';

/** The language of everything sent to this identity from now on. */
export async function changeLanguage(
  deps: Pick<ServiceDeps, 'db'>,
  options: { identityId: number; locale: Locale },
): Promise<void> {
  await deps.db.telegramIdentity.update({
    where: { id: options.identityId },
    data: { locale: options.locale },
    select: { id: true },
  });
}
