import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodedChunks, detectEncoding, encodeText, TEXT_ENCODINGS } from '../../src/formats/encoding.ts';

const PAGE = [
  'Лицевой счет;ФИО;Адрес;Услуга;К оплате',
  '0012345678;Ёлкина Дарья Фёдоровна;г. Москва, ул. Щорса, д. 12к2;Отопление;3050,81',
  '4100000004;ООО "Ромашка";г. Москва, ул. Центральная, д. 5;Горячее водоснабжение;66,06',
  '',
].join('\r\n');
const SINGLE = ['windows-1251', 'ibm866', 'koi8-r'] as const;

function decode(bytes: Uint8Array): string {
  const detected = detectEncoding(bytes);
  if (!detected.ok) throw new Error(detected.code);
  return [...decodedChunks(bytes, detected.encoding)].join('');
}

describe('detectEncoding', () => {
  test.each(TEXT_ENCODINGS)('a register in %s is recognised and read back', (encoding) => {
    const bytes = encodeText(PAGE, encoding);
    expect(detectEncoding(bytes)).toEqual({ ok: true, encoding });
    expect(decode(bytes)).toBe(PAGE);
  });

  test.each(SINGLE)('capitals alone are enough in %s', (encoding) => {
    expect(detectEncoding(iconv.encode('ИВАНОВ ИВАН;УЛ. ЦЕНТРАЛЬНАЯ;ОТОПЛЕНИЕ', encoding))).toEqual({
      ok: true,
      encoding,
    });
  });

  test.each(SINGLE)('one surname is enough in %s', (encoding) => {
    expect(detectEncoding(iconv.encode('1;Иванов;5', encoding))).toEqual({ ok: true, encoding });
  });

  test('plain ASCII is UTF-8', () => {
    expect(detectEncoding(Buffer.from('account;total\n1;2\n'))).toEqual({ ok: true, encoding: 'utf-8' });
  });

  test('words of any length and case are recognised in every encoding, and never called mixed', () => {
    const words = fc.constantFrom(
      'Иванов',
      'ПЕТРОВА',
      'Щукин',
      'Эйхе',
      'Мамедова',
      'отопление',
      'ФГУП',
      'Ёлкина',
      'подъезд',
      'кв.м',
      '12к2',
      '3050,81',
      '№',
      'Горячее',
      'Холодное',
      'водоснабжение',
      'г. Москва',
      'ул. Ленина',
      "О'Коннор",
      'содержание',
      'жилья',
      'Цой',
      'Юхно',
      'ЖЭУ',
    );
    const line = fc.array(words, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '));
    const page = fc
      .array(line, { minLength: 5, maxLength: 30 })
      .map((lines) => `Лицевой счет;Услуга;К оплате\n${lines.join('\n')}`);
    fc.assert(
      fc.property(page, fc.constantFrom(...SINGLE), (text, encoding) => {
        const bytes = iconv.encode(text, encoding);
        const kept = iconv.decode(bytes, encoding);
        expect(decode(bytes)).toBe(kept);
      }),
    );
  });

  test.each([
    ['windows-1251', 'ibm866'],
    ['windows-1251', 'koi8-r'],
    ['ibm866', 'windows-1251'],
    ['koi8-r', 'windows-1251'],
    ['windows-1251', 'utf-8'],
    ['ibm866', 'utf-8'],
    ['utf-8', 'windows-1251'],
    ['utf-8-bom', 'windows-1251'],
  ] as const)('a line pasted into %s from %s is found', (main, other) => {
    const stranger = encodeText(
      '4100000006;Кузнецов Олег;ул. Спортивная;Консьержная служба;179,42\r\n',
      other,
    );
    const bytes = Buffer.concat([encodeText(PAGE, main), stranger]);
    expect(detectEncoding(bytes)).toEqual({ ok: false, code: 'FILE_MIXED_ENCODING', details: { row: 4 } });
  });

  test('a broken letter in UTF-8 is found by its line', () => {
    const bytes = Buffer.concat([encodeText('№;ФИО\n', 'utf-8-bom'), Buffer.from([0xd0, 0x0a])]);
    expect(detectEncoding(bytes)).toMatchObject({
      ok: false,
      code: 'FILE_MIXED_ENCODING',
      details: { row: 2 },
    });
  });

  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    'letters lost before in %s are told, not imported',
    (encoding) => {
      const bytes = encodeText('ФИО\nИванов\nПетр\ufffd\ufffd\n', encoding);
      expect(detectEncoding(bytes)).toMatchObject({ code: 'FILE_LETTERS_LOST', details: { row: 3 } });
    },
  );

  test('UTF-16 cut in the middle of a letter is refused', () => {
    const bytes = encodeText(PAGE, 'utf-16le');
    expect(detectEncoding(bytes.subarray(0, bytes.length - 1))).toMatchObject({
      code: 'FILE_ENCODING_UNKNOWN',
    });
  });

  test('noise is not called Russian', () => {
    const noise = Buffer.from(
      Array.from({ length: 4_000 }, (_, index) => 128 + ((index * 73 + (index >> 3) * 31) % 128)),
    );
    expect(detectEncoding(noise)).toMatchObject({ ok: false, code: 'FILE_ENCODING_UNKNOWN' });
  });

  test('any bytes get an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const detected = detectEncoding(bytes);
        if (detected.ok) expect(typeof [...decodedChunks(bytes, detected.encoding)].join('')).toBe('string');
        else expect(detected.code).toMatch(/^FILE_/);
      }),
    );
  });
});

describe('decodedChunks', () => {
  test('letters on the edge of a piece stay whole', () => {
    const text = `я${'ё№₽'.repeat(400_000)}`;
    for (const encoding of ['utf-8', 'utf-8-bom', 'utf-16le'] as const) {
      const pieces = [...decodedChunks(encodeText(text, encoding), encoding)];
      expect(pieces.length).toBeGreaterThan(1);
      expect(pieces.join('')).toBe(text);
    }
  });
});

describe('encodeText', () => {
  test('signs that an encoding lacks are replaced by their like', () => {
    expect(decode(encodeText('Сумма 5 ₽ — «неверна» у Иванова', 'windows-1251'))).toBe(
      'Сумма 5 руб. — «неверна» у Иванова',
    );
    expect(decode(encodeText('Строка № 5 — «Иванов»: нет суммы', 'ibm866'))).toBe(
      'Строка № 5 - "Иванов": нет суммы',
    );
  });
});
