import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import { contactCentres } from '../../../services/residents/contact-centres.ts';
import { DATA_EXPORT, dataExportParams, preparedFile } from '../../../services/residents/export-data.ts';
import { MOVED_AWAY } from '../../../services/residents/recover-resident.ts';
import { PROFILE_CHANGED, profileChangedParams } from '../../../services/residents/tell-of-change.ts';
import {
  RESIDENT_DELETED,
  residentDeletedParams,
} from '../../../services/residents/tell-staff-of-deletion.ts';

/** Messages about people that go out by themselves. */
export function residentRenderers(services: Pick<ServiceDeps, 'db'>): readonly DeliveryRenderer[] {
  return [
    defineRenderer(
      RESIDENT_DELETED,
      (value) => residentDeletedParams.parse(value),
      async ({ accounts, tickets, payable }, { tr }) => ({
        html: tr.html('residents-told-deleted', {
          accounts,
          tickets: tickets.length === 0 ? 'none' : tickets.join(', '),
          payable: payable.length === 0 ? 'none' : payable.join(', '),
        }),
      }),
    ),
    defineRenderer(
      MOVED_AWAY,
      () => null,
      async (_, { tr, identityId }) => ({
        html: tr.html('residents-told-moved', {
          contacts: await contactCentres(services.db, { identityId }),
        }),
      }),
    ),
    defineRenderer(
      PROFILE_CHANGED,
      (value) => profileChangedParams.parse(value),
      async ({ change, now }, { tr, channel, identityId }) => {
        const contacts = await contactCentres(services.db, { identityId });
        const values = { change, now: now ?? 'none', contacts };
        // An SMS is paid by its length.
        const html = tr.html(
          channel === 'sms' ? 'residents-told-changed-short' : 'residents-told-changed',
          values,
        );
        return { html, subject: tr.plain('residents-told-changed-subject') };
      },
    ),
    defineRenderer(
      DATA_EXPORT,
      (value) => dataExportParams.parse(value),
      async ({ key, skipped, unreadable }, { tr, identityId }) => {
        const document = await preparedFile(services, { key, identityId: identityId ?? 0 });
        if (document === null) return null;
        return {
          // Not protected: it is the person's own, to be saved.
          html: tr.html('residents-export-ready', { skipped, unreadable }),
          document,
        };
      },
    ),
  ];
}
