import { describe, expect, it } from 'vitest';
import { readAddress, readBirthDate } from '../../src/domain/profile-details.ts';

describe('the day of birth', () => {
  it.each([
    ['21.03.1985', '1985-03-21'],
    ['1.3.1960', '1960-03-01'],
    ['1985-03-21', '1985-03-21'],
    ['29.02.2000', '2000-02-29'],
  ])('%s is %s', (typed, value) => {
    expect(readBirthDate(typed, 2026)).toEqual({ ok: true, value });
  });

  it.each(['31.02.1985', '29.02.2001', '21.13.1985', '21 марта', '', '1985', '00.00.0000', '1985-3-21x'])(
    '%s is none',
    (typed) => {
      expect(readBirthDate(typed, 2026)).toMatchObject({ ok: false, code: 'BIRTH_DATE_WRONG' });
    },
  );

  it.each(['21.03.2015', '21.03.1900', '21.03.2030'])('%s cannot be of somebody who lives here', (typed) => {
    expect(readBirthDate(typed, 2026)).toMatchObject({ ok: false, code: 'BIRTH_DATE_IMPOSSIBLE' });
  });
});

describe('an address', () => {
  it('is one line with letters', () => {
    expect(readAddress(' 119048,  Москва,\n ул. Спортивная, 12 ')).toEqual({
      ok: true,
      value: '119048, Москва, ул. Спортивная, 12',
    });
    for (const typed of ['', '12', '1234567', 'д'.repeat(301)]) expect(readAddress(typed).ok).toBe(false);
  });
});
