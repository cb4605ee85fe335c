import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flatMatches,
  MAX_NAME_LENGTH,
  maskAddress,
  maskName,
  normalizeFlat,
  normalizePersonName,
  sameFlat,
  stillPaidBy,
  surnameMatches,
} from '../../src/domain/names.ts';
import { runs } from './property.ts';

function named(typed: string): string {
  const reading = normalizePersonName(typed);
  return reading.ok ? reading.name : reading.code;
}

describe('names of people', () => {
  it.each([
    ['иван', 'Иван'],
    ['  Анна   Мария ', 'Анна Мария'],
    ['САЛТЫКОВ - ЩЕДРИН', 'Салтыков-Щедрин'],
    ['салтыков–щедрин', 'Салтыков-Щедрин'],
    ['о’коннор', "О'Коннор"],
    ["O'Connor", "O'Connor"],
    ["лук'яненко", "Лук'яненко"],
    ['мамед оглы', 'Мамед оглы'],
    ['МАМЕД-ОГЛЫ', 'Мамед-оглы'],
    ['МакДональд', 'МакДональд'],
    ['иВАНОВ', 'Иванов'],
    ['да', 'Да'],
    ['Ivaнов', 'NAME_MIXED_SCRIPTS'],
    ['Ивaнов', 'Иванов'],
    ['Смиpнова', 'Смирнова'],
    ['ёлкина', 'Ёлкина'],
    ['李小龙', '李小龙'],
    ['გიორგი', 'გიორგი'],
    ['Jose\u0301', 'José'],
    ['Ива\u200bнов', 'Иванов'],
    ['ы'.repeat(MAX_NAME_LENGTH), `Ы${'ы'.repeat(MAX_NAME_LENGTH - 1)}`],
  ])('%s → %s', (typed, expected) => {
    expect(named(typed)).toBe(expected);
  });

  it.each([
    ['', 'NAME_EMPTY'],
    [' \u200b ', 'NAME_EMPTY'],
    ['Иван2', 'NAME_NOT_LETTERS'],
    ['Иван😀', 'NAME_NOT_LETTERS'],
    ['evil.ru', 'NAME_NOT_LETTERS'],
    ['https://t.me/x', 'NAME_NOT_LETTERS'],
    ['@ivan', 'NAME_NOT_LETTERS'],
    ['<b>Иван</b>', 'NAME_NOT_LETTERS'],
    ['-', 'NAME_NOT_LETTERS'],
    ["'", 'NAME_NOT_LETTERS'],
    ['Иван-', 'NAME_NOT_LETTERS'],
    ['ы'.repeat(MAX_NAME_LENGTH + 1), 'NAME_TOO_LONG'],
  ])('%j is refused: %s', (typed, code) => {
    expect(named(typed)).toBe(code);
  });

  it('whatever is typed, the result is refused or a normal form that stays the same', () => {
    const letters = fc.string({
      unit: fc.constantFrom(..."абвёйИОЩabeoXYй'’- \u00a0-–оглызаде1.😀\u0301ßİ".split('')),
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ unit: 'grapheme', maxLength: 80 })), (typed) => {
        const reading = normalizePersonName(typed);
        if (!reading.ok) return;
        expect(normalizePersonName(reading.name)).toEqual(reading);
        expect(Array.from(reading.name).length).toBeLessThanOrEqual(MAX_NAME_LENGTH);
        expect(reading.name).toMatch(/^[\p{L}\p{M}' -]+$/u);
        expect(reading.name).toBe(reading.name.trim());
      }),
      runs(500),
    );
  });
});

