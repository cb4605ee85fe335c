import { normalizeAccountNumber } from '../../../domain/account-number.ts';
import { DomainError } from '../../../domain/errors.ts';
import { localized } from '../../../domain/locale.ts';
import { kopecks } from '../../../domain/money.ts';
import { readPaymentAmount } from '../../../domain/payment-amount.ts';
import { startBasket } from '../../../services/payments/baskets.ts';
import { findPayee } from '../../../services/payments/find-payee.ts';
import { type MethodOffer, quotePayment } from '../../../services/payments/quote-payment.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form, FormStep } from '../../ui/form.ts';
import { methodsView, methodsViewJson, methodsViewSchema } from './methods-view.ts';
import { methodsScreen } from './pay-screens.ts';
import { numberLabelText } from './payment-texts.ts';

type ExtraField = { key: string; ru: string; en: string; pattern: string; example: string };

export type OtherValues = {
  providerId: number;
  providerName: string;
  numberLabel: string;
  numberPattern: string;
  numberExample: string;
  extra: ExtraField[];
  noticeRu: string | null;
  noticeEn: string | null;
  /** without +7; where a phone is paid */
  ownPhone: string | null;
  min: number;
  max: number;
  number: string;
  /** of the extra fields */
  fields: Record<string, string>;
  /** null: nothing is known of the number */
  address: string | null;
  left: number | null;
  checked: boolean;
  /** kopecks; 0 = the whole of what is left */
  amount: number;
};

/** Number → what else the provider asks → is this the address? → how much → the ways to pay. */
export function otherForm(deps: BotDeps, offers: () => Promise<readonly MethodOffer[]>): Form<OtherValues> {
  return {
    id: 'pay-other',
    minutes: 60,
    steps: [numberStep(deps), extraStep, checkStep, amountStep],
    review: null,
    async submit(values, who) {
      const { providerId, number, amount } = values;
      if (
        who.residentId === null ||
        providerId === undefined ||
        number === undefined ||
        amount === undefined
      ) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const item = {
        kind: 'number',
        providerId,
        number,
        fields: { ...values.fields },
        amount: amount === 0 ? null : amount,
      } as const;
      const quote = await quotePayment(deps.services, {
        residentId: who.residentId,
        items: [item],
        offers: await offers(),
      });
      const { identityId } = who;
      const draftId = await startBasket(deps.services, { identityId, items: [item], one: true });
      return methodsViewJson(methodsView(quote, { kind: 'basket', draftId, agent: 0, one: true }));
    },
    done: (result, _values, tr) => methodsScreen(methodsViewSchema.parse(result), tr),
  };
}

function numberStep(deps: BotDeps): FormStep<OtherValues> {
  return {
    id: 'number',
    takesNumbers: true,
    help: 'payments-help-other-number',
    done: (values) => values.number !== undefined,
    ask: (values, tr) => ({
      html: joinHtml(
        [
          tr.html('payments-ask-other-number', {
            provider: values.providerName ?? '',
            label: numberLabelText(values.numberLabel ?? 'account', tr),
            example: values.numberExample ?? '',
          }),
          ...noticeOf(values, tr).map((notice) => tr.html('payments-notice', { notice })),
        ],
        '\n\n',
      ),
      ...(values.ownPhone == null
        ? {}
        : {
            options: [
              [{ caption: tr.plain('payments-button-own-phone', { phone: values.ownPhone }), value: 'own' }],
            ],
          }),
    }),
    read(input, values) {
      const own = input.kind === 'option' && input.value === 'own' ? values.ownPhone : null;
      const text = input.kind === 'text' ? input.text : (own ?? null);
      if (text === null) return { ok: false, code: 'NUMBER_NOT_TEXT' };
      const phone =
        values.numberLabel === 'phone'
          ? text.replace(/[\s()-]/g, '').replace(/^(\+7|8)(?=9\d{9}$)/, '')
          : text;
      const reading = normalizeAccountNumber(phone, values.numberPattern ?? '');
      return reading.ok
        ? { ok: true, patch: { number: reading.number } }
        : { ok: false, code: 'NUMBER_WRONG_FORM', details: { example: values.numberExample ?? '' } };
    },
    async apply(values, patch, who) {
      const { providerId } = values;
      if (who.residentId === null || providerId === undefined) throw new DomainError('DRAFT_EXPIRED');
      const found = await findPayee(deps.services, {
        residentId: who.residentId,
        providerId,
        number: patch.number ?? '',
        key: who.key,
      });
      return { kind: 'next', patch: { ...patch, ...found } };
    },
  };
}

