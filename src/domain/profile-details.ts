export const ADDRESS_LENGTH = { min: 5, max: 300 } as const;
/** Terms are for adults; nobody is older. */
const AGE = { min: 18, max: 120 } as const;

export type DetailReading =
  | { readonly ok: true; readonly value: string }
  | {
      readonly ok: false;
      readonly code: 'ADDRESS_WRONG' | 'BIRTH_DATE_WRONG' | 'BIRTH_DATE_IMPOSSIBLE';
      readonly details: { readonly min: number; readonly max: number };
    };

/** An address as its owner writes it: one line, something that can be found. */
export function readAddress(typed: string): DetailReading {
  const value = typed.replace(/[\p{Cf}\p{Cc}\s]+/gu, ' ').trim();
  const length = Array.from(value).length;
  const fits = length >= ADDRESS_LENGTH.min && length <= ADDRESS_LENGTH.max && /\p{L}/u.test(value);
  return fits ? { ok: true, value } : { ok: false, code: 'ADDRESS_WRONG', details: ADDRESS_LENGTH };
}

/**
 * A day of birth, `dd.mm.yyyy` or ISO, as ISO. The year of today comes from the clock of who asks: a form is replayed.
 * @param thisYear e.g. 2026
 */
export function readBirthDate(typed: string, thisYear: number): DetailReading {
  const date = parseDay(typed.trim());
  if (date === null) return { ok: false, code: 'BIRTH_DATE_WRONG', details: AGE };
  const age = thisYear - Number(date.slice(0, 4));
  return age >= AGE.min && age <= AGE.max
    ? { ok: true, value: date }
    : { ok: false, code: 'BIRTH_DATE_IMPOSSIBLE', details: AGE };
}

/** Billing dates begin with this century, people do not: any day of the calendar, as ISO. */
function parseDay(text: string): string | null {
  const dotted = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text);
  const [year = '', month = '', day = ''] =
    dotted === null ? text.split('-') : [dotted[3], dotted[2], dotted[1]];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(iso) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso)
    ? iso
    : null;
}