describe('the surname that proves a payer', () => {
  it.each([
    ['иванов', 'Иванов Иван Иванович'],
    ['ИВАНОВ', 'Иванов И.И.'],
    [' Иванов Иван ', 'Иванов Иван Иванович'],
    ['Иванов Иван', 'ИВАНОВ И.И.'],
    ['Елкина', 'Ёлкина Дарья Фёдоровна'],
    ['Ёлкина', 'Елкина Дарья'],
    ['салтыков щедрин', 'Салтыков-Щедрин М.Е.'],
    ['Салтыков-Щедрин', 'Салтыков Щедрин Михаил'],
    ['Салтыков - Щедрин', 'САЛТЫКОВ-ЩЕДРИН'],
    ['ОКоннор', "О'Коннор Мэри"],
    ['O’Кoннop', "О'Коннор Мэри"],
    ['де Бовуар', 'де Бовуар Симона'],
    ['Ким', 'Ким Ен Ок'],
    ['Ван', 'Ван Ли'],
    ['Мау', 'Мау Владимир'],
    ['Зао', 'ЗАО ИВАН ПЕТРОВИЧ'],
    ['Заря', 'ТСЖ Заря'],
    ['де бовуар', 'ДЕ БОВУАР СИМОНА'],
    ['Иванова', 'Иванов И.И., Иванова А.А.'],
    ['Иванова', 'Иванов И.И. и Иванова А.А.'],
    ['Ромашка', 'ООО "Ромашка"'],
    ['ооо ромашка', 'ООО «Ромашка»'],
    ['Общество с ограниченной ответственностью Ромашка', 'ООО "Ромашка"'],
    ['Ромашка', 'Общество с ограниченной ответственностью "Ромашка"'],
    ['Иванов', 'ИП Иванов И.И.'],
    ['ИП Иванов', 'Индивидуальный предприниматель Иванов Иван'],
  ])('«%s» proves «%s»', (typed, payer) => {
    expect(surnameMatches(typed, payer)).toBe(true);
  });

  it.each([
    ['', 'Иванов Иван'],
    ['', ''],
    ['Иванов', ''],
    ['...', '...'],
    ['Иван', 'Иванов Иван'],
    ['Иванов', 'Иванова Анна'],
    ['Иванов Пётр', 'Иванов Иван'],
    ['Щедрин', 'Салтыков-Щедрин М.Е.'],
    ['де', 'де Бовуар Симона'],
    ['И', 'Иванов И.И.'],
    ['ООО', 'ООО "Ромашка"'],
    ['ТСЖ', 'ТСЖ Заря'],
    ['Рома', 'ООО "Ромашка"'],
    ['Ромашка', 'ООО "Ромашка плюс"'],
    ['ИП', 'ИП Иванов'],
    ['Иванов%', 'Иванова'],
  ])('«%s» does not prove «%s»', (typed, payer) => {
    expect(surnameMatches(typed, payer)).toBe(false);
  });

  it.each<[string, string, boolean]>([
    ['Иванов Иван Иванович', 'ИВАНОВ И.И.', true],
    ['Семёнов С.', 'Семенов Степан', true],
    ['Салтыков-Щедрин М. Е.', 'Салтыков Щедрин Михаил', true],
    ['Иванов И. И.', 'Иванов И. И., Петрова А. С.', true],
    ['Иванов И. И., Петрова А. С.', 'Петрова А. С., Иванов И. И.', true],
    ['Иванов И. И., Петрова А. С.', 'Иванов И. И.', false],
    ['Иванов И. И., Петрова А. С.', 'Иванов И. И., Сидоров П. П.', false],
    ['Иванов Иван', 'Петров Иван', false],
    ['Иванов Иван', 'Иванова Анна', false],
    ['ООО "Ромашка"', 'Ромашка ООО', true],
    ['ООО "Ромашка"', 'ООО "Лютик"', false],
    ['ИП Иванов', 'Иванов Иван', true],
    ['', 'Иванов', true],
    ['Иванов', ' - ', true],
  ])('after «%s» the payer «%s» is the same: %s', (before, after, same) => {
    expect(stillPaidBy(before, after)).toBe(same);
  });

  it.each<[string, string, boolean]>([
    ['кв. 012 А', '12а', true],
    ['', '7', true],
    ['7', ' ', true],
    ['7', '8', false],
    ['12', '12а', false],
  ])('flat «%s» and flat «%s» are one: %s', (before, after, same) => {
    expect(sameFlat(before, after)).toBe(same);
  });

  it('any surname proves itself, in any case and with any hyphen', () => {
    const surname = fc
      .array(
        fc.string({
          unit: fc.constantFrom(...'абвгдёжзийклмнопрстуфхцчшщъыьэюя'.split('')),
          minLength: 3,
          maxLength: 9,
        }),
        {
          minLength: 1,
          maxLength: 2,
        },
      )
      .map((parts) => parts.join('-'));
    fc.assert(
      fc.property(surname, (name) => {
        const payer = `${name.toUpperCase()} Иван Иванович`;
        expect(surnameMatches(name, payer)).toBe(true);
        expect(surnameMatches(name.replace('-', ' ').replaceAll('ё', 'е'), payer)).toBe(true);
        expect(surnameMatches(`${name}а`, payer)).toBe(false);
        expect(stillPaidBy(payer, name)).toBe(true);
        expect(stillPaidBy(payer, `${name}а`)).toBe(false);
      }),
      runs(200),
    );
  });
});

