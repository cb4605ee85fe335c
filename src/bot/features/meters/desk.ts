import { dateIn } from '../../../domain/clock-zone.ts';
import { DomainError } from '../../../domain/errors.ts';
import { valueToDecimal } from '../../../domain/meters.ts';
import { editMeter } from '../../../services/meters/edit-meter.ts';
import {
  type DeskMeter,
  readingProof,
  showMetersToStaff,
  showMeterToStaff,
} from '../../../services/meters/meter-desk.ts';
import { restoreMeter } from '../../../services/meters/remove-meter.ts';
import type { PeopleActor } from '../../../services/people/scope.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { showScreen } from '../../ui/screen.ts';
import { deskMeterScreen, deskScreen } from './desk-screens.ts';
import { meterForm, removeMeterForm } from './meter.form.ts';
import { DESK_FIELDS, type DeskField, meterEditForm } from './meter-edit.form.ts';
import { dayText, decimalText, meterLabel } from './meter-texts.ts';
import { accountTitle } from './screens.ts';
import { deskRoutes } from './staff-routes.ts';

/** Meters of an account in the hands of the staff: add, mend, replace, take away, and the photos sent with readings. */
export const metersDeskFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const record = meterForm(deps);
  const removal = removeMeterForm(deps);
  const edit = meterEditForm(deps);
  forms.define(record);
  forms.define(removal);
  forms.define(edit);

  const actorOf = (ctx: BotContext): PeopleActor & { identityId: number } => {
    const { identityId, grants } = personOf(ctx);
    return { identityId, grants };
  };
  const todayAt = (zone: string) => dateIn(services.clock.now(), zone);

  const showMeter = async (ctx: BotContext, meterId: number): Promise<void> => {
    const desk = await showMeterToStaff(services, { actor: actorOf(ctx), meterId });
    await showScreen(ctx, deskMeterScreen(desk, todayAt(desk.account.zone), ctx.tr));
  };
  /** The meter, when the person may change it. */
  const meterToEdit = async (ctx: BotContext, meterId: number): Promise<DeskMeter> => {
    const desk = await showMeterToStaff(services, { actor: actorOf(ctx), meterId });
    if (!desk.may.edit) throw new DomainError('NOT_ALLOWED');
    if (desk.meter.archived) throw new DomainError('METER_TAKEN_AWAY');
    return desk;
  };

  router.on('meters', 'staff', deskRoutes.list, async (ctx, { account }) => {
    const desk = await showMetersToStaff(services, { actor: actorOf(ctx), accountId: account });
    await showScreen(ctx, deskScreen(desk, ctx.tr));
  });
  router.on('meters', 'staff', deskRoutes.meter, (ctx, { meter }) => showMeter(ctx, meter));

  router.on('meters', 'staff', deskRoutes.add, async (ctx, { account: accountId }) => {
    const { account, may } = await showMetersToStaff(services, { actor: actorOf(ctx), accountId });
    if (!may.edit) throw new DomainError('NOT_ALLOWED');
    await forms.start(ctx, record, {
      accountId,
      oldId: 0,
      title: accountTitle(account),
      today: todayAt(account.zone),
    });
  });

  const oldValues = ({ account, meter }: DeskMeter, ctx: BotContext) => ({
    accountId: account.accountId,
    oldId: meter.id,
    title: accountTitle(account),
    label: meterLabel(meter, ctx.tr),
    last: meter.readings[0]?.values.map(valueToDecimal) ?? null,
    today: todayAt(account.zone),
    resource: meter.resource,
    zones: meter.zones,
    place: meter.place,
  });
  router.on('meters', 'staff', deskRoutes.replace, async (ctx, { meter }) => {
    await forms.start(ctx, record, oldValues(await meterToEdit(ctx, meter), ctx));
  });
  router.on('meters', 'staff', deskRoutes.remove, async (ctx, { meter }) => {
    await forms.start(ctx, removal, oldValues(await meterToEdit(ctx, meter), ctx));
  });
  router.on('meters', 'staff', deskRoutes.restore, async (ctx, { meter }) => {
    await restoreMeter(services, { actor: actorOf(ctx), draftId: null, meterId: meter });
    await toastPress(ctx, ctx.tr.plain('meters-desk-restored'));
    await showMeter(ctx, meter);
  });

  router.on('meters', 'staff', deskRoutes.edit, async (ctx, { meter: meterId, field }) => {
    const known = DESK_FIELDS.find((candidate) => candidate === field);
    if (known === undefined) throw new DomainError('ACCOUNT_NOT_SERVED');
    const desk = await meterToEdit(ctx, meterId);
    await forms.start(ctx, edit, {
      accountId: desk.account.accountId,
      meterId,
      label: meterLabel(desk.meter, ctx.tr),
      field: known,
      today: todayAt(desk.account.zone),
      current: shownField(desk.meter, known, ctx),
    });
  });
  router.on('meters', 'staff', deskRoutes.automatic, async (ctx, { meter, automatic }) => {
    await editMeter(services, {
      actor: actorOf(ctx),
      draftId: null,
      meterId: meter,
      edit: { field: 'automatic', value: automatic },
    });
    await toastPress(ctx, ctx.tr.plain(automatic ? 'meters-desk-automatic-set' : 'meters-desk-manual-set'));
    await showMeter(ctx, meter);
  });

  router.on('meters', 'staff', deskRoutes.proof, async (ctx, { reading }) => {
    const { tr } = ctx;
    const proof = await readingProof(services, { actor: actorOf(ctx), readingId: reading });
    await ctx.replyWithPhoto(proof.fileId, {
      protect_content: true,
      parse_mode: 'HTML',
      caption: tr.html('meters-desk-photo', {
        meter: meterLabel({ ...proof, place: null, name: null }, tr),
        values: decimalText(proof.values, tr),
        period: tr.period(proof.period),
        number: proof.number,
      }),
    });
  });
};

function shownField(meter: DeskMeter['meter'], field: DeskField, { tr }: BotContext): string {
  switch (field) {
    case 'serial':
      return meter.serial;
    case 'place':
      return meter.place ?? '—';
    case 'dial':
      return tr.plain('meters-desk-dial-short', { digits: meter.digits, decimals: meter.decimals });
    case 'verified':
      return meter.verifiedOn === null ? '—' : dayText(meter.verifiedOn, tr);
    case 'next':
      return meter.nextVerificationOn === null ? '—' : dayText(meter.nextVerificationOn, tr);
  }
}