function noticeOf(values: Partial<OtherValues>, tr: Translator): string[] {
  const { noticeRu, noticeEn } = values;
  if (noticeRu == null) return [];
  return [localized(noticeEn == null ? { ru: noticeRu } : { ru: noticeRu, en: noticeEn }, tr.locale)];
}

/** The fields besides the number, one after the other. */
const extraStep: FormStep<OtherValues> = {
  id: 'extra',
  takesNumbers: true,
  help: 'payments-help-other-field',
  when: (values) => (values.extra ?? []).length > 0,
  done: (values) => missing(values) === undefined,
  ask(values, tr) {
    const field = missing(values);
    return {
      html: tr.html('payments-ask-other-field', {
        label: (tr.locale === 'ru' ? field?.ru : field?.en) ?? '',
        example: field?.example ?? '',
      }),
    };
  },
  read(input, values) {
    const field = missing(values);
    if (input.kind !== 'text' || field === undefined) return { ok: false, code: 'OTHER_INPUT' };
    const reading = normalizeAccountNumber(input.text, field.pattern);
    return reading.ok
      ? { ok: true, patch: { fields: { ...values.fields, [field.key]: reading.number } } }
      : { ok: false, code: 'NUMBER_WRONG_FORM', details: { example: field.example } };
  },
};

function missing(values: Partial<OtherValues>): ExtraField | undefined {
  return (values.extra ?? []).find(({ key }) => values.fields?.[key] === undefined);
}

/** The address is masked, because anybody may type any number; its owner recognises it. */
const checkStep: FormStep<OtherValues> = {
  id: 'check',
  help: 'payments-help-other-check',
  when: (values) => values.address != null,
  done: (values) => values.checked === true,
  ask: (values, tr) => ({
    html: tr.html('payments-ask-other-check', {
      number: values.number ?? '',
      address: values.address ?? '',
    }),
    options: [[{ caption: tr.plain('payments-button-address-right'), value: 'yes', style: 'success' }]],
  }),
  read: (input) =>
    input.kind === 'option' && input.value === 'yes'
      ? { ok: true, patch: { checked: true } }
      : { ok: false, code: 'OTHER_INPUT' },
};

const amountStep: FormStep<OtherValues> = {
  id: 'amount',
  takesNumbers: true,
  help: 'payments-help-sum',
  done: (values) => values.amount !== undefined,
  ask(values, tr) {
    const left = values.left ?? 0;
    const limits = {
      min: tr.money(kopecks(values.min ?? 0)),
      max: tr.money(kopecks(values.max ?? 0)),
    };
    return {
      html: tr.html('payments-ask-other-sum', {
        provider: values.providerName ?? '',
        number: values.number ?? '',
        ...limits,
      }),
      ...(left > 0
        ? {
            options: [
              [
                {
                  caption: tr.plain('payments-button-bill-of', { sum: tr.money(kopecks(left)) }),
                  value: 'whole',
                  style: 'success',
                },
              ],
            ],
          }
        : {}),
    };
  },
  read(input, values) {
    if (input.kind === 'option' && input.value === 'whole' && (values.left ?? 0) > 0) {
      return { ok: true, patch: { amount: 0 } };
    }
    if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
    const limits = { min: kopecks(values.min ?? 0), max: kopecks(values.max ?? 0) };
    const reading = readPaymentAmount(input.text, limits);
    if (reading.ok) return { ok: true, patch: { amount: reading.amount } };
    const details = { minKopecks: limits.min, maxKopecks: limits.max };
    return { ok: false, code: reading.code, details };
  },
};
