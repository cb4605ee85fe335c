import { z } from 'zod';
import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import { parseBillingDate } from '../../../domain/period.ts';
import { STAFF_ROLES } from '../../../domain/roles.ts';
import { ROLE_REQUEST_DELIVERY } from '../../../services/staff/role-request.ts';
import type { Html } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { staffRoutes } from './callback-data.ts';

const params = z.object({
  draftId: z.number(),
  kind: z.enum(['grant', 'revoke']),
  telegramId: z.string(),
  role: z.enum(STAFF_ROLES),
  company: z.string().nullable(),
  until: z.string().nullable().default(null),
});

function requestHtml(request: z.infer<typeof params>, tr: Translator): Html {
  const said = {
    id: request.telegramId,
    role: tr.plainOr(`staff-role-${request.role}`, {}, 'staff-role-manager'),
    company: request.company ?? tr.plain('staff-every-company'),
  };
  if (request.kind === 'revoke') return tr.html('staff-request-revoke', said);
  const until = parseBillingDate(request.until ?? '');
  return until === null
    ? tr.html('staff-request-grant', said)
    : tr.html('staff-request-grant-until', { ...said, date: tr.date(until, 'UTC') });
}

/** Messages of the staff feature that go out by themselves. */
export const staffRenderers: readonly DeliveryRenderer[] = [
  defineRenderer(
    ROLE_REQUEST_DELIVERY,
    (value) => params.parse(value),
    async (request, { tr }) => ({
      html: requestHtml(request, tr),
      buttons: [
        [
          {
            caption: tr.plain('staff-button-agree'),
            data: staffRoutes.confirmRole.data({ draft: request.draftId }),
          },
        ],
      ],
    }),
  ),
];
