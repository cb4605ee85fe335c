import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCardNumber, passesLuhn } from '../../src/domain/card-number.ts';
import { CODE_WORD_LENGTH, foldCodeWord, readCodeWord } from '../../src/domain/code-word.ts';
import { emailKey, MAX_EMAIL_LENGTH, maskEmail, normalizeEmail } from '../../src/domain/email.ts';
import { formatPhone, maskPhone, normalizePhone } from '../../src/domain/phone.ts';
import { runs } from './property.ts';

describe('phones', () => {
  it.each([
    '8 (916) 123-45-67',
    '+7 916 123 45 67',
    '9161234567',
    '79161234567',
    '8-916-123–45–67',
    '８９１６１２３４５６７',
    'тел. 89161234567',
    'tel:+79161234567',
    '\u202a+79161234567\u202c',
  ])('%s', (typed) => {
    expect(normalizePhone(typed, 'mobile')).toEqual({ ok: true, phone: '+79161234567' });
  });

  it.each([
    ['', 'PHONE_NOT_A_NUMBER'],
    ['мой номер 89161234567', 'PHONE_NOT_A_NUMBER'],
    ['8916123456a', 'PHONE_NOT_A_NUMBER'],
    ['1'.repeat(50), 'PHONE_NOT_A_NUMBER'],
    ['123', 'PHONE_TOO_SHORT'],
    ['+7 916 123 45 6', 'PHONE_TOO_SHORT'],
    ['+7 916 123 45 678', 'PHONE_TOO_LONG'],
    ['8 495 123-45-67', 'PHONE_NOT_MOBILE'],
    ['8-800-100-39-00', 'PHONE_NOT_MOBILE'],
    ['+375 29 12', 'PHONE_WRONG'],
  ])('%j is refused: %s', (typed, code) => {
    expect(normalizePhone(typed, 'mobile')).toEqual({ ok: false, code });
  });

  it('a landline is a phone where no SMS goes', () => {
    expect(normalizePhone('8 495 123-45-67')).toEqual({ ok: true, phone: '+74951234567' });
  });

  it('other countries keep their code', () => {
    expect(normalizePhone('+375 29 123-45-67', 'mobile')).toEqual({ ok: true, phone: '+375291234567' });
  });

  it('shown to the owner and masked for others', () => {
    expect(formatPhone('+79161234567')).toBe('+7 916 123-45-67');
    expect(maskPhone('+79161234567')).toBe('+7 916 ***-**-67');
    expect(maskPhone('+375291234567')).toBe('+375 *** 67');
    expect(formatPhone('+78001003900')).toBe('8 800 100-39-00');
    expect(formatPhone('+375291234567')).toBe('+375 29 123 45 67');
    expect(formatPhone('8 (800) 100-39-00, доб. 5')).toBe('8 (800) 100-39-00, доб. 5');
    expect(formatPhone('?')).toBe('?');
  });

  it('every Russian mobile is read back from every usual spelling', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (rest) => {
        const national = `91${String(rest).padStart(8, '0')}`;
        const phone = `+7${national}`;
        for (const typed of [
          phone,
          `8${national}`,
          `7${national}`,
          formatPhone(phone),
          `8(${national.slice(0, 3)})${national.slice(3)}`,
        ]) {
          expect(normalizePhone(typed, 'mobile')).toEqual({ ok: true, phone });
        }
        expect(maskPhone(phone)).not.toContain(national.slice(3, 8));
      }),
      runs(100),
    );
  });
});

describe('e-mail', () => {
  it.each([
    ['ivanovivan@mail.ru', 'ivanovivan@mail.ru'],
    [' Ivan.I+tag@Mail.RU ', 'Ivan.I+tag@mail.ru'],
    ['Почта@Домовой.РФ', 'Почта@домовой.рф'],
    ['mailto:a@b.ru', 'a@b.ru'],
    ['<a@b.ru>', 'a@b.ru'],
    ['a@xn--b1aew.xn--p1ai', 'a@xn--b1aew.xn--p1ai'],
    ["o'connor@b.ru", "o'connor@b.ru"],
  ])('%s → %s', (typed, email) => {
    expect(normalizeEmail(typed)).toEqual({ ok: true, email });
  });

  it.each([
    '',
    'a',
    '@b.ru',
    'a@',
    'a@b',
    'a@b.c',
    'a b@c.ru',
    'a@b c.ru',
    'a..b@c.ru',
    '.a@b.ru',
    'a.@b.ru',
    'a@mail,ru',
    'a@-b.ru',
    'a@b..ru',
    'a@1.2.3.4',
    'a@[1.2.3.4]',
    '"a b"@c.ru',
    'a@b.ru\nBcc: x@y.ru',
    'a@b@c.ru',
  ])('%j is refused', (typed) => {
    expect(normalizeEmail(typed)).toEqual({ ok: false, code: 'EMAIL_WRONG_FORM' });
  });

  it('the longest address has 254 octets as it is sent', () => {
    const domain = `${`${'d'.repeat(60)}.`.repeat(3)}ru`;
    const fits = `${'a'.repeat(MAX_EMAIL_LENGTH - domain.length - 1)}@${domain}`;
    expect(normalizeEmail(fits)).toEqual({ ok: false, code: 'EMAIL_TOO_LONG' });
    expect(normalizeEmail(`${'a'.repeat(64)}@${domain}`)).toMatchObject({ ok: true });
    expect(normalizeEmail(`${'я'.repeat(33)}@b.ru`)).toEqual({ ok: false, code: 'EMAIL_TOO_LONG' });
    expect(normalizeEmail(`a@${'b'.repeat(1000)}.ru`)).toEqual({ ok: false, code: 'EMAIL_TOO_LONG' });
  });

  it('one mailbox has one key', () => {
    expect(emailKey('Ivan@домовой.рф')).toBe(
      emailKey('ivan@xn--b1acjkhe6a.xn--p1ai'.toLowerCase()) && emailKey('ivan@домовой.рф'),
    );
    expect(emailKey('a@b.ru')).not.toBe(emailKey('a@c.ru'));
  });

  it('masked, the owner recognises it and nobody learns it', () => {
    expect(maskEmail('ivanovivan@mail.ru')).toBe('i***@mail.ru');
    expect(maskEmail('iv@mail.ru')).toBe('***@mail.ru');
  });

  it('nothing typed breaks it, and a normal form stays the same', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 300 })), (typed) => {
        const reading = normalizeEmail(typed);
        if (!reading.ok) return;
        expect(normalizeEmail(reading.email)).toEqual(reading);
        expect(reading.email).not.toMatch(/[\s\p{Cc}<>]/u);
      }),
      runs(500),
    );
  });
});

