import { isLocale, type Locale } from '../../domain/locale.ts';
import type { ServiceDeps } from '../deps.ts';

/** The language of a person outside an update of theirs. */
export async function localeOfIdentity(
  deps: Pick<ServiceDeps, 'db' | 'installation'>,
  options: { identityId: number },
): Promise<Locale> {
  const row = await deps.db.telegramIdentity.findUnique({
    where: { id: options.identityId },
    select: { locale: true },
  });
  return isLocale(row?.locale) ? row.locale : deps.installation.defaultLocale;
}
