import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import {
  ACCESS_QUEUE_GREW,
  APPLICATION_DECIDED,
  applicationDecidedParams,
  LINK_DECIDED,
  LINKED_BY_ANOTHER,
  linkDecidedParams,
  linkedByAnotherParams,
  queueGrewParams,
  SHARE_TAKEN,
  shareTakenParams,
} from '../../../services/accounts/delivery-kinds.ts';
import { routes } from '../../ui/routes.ts';
import { accountRoutes } from './callback-data.ts';

const DECISIONS = {
  frozen: 'accounts-told-frozen',
  kept: 'accounts-told-kept',
  revoked: 'accounts-told-revoked',
  owner: 'accounts-told-owner',
  held: 'accounts-told-held',
  payer: 'accounts-told-payer',
} as const;

const QUEUED = {
  application: 'accounts-told-queue-application',
  objection: 'accounts-told-queue-objection',
  payer: 'accounts-told-queue-payer',
} as const;

/** Messages about access that go out by themselves. */
export const accountRenderers: readonly DeliveryRenderer[] = [
  defineRenderer(
    LINKED_BY_ANOTHER,
    (value) => linkedByAnotherParams.parse(value),
    async ({ linkId, level, providerName, number }, { tr }) => ({
      html: tr.html('accounts-told-another', {
        provider: providerName,
        number,
        level: tr.plain(level === 'full' ? 'accounts-level-full' : 'accounts-level-basic'),
      }),
      buttons: [
        [{ caption: tr.plain('accounts-button-object'), data: accountRoutes.object.data({ link: linkId }) }],
      ],
    }),
  ),
  defineRenderer(
    SHARE_TAKEN,
    (value) => shareTakenParams.parse(value),
    async ({ linkId, who, level, providerName, number }, { tr }) => ({
      html: tr.html('accounts-told-share-taken', {
        who,
        provider: providerName,
        number,
        level: tr.plain(level === 'full' ? 'accounts-level-full' : 'accounts-level-basic'),
      }),
      buttons: [
        [{ caption: tr.plain('accounts-button-shares'), data: accountRoutes.shares.data({ link: linkId }) }],
      ],
    }),
  ),
  defineRenderer(
    LINK_DECIDED,
    (value) => linkDecidedParams.parse(value),
    async ({ decision, providerName, number, contact }, { tr }) => ({
      html: tr.html(DECISIONS[decision], {
        provider: providerName,
        number,
        contact: contact === '' ? tr.plain('accounts-contact-centre') : contact,
      }),
      buttons: [[{ caption: tr.plain('accounts-button-list'), data: routes.accounts.data({ page: 0 }) }]],
    }),
  ),
  defineRenderer(
    APPLICATION_DECIDED,
    (value) => applicationDecidedParams.parse(value),
    async ({ requestId, decision, sentBy, reason, providerName, number }, { tr }) => {
      const about = { provider: providerName, number };
      if (decision === 'rejected') {
        return {
          html: tr.html('accounts-told-rejected', { ...about, reason: reason ?? '' }),
          buttons: [
            [
              {
                caption: tr.plain('accounts-button-apply-again'),
                data: accountRoutes.applyAgain.data({ request: requestId }),
              },
            ],
          ],
        };
      }
      return {
        html: tr.html('accounts-told-approved', { ...about, way: sentBy ?? 'staff' }),
        buttons: [
          [
            {
              caption: tr.plain('accounts-button-enter-pin'),
              data: accountRoutes.enterPin.data({ request: requestId }),
            },
          ],
        ],
      };
    },
  ),
  defineRenderer(
    ACCESS_QUEUE_GREW,
    (value) => queueGrewParams.parse(value),
    async ({ what }, { tr }) => ({
      html: tr.html(QUEUED[what]),
    }),
  ),
];
