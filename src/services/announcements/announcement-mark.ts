import { createHash } from 'node:crypto';
import type { Announcement } from './load-announcement.ts';

/** What people see of an announcement, and who they are. */
type Substance = Pick<
  Announcement,
  'kind' | 'companyId' | 'content' | 'audience' | 'startsAt' | 'validUntil'
> & {
  readonly files: readonly { readonly fileId: string }[];
};

/** 144 bits: as many characters as a word of callback data may have. */
const MARK_LENGTH = 24;

/**
 * A mark of what is sent and to whom, for the buttons that send it: who presses one agrees to what was shown under it,
 * not to what somebody has made of it since. A digest nobody can aim at, because the author of a text could otherwise
 * write a second one with the mark of the first, and have it sent by the colleague's old button.
 */
export function announcementMark(one: Substance): string {
  const { content, audience } = one;
  const shown = JSON.stringify([
    [one.kind, one.companyId, one.startsAt, one.validUntil, content.ru, content.en],
    [
      audience.providerIds.toSorted(),
      audience.buildingIds.toSorted(),
      audience.entrance,
      audience.flats.toSorted(),
    ],
    [audience.debtOver, audience.withoutReadings, audience.locale],
    one.files.map(({ fileId }) => fileId),
  ]);
  return createHash('sha256').update(shown).digest('base64url').slice(0, MARK_LENGTH);
}
