import { STAFF_ROLES } from '../../domain/roles.ts';
import type { Translator } from '../../texts/texts.ts';
import type { AuditFilter, AuditRow } from './list-audit.ts';

/** Who did it, as colleagues know them; staff without a name by the number that the list of roles shows. */
export function auditActor(row: AuditRow, tr: Translator): string {
  const { actorKind, actorId, actorName, actorTelegramId } = row;
  if (actorKind === 'system') return tr.plain('staff-audit-system');
  if (actorKind === 'cli') return tr.plain('staff-audit-cli');
  if (actorName !== null) return actorName;
  return actorKind === 'resident'
    ? tr.plain('staff-audit-somebody', { id: String(actorId ?? '—') })
    : tr.plain('staff-audit-unnamed', { id: actorTelegramId ?? '—' });
}

/** «Добавлен счёт: 1234567890, Смарт Запад»; an action without a sentence shows its code. */
export function auditSentence(row: AuditRow, tr: Translator): string {
  const about = auditSubject(row, tr);
  const key = `audit-${row.action.replaceAll('.', '-')}`;
  const values = { about, role: detailOf(row, tr), action: row.action };
  return tr.has(key) ? tr.plainOr(key, values, 'staff-audit-title') : tr.plain('staff-audit-other', values);
}

/** What it was done to: its name now, or its number. */
export function auditSubject({ subject, subjectName, details }: AuditRow, tr: Translator): string {
  if (subjectName !== null) return subjectName;
  const [kind, id = ''] = subject.split(':');
  if (kind === 'job') {
    const key = `staff-job-${id.replaceAll('.', '-')}`;
    return tr.has(key) ? tr.plainOr(key, {}, 'staff-jobs') : id;
  }
  if (kind === 'company' && id === '0') return tr.plain('staff-every-company');
  if (kind === 'setting') return typeof details.value === 'string' ? details.value : id;
  return /^\d+$/.test(id) ? tr.plain('staff-audit-number', { number: id }) : subject;
}

/** The role of a grant, the name of a setting. */
function detailOf({ details }: AuditRow, tr: Translator): string {
  const role = STAFF_ROLES.find((known) => known === details.role);
  if (role !== undefined) return tr.plainOr(`staff-role-${role}`, {}, 'staff-role-manager');
  if (typeof details.setting !== 'string') return '';
  const key = `settings-name-${details.setting.replaceAll('.', '-')}`;
  return tr.has(key) ? tr.plainOr(key, {}, 'staff-jobs') : details.setting;
}

/** What the journal was narrowed to, in words. */
export function auditFilterTexts(
  { group, days }: AuditFilter,
  tr: Translator,
): { group: string; span: string } {
  return {
    group:
      group === 'all'
        ? tr.plain('staff-audit-everything')
        : tr.plainOr(`staff-audit-group-${group}`, {}, 'staff-audit-group-all'),
    span: tr.plainOr(`staff-audit-span-${days}`, {}, 'staff-audit-span-0').toLocaleLowerCase(tr.locale),
  };
}