describe('the code word', () => {
  it('letter case, spaces, hyphens, quotes and ё say nothing', () => {
    for (const same of [
      'Зелёный кот',
      'зеленый кот',
      ' ЗЕЛЕНЫЙ-КОТ ',
      '«зелёный\u00a0кот»',
      'зеле\u0308ный кот',
    ]) {
      expect(foldCodeWord(same)).toBe('зеленыйкот');
    }
    expect(foldCodeWord('кит')).not.toBe(foldCodeWord('кот'));
    expect(foldCodeWord('йод')).not.toBe(foldCodeWord('иод'));
  });

  it.each([
    ['', 'CODE_WORD_TOO_SHORT'],
    ['а б', 'CODE_WORD_TOO_SHORT'],
    ['"""-- ', 'CODE_WORD_TOO_SHORT'],
    ['ы'.repeat(65), 'CODE_WORD_TOO_LONG'],
    [' '.repeat(5000), 'CODE_WORD_TOO_LONG'],
    ['😀😀😀', 'CODE_WORD_NOT_TEXT'],
  ])('%j is refused: %s', (typed, code) => {
    expect(readCodeWord(typed)).toEqual({ ok: false, code, details: CODE_WORD_LENGTH });
  });

  it('limits count letters after folding', () => {
    expect(readCodeWord(' К о т ')).toEqual({ ok: true, folded: 'кот' });
    expect(readCodeWord('ы'.repeat(64))).toEqual({ ok: true, folded: 'ы'.repeat(64) });
  });

  it('folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (word) => {
        expect(foldCodeWord(foldCodeWord(word))).toBe(foldCodeWord(word));
      }),
      runs(500),
    );
  });
});

describe('bank card numbers in a message', () => {
  it.each([
    '5555 5555 5555 4477',
    '5555555555554477',
    'моя карта 4111-1111-1111-1111, спишите',
    '4111.1111.1111.1111',
    '4111\u00a01111\u00a01111\u00a01111',
    '４１１１ １１１１ １１１１ １１１１',
    'кв 12 4111 1111 1111 1111',
    'карта 3782 822463 10005',
    '41111111 11111111',
    '4111 1111 1111 1111 10/28 123',
    '16.11.2026\n4111111111111111',
  ])('%j', (text) => {
    expect(looksLikeCardNumber(text)).toBe(true);
  });

  it.each([
    ['', 'nothing'],
    ['4111 1111 1111 1112', 'a wrong check digit'],
    ['40702810012345678912', 'a settlement account'],
    ['4070 2810 0123 4567 8912', 'a settlement account in groups'],
    ['1234567890', 'an account number'],
    ['+7 916 123-45-67', 'a phone'],
    ['хвс 123,456 гвс 78,901', 'readings'],
    ['41111111111111110000', 'a card inside a longer number'],
    ['411 1111 1111 1111 1', 'digits that no card is grouped like'],
    ['41.11 11.11 11.11 11.11', 'readings side by side'],
    ['41.11, 1111, 1111, 1111', 'a list'],
  ])('not %j: %s', (text) => {
    expect(looksLikeCardNumber(text)).toBe(false);
  });

  it('every number with a check digit is found, alone and in fours', () => {
    const body = fc.string({
      unit: fc.constantFrom(...'0123456789'.split('')),
      minLength: 15,
      maxLength: 15,
    });
    fc.assert(
      fc.property(body, (digits) => {
        const check = [...'0123456789'].filter((digit) => passesLuhn(digits + digit));
        expect(check).toHaveLength(1);
        const card = digits + check[0];
        expect(looksLikeCardNumber(`оплата ${card} спасибо`)).toBe(true);
        expect(looksLikeCardNumber(card.replace(/(.{4})(?=.)/g, '$1 '))).toBe(true);
        expect(looksLikeCardNumber(`${card}00000`)).toBe(false);
      }),
      runs(200),
    );
  });
});
