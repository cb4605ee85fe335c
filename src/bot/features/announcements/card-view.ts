import type { Announcement } from '../../../services/announcements/load-announcement.ts';
import type { SendingReport } from '../../../services/announcements/report.ts';

/** Everything the card of an announcement shows. */
export interface CardView {
  readonly found: Announcement;
  /** how many would get it now; only before it is sent */
  readonly recipients: number | null;
  readonly report: SendingReport | null;
  readonly names: { readonly providers: readonly string[]; readonly buildings: readonly string[] };
  readonly zone: string;
  /** may agree to it: not the author's own word */
  readonly mayApprove: boolean;
}
