import { DomainError } from '../../../domain/errors.ts';
import { isPeriod } from '../../../domain/period.ts';
import { parsePeriodRange } from '../../../domain/period-range.ts';
import { listBills } from '../../../services/bills/list-bills.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form } from '../../ui/form.ts';
import { billListJson, billListSchema } from './list-json.ts';
import { billsScreen } from './list-screen.ts';

export type PeriodValues = {
  /** 0 = every account */
  link: number;
  /** `2026-07` */
  from: string;
  to: string;
};

/** A period typed in words: the list of its bills follows at once. */
export function periodForm(deps: BotDeps): Form<PeriodValues> {
  return {
    id: 'bill-period',
    minutes: 60,
    steps: [
      {
        id: 'period',
        done: (values) => values.from !== undefined && values.to !== undefined,
        help: 'bills-help-period',
        takesNumbers: true,
        ask: (_values, tr) => ({ html: tr.html('bills-ask-period') }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const range = parsePeriodRange(input.text);
          return range === null
            ? { ok: false, code: 'PERIOD_NOT_READ' }
            : { ok: true, patch: { from: range.from, to: range.to } };
        },
      },
    ],
    review: null,
    async submit({ link = 0, from, to }, who) {
      if (from === undefined || to === undefined || who.residentId === null) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const list = await listBills(deps.services, {
        residentId: who.residentId,
        all: true,
        linkId: link === 0 ? null : link,
        from,
        to,
        page: 0,
      });
      return billListJson(list);
    },
    done(result, { link = 0, from = '', to = '' }, tr) {
      const list = billListSchema.parse(result);
      const view =
        isPeriod(from) && isPeriod(to)
          ? ({ kind: 'period', link, from, to } as const)
          : ({ kind: 'all', link } as const);
      return billsScreen(list, view, tr);
    },
  };
}
