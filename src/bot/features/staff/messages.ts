import { z } from 'zod';
import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import { STAFF_ROLES } from '../../../domain/roles.ts';
import { ROLE_REQUEST_DELIVERY } from '../../../services/staff/role-request.ts';
import { staffRoutes } from './callback-data.ts';

const params = z.object({
  draftId: z.number(),
  kind: z.enum(['grant', 'revoke']),
  telegramId: z.string(),
  role: z.enum(STAFF_ROLES),
  company: z.string().nullable(),
});

/** Messages of the staff feature that go out by themselves. */
export const staffRenderers: readonly DeliveryRenderer[] = [
  defineRenderer(
    ROLE_REQUEST_DELIVERY,
    (value) => params.parse(value),
    async (request, { tr }) => ({
      html: tr.html(request.kind === 'grant' ? 'staff-request-grant' : 'staff-request-revoke', {
        id: request.telegramId,
        role: tr.plainOr(`staff-role-${request.role}`, {}, 'staff-role-manager'),
        company: request.company ?? tr.plain('staff-every-company'),
      }),
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