describe('flats', () => {
  it.each([
    ['12', '12'],
    ['кв. 12', '12'],
    ['Кв.12', '12'],
    ['квартира №12', '12'],
    ['кв № 012', '12'],
    ['12А', '12а'],
    ['12A', '12а'],
    ['12 а', '12а'],
    ['12-а', '12а'],
    ['12/3', '12-3'],
    ['12, комн. 3', '12-3'],
    ['12 ком 3', '12-3'],
    ['пом. IIIН', 'iiiн'],
    ['оф.5', '5'],
    ['кв/12', '12'],
    ['кв-12', '12'],
    ['１２', '12'],
    ['0', '0'],
  ])('%s → %s', (typed, expected) => {
    expect(normalizeFlat(typed)).toBe(expected);
  });

  it.each(['', 'кв', '№', '-1', ' − 12', '–3', '12345678901', '<12>', '12; 13', '😀'])(
    '%j is no flat',
    (typed) => {
      expect(normalizeFlat(typed)).toBeNull();
    },
  );

  it('matches by the normal form; nothing matches nothing', () => {
    expect(flatMatches('кв. 12a', '12А')).toBe(true);
    expect(flatMatches('12', '12а')).toBe(false);
    expect(flatMatches('1-2', '12')).toBe(false);
    expect(flatMatches('', '')).toBe(false);
  });

  it('a normal form stays the same', () => {
    const typed = fc.string({
      unit: fc.constantFrom(...'0123456789аАaAкв. №/-IНн,'.split('')),
      maxLength: 12,
    });
    fc.assert(
      fc.property(typed, (text) => {
        const flat = normalizeFlat(text);
        if (flat !== null) expect(normalizeFlat(flat)).toBe(flat);
      }),
      runs(500),
    );
  });
});

describe('what a stranger sees', () => {
  it.each([
    ['Иванов Иван Иванович', 'И*** И. И.'],
    ['ИВАНОВ И.И.', 'И*** И. И.'],
    ["О'Коннор Мэри", 'О*** М.'],
    ['Салтыков-Щедрин М. Е., Иванова А.А.', 'С*** М. Е., И*** А. А.'],
    ['ООО "Ромашка"', 'ООО Р***'],
    ['ИП Иванов И.И.', 'ИП И***'],
    ['', ''],
  ])('payer %s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['г. Москва, ул. Спортивная, д. 12к2, кв. 1', 'г. Москва, ул. С***, д. 12к2, кв. **'],
    ['г. Москва, ул. Центральная, д. 5', 'г. Москва, ул. Ц***, д. 5'],
    [
      '101000, г. Москва, Ленинский пр-кт, дом 12, корп. 2, кв 7',
      '101000, г. Москва, Л*** пр-кт, дом 12, корп. 2, кв **',
    ],
    ['г. Полысаево, ул. Крупской, 5-12', 'г. Полысаево, ул. К***, 5-**'],
    ['ЯНИНО-1 ГП,НОВАЯ УЛ,14аК2', 'Я***, Н*** УЛ, 14аК2'],
    ['ул. 8 Марта, 12, 34', 'ул. 8***, 12, **'],
    ['Центральная 5-1', 'Ц***'],
    ['д. Ивановка, ул. Мира, 3', 'д. Ивановка, ул. М***, 3'],
    ['', ''],
  ])('address %s → %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  it('no mask tells the surname, the street or the flat', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'бвгджзлмнпрст'.split('')),
      minLength: 5,
      maxLength: 9,
    });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 100, max: 999 }), (surname, street, flat) => {
        expect(maskName(`${surname} Иван Иванович`)).not.toContain(surname.slice(1));
        for (const form of [
          `кв. ${flat}`,
          `кв.${flat}`,
          `${flat}`,
          `пом. ${flat}`,
          `д. 5-${flat}`,
          `д. 5 кв. ${flat}`,
        ]) {
          for (const name of [`ул. ${street}`, `${street} ул.`, street, `пр-кт ${street}`]) {
            const masked = maskAddress(`г. Москва, ${name}, д. 5, ${form}`);
            expect(masked).not.toContain(street.slice(1));
            expect(masked).not.toContain(String(flat));
          }
        }
      }),
      runs(100),
    );
  });
});
