import { DomainError } from '../domain/errors.ts';
import { CONFIGURED_ADMINISTRATOR } from '../domain/roles.ts';
import { changeSetting, type SettingsActor, showSettings } from '../services/settings/change-setting.ts';
import { closeFeature, isClosableFeature } from '../services/settings/maintenance.ts';
import type { SettingPlace } from '../services/settings/place-kind.ts';
import type { ExportCall } from './admin-exports.ts';
import { EXIT, type ExitCode, UsageError } from './program.ts';

const ACTOR: SettingsActor = { identityId: null, grants: [CONFIGURED_ADMINISTRATOR] };

/** Commands about settings, by name: the same services as the screens. */
export const SETTINGS_COMMANDS: Readonly<Record<string, (call: ExportCall) => Promise<ExitCode>>> = {
  'settings show': show,
  'settings set': set,
  'settings close': (call) => toggle(call, true),
  'settings open': (call) => toggle(call, false),
};

async function show(call: ExportCall): Promise<ExitCode> {
  const { services, terminal } = call;
  const view = await showSettings(services, { actor: ACTOR, place: await placeOf(call) });
  for (const { field, shown } of view.fields) terminal.say(`${field.id}: ${shown}`);
  return EXIT.ok;
}

/** `settings set company smart-zapad phone 88001003900`; without a value the field is emptied. */
async function set(call: ExportCall): Promise<ExitCode> {
  const { services, terminal, args } = call;
  const place = await placeOf(call);
  const [, , field, ...typed] = args;
  if (field === undefined) throw new UsageError(terminal.tr.plain('cli-settings-place'));
  await changeSetting(services, { actor: ACTOR, place, field, typed: typed.join(' ') });
  return show(call);
}

async function toggle({ services, terminal, args }: ExportCall, closed: boolean): Promise<ExitCode> {
  const [feature = ''] = args;
  if (!isClosableFeature(feature) || args.length !== 1)
    throw new UsageError(terminal.tr.plain('cli-settings-feature'));
  await closeFeature(services, { actor: ACTOR, feature, closed });
  terminal.say(`${terminal.tr.plain(`settings-feature-${feature}`)}: ${closed ? '⏸' : '✅'}`);
  return EXIT.ok;
}

/** `company SLUG`, `provider CODE`, `money CODE` (of a provider), `building ID`, `rule` or `agent` with SLUG or `all`. */
async function placeOf({ services: { db }, terminal, args }: ExportCall): Promise<SettingPlace> {
  const [target, name = ''] = args;
  if (target === 'provider' || target === 'money') {
    const row = await db.provider.findUnique({ where: { code: name }, select: { id: true } });
    if (row === null) throw new DomainError('SETTING_NOT_FOUND');
    return { target, id: row.id };
  }
  if (target === 'building' && /^\d{1,9}$/.test(name)) return { target, id: Number(name) };
  if (target !== 'company' && target !== 'rule' && target !== 'agent')
    throw new UsageError(terminal.tr.plain('cli-settings-place'));
  if (target !== 'company' && name === 'all') return { target, id: 0 };
  const row = await db.company.findUnique({ where: { slug: name }, select: { id: true } });
  if (row === null) throw new DomainError('COMPANY_NOT_FOUND', { slug: name });
  return { target, id: row.id };
}
