import { describe, expect, it } from 'vitest';
import { shortAddress } from '../../src/domain/short-address.ts';

describe('a short address', () => {
  it.each([
    ['ул. Спортивная, д. 12к2', 27, 'ул. Спортивная, д. 12к2'],
    ['г. Москва, ул. Центральная, д. 5', 27, 'ул. Центральная, д. 5'],
    ['Тюменская обл., г. Тюмень, ул. Ленина, д. 1, корп. 2', 30, 'ул. Ленина, д. 1, корп. 2'],
    ['пр-т Восьмисотлетия города Москвы, д. 28, корп. 3', 27, 'пр-т Восьм…, д. 28, корп. 3'],
    ['Посёлок без улиц и номеров домов', 12, '…меров домов'],
    ['г. Москва, ул. Лесная, 7', 20, 'ул. Лесная, 7'],
    ['', 10, ''],
  ])('%s', (address, most, short) => {
    const made = shortAddress(address, most);
    expect(Array.from(made).length).toBeLessThanOrEqual(most);
    expect(made).toBe(short);
  });

  it('keeps what tells two houses of one street apart', () => {
    const of = (house: string) => shortAddress(`г. Москва, ул. Академика Константинова, д. ${house}`, 27);
    expect(of('12к1')).not.toBe(of('12к2'));
    expect(of('12к1')).toMatch(/^ул\. Академика.*…, д\. 12к1$/);
  });
});
