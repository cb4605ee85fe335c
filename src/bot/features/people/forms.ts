import { DomainError, isDomainError } from '../../../domain/errors.ts';
import { firstLetters } from '../../../domain/first-letters.ts';
import { readPeopleQuery } from '../../../domain/people-search.ts';
import { parseBillingDate } from '../../../domain/period.ts';
import { normalizePhone } from '../../../domain/phone.ts';
import { blockByStaff } from '../../../services/people/block-resident.ts';
import { changeOwner } from '../../../services/people/change-owner.ts';
import {
  checkCodeWord,
  openSaidWord,
  sealSaidWord,
  VERIFIED_MINUTES,
} from '../../../services/people/code-word-check.ts';
import type { PeopleActor } from '../../../services/people/scope.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormOwner } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { peopleRoutes } from './callback-data.ts';

const MAX_LINE = 200;

/** Roles may have changed since the form was opened. */
export async function actorOf(deps: BotDeps, who: FormOwner): Promise<PeopleActor & { identityId: number }> {
  const { identityId } = who;
  return { identityId, grants: await grantsOf(deps.services, { identityId }) };
}

export type FindValues = { query: string };

/** What the person on the phone is known by; the answer is a page of results. */
export function findForm(): Form<FindValues> {
  return {
    id: 'people-search',
    minutes: 24 * 60,
    steps: [
      {
        id: 'query',
        takesNumbers: true,
        done: (values) => values.query !== undefined,
        help: 'people-help-find',
        ask: (_, tr) => ({ html: tr.html('people-ask-find') }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          return readPeopleQuery(input.text) === null
            ? { ok: false, code: 'PEOPLE_QUERY_SHORT' }
            : { ok: true, patch: { query: firstLetters(input.text.trim(), 100) } };
        },
      },
    ],
    review: null,
    submit: async (_, { draftId }) => ({ draftId }),
    done: (result, values, tr) => ({
      html: tr.html('people-found-ready', { query: values.query ?? '' }),
      buttons: [
        [
          button(
            tr.plain('people-button-results'),
            peopleRoutes.results.data({ draft: Number(result.draftId), page: 0 }),
            'primary',
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}

export type WordValues = { residentId: number; name: string; word: string; checked: boolean };

/** The code word the caller says: typed, compared, deleted from the chat, never kept. */
export function wordForm(deps: BotDeps): Form<WordValues> {
  return {
    id: 'people-word',
    minutes: 30,
    steps: [
      {
        id: 'word',
        done: (values) => values.checked === true,
        help: 'people-help-word',
        ask: (values, tr) => ({ html: tr.html('people-ask-word', { name: values.name ?? '' }) }),
        seal: async (text) => sealSaidWord(deps.services, text),
        read(input) {
          if (input.kind === 'sealed') return { ok: true, patch: { word: input.value } };
          return { ok: false, code: input.kind === 'text' ? 'CODE_WORD_UNREADABLE' : 'OTHER_INPUT' };
        },
        async apply({ residentId }, { word }, who) {
          if (residentId === undefined || word === undefined) return { kind: 'stop', code: 'DRAFT_EXPIRED' };
          try {
            await checkCodeWord(deps.services, {
              actor: await actorOf(deps, who),
              residentId,
              said: openSaidWord(deps.services, word),
            });
            return { kind: 'next', patch: { checked: true } };
          } catch (error) {
            if (!isDomainError(error)) throw error;
            return error.code === 'CODE_WORD_WRONG'
              ? { kind: 'again', code: error.code, details: error.details }
              : { kind: 'stop', code: error.code, details: error.details };
          }
        },
      },
    ],
    review: null,
    submit: async (values) => ({ residentId: Number(values.residentId) }),
    done: (result, values, tr) => ({
      html: tr.html('people-word-right', { name: values.name ?? '', minutes: VERIFIED_MINUTES }),
      buttons: [
        [
          button(
            tr.plain('people-button-person'),
            routes.person.data({ resident: Number(result.residentId) }),
            'primary',
          ),
        ],
      ],
    }),
  };
}

export type BlockValues = { residentId: number; name: string; reason: string };

export function blockForm(deps: BotDeps): Form<BlockValues> {
  return {
    id: 'people-block',
    minutes: 30,
    steps: [
      {
        id: 'reason',
        done: (values) => values.reason !== undefined,
        help: 'people-help-block',
        ask: (values, tr) => ({
          html: tr.html('people-ask-block', { name: values.name ?? '' }),
          options: [
            [{ caption: tr.plain('people-reason-stolen'), value: 'stolen' }],
            [{ caption: tr.plain('people-reason-fraud'), value: 'fraud' }],
            [{ caption: tr.plain('people-reason-request'), value: 'request' }],
          ],
        }),
        read(input) {
          if (input.kind === 'option' && ['stolen', 'fraud', 'request'].includes(input.value)) {
            return { ok: true, patch: { reason: input.value } };
          }
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const reason = input.text.trim();
          const { length } = Array.from(reason);
          return length >= 3 && length <= MAX_LINE
            ? { ok: true, patch: { reason } }
            : { ok: false, code: 'LINE_LENGTH', details: { min: 3, max: MAX_LINE } };
        },
      },
    ],
    review: null,
    async submit({ residentId, reason }, who) {
      if (residentId === undefined || reason === undefined) throw new DomainError('DRAFT_EXPIRED');
      await blockByStaff(deps.services, { actor: await actorOf(deps, who), residentId, reason });
      return { residentId };
    },
    done: (result, values, tr) => ({
      html: tr.html('people-blocked', { name: values.name ?? '' }),
      buttons: [
        [
          button(
            tr.plain('people-button-person'),
            routes.person.data({ resident: Number(result.residentId) }),
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}

function dayText(since: string | undefined, tr: Translator): string {
  const date = parseBillingDate(since ?? '');
  return date === null ? '' : tr.date(date, 'UTC');
}

export type OwnerValues = {
  accountId: number;
  number: string;
  providerName: string;
  /** linked now: what will be suspended */
  holders: number;
  since: string;
  payerName: string;
  phone: string | null;
};

/** J5: from which day, who, which phone; a review says what will happen. */
export function ownerForm(deps: BotDeps): Form<OwnerValues> {
  return {
    id: 'people-owner',
    minutes: 60,
    steps: [
      {
        id: 'since',
        takesNumbers: true,
        done: (values) => values.since !== undefined,
        help: 'people-help-owner-since',
        ask: (values, tr) => ({
          html: tr.html('people-ask-owner-since', {
            number: values.number ?? '',
            provider: values.providerName ?? '',
          }),
        }),
        read(input) {
          const since = input.kind === 'text' ? parseBillingDate(input.text.trim()) : null;
          return since === null ? { ok: false, code: 'DATE_WRONG_FORM' } : { ok: true, patch: { since } };
        },
      },
      {
        id: 'payer',
        done: (values) => values.payerName !== undefined,
        help: 'people-help-owner-payer',
        ask: (_, tr) => ({ html: tr.html('people-ask-owner-payer') }),
        read(input) {
          const payerName = input.kind === 'text' ? input.text.replaceAll(/\s+/g, ' ').trim() : '';
          return /^\p{L}/u.test(payerName) && Array.from(payerName).length <= MAX_LINE
            ? { ok: true, patch: { payerName } }
            : { ok: false, code: 'LINE_LENGTH', details: { min: 1, max: MAX_LINE } };
        },
      },
      {
        id: 'phone',
        takesNumbers: true,
        done: (values) => values.phone !== undefined,
        skip: { phone: null },
        help: 'people-help-owner-phone',
        ask: (_, tr) => ({ html: tr.html('people-ask-owner-phone') }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const reading = normalizePhone(input.text);
          return reading.ok ? { ok: true, patch: { phone: reading.phone } } : reading;
        },
      },
    ],
    review: (values, tr) => ({
      html: tr.html('people-owner-review', {
        number: values.number ?? '',
        provider: values.providerName ?? '',
        payer: values.payerName ?? '',
        date: dayText(values.since, tr),
        count: values.holders ?? 0,
      }),
      confirm: tr.plain('people-button-owner-confirm'),
      edit: [
        { caption: tr.plain('people-button-owner-date'), step: 'since' },
        { caption: tr.plain('people-button-owner-name'), step: 'payer' },
      ],
    }),
    async submit(values, who) {
      const { accountId, payerName } = values;
      const since = parseBillingDate(values.since ?? '');
      if (accountId === undefined || since === null || payerName === undefined) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const done = await changeOwner(deps.services, {
        actor: await actorOf(deps, who),
        accountId,
        since,
        payerName,
        phone: values.phone ?? null,
        draftId: who.draftId,
      });
      return { accountId, ...done };
    },
    mend: { OWNER_DATE_FUTURE: 'since', OWNER_DATE_BEFORE: 'since' },
    done: (result, values, tr) => ({
      html: tr.html('people-owner-changed', { number: values.number ?? '', count: Number(result.suspended) }),
      buttons: [
        [
          button(
            tr.plain('people-button-account'),
            routes.staffAccount.data({ account: Number(result.accountId) }),
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
