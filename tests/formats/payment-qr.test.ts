import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parsePaymentQr } from '../../src/formats/payment-qr.ts';

const REQUISITES =
  'Name=ООО "Смарт Запад"|PersonalAcc=40702810012345678911|BankName=ПАО Сбербанк|BIC=044525225|CorrespAcc=30101810400000000225';

function bytesOf(body: string, encoding: '1' | '2' | '3' = '2', separator = '|'): Uint8Array {
  const name = { '1': 'win1251', '2': 'utf8', '3': 'koi8-r' }[encoding];
  const text = `ST0001${encoding}|${body}`.replaceAll('|', separator);
  return iconv.encode(text, name);
}

function read(body: string, encoding: '1' | '2' | '3' = '2', separator = '|') {
  const reading = parsePaymentQr(bytesOf(`${REQUISITES}|${body}`, encoding, separator));
  if (!reading.ok) throw new Error(reading.code);
  return reading.qr;
}

describe('a payment QR', () => {
  it.each(['1', '2', '3'] as const)('is read in encoding %s', (encoding) => {
    const qr = read('PersAcc=1234567890|LastName=Ёлкина|Sum=1222181|PaymPeriod=102026', encoding);
    expect(qr).toMatchObject({
      name: 'ООО "Смарт Запад"',
      account: '1234567890',
      payer: 'Ёлкина',
      sum: { kind: 'exact', kopecks: 1_222_181 },
      period: '2026-10',
    });
  });

  it.each(['|', '#', ';', ':', '^', '_', '~', '{', '!', '$', '%', '&', '(', '*', '+', ',', '@', '\n'])(
    'is read with the separator %j',
    (separator) => {
      expect(read('persAcc=77|TechCode=02', '1', separator)).toMatchObject({ account: '77' });
    },
  );

  it('that says one encoding and is in another still has its letters', () => {
    const body = `ST00011|${REQUISITES}`;
    const reading = parsePaymentQr(Buffer.from(body, 'utf8'));
    expect(reading.ok && reading.qr.name).toBe('ООО "Смарт Запад"');
    const other = parsePaymentQr(iconv.encode(`ST00012|${REQUISITES}`, 'win1251'));
    expect(other.ok && other.qr.name).toBe('ООО "Смарт Запад"');
  });

  it('forgives case and spaces of keys, an = in a value, keys nobody knows; the first of two counts', () => {
    const qr = read(' PERSACC = 55 |Purpose=a=b|KSK_Type=1|PersAcc=66');
    expect(qr.account).toBe('55');
    expect(qr.purpose).toBe('a=b');
    expect(qr.fields.get('ksk_type')).toBe('1');
  });

  it.each<[string, string]>([
    ['Purpose= лс 110100000 ЭЭ', '110100000'],
    ['Purpose=ЖКУ 102026, л/с 1234567890', '1234567890'],
    ['Purpose=Лицевой счёт № 12-34', '12-34'],
  ])('%s gives the number', (body, account) => {
    expect(read(body).account).toBe(account);
  });

  it('without a number has none', () => {
    expect(read('Purpose=Квартплата за октябрь 2026').account).toBeNull();
  });

  it.each<[string, object]>([
    ['Sum=100', { kind: 'exact', kopecks: 100 }],
    ['Sum=20616,36', { kind: 'roubles', kopecks: 2_061_636 }],
    ['Sum=100.00', { kind: 'roubles', kopecks: 10_000 }],
    ['Sum=-5', { kind: 'unreadable' }],
    ['Sum=много', { kind: 'unreadable' }],
    ['Sum=1e9', { kind: 'unreadable' }],
    ['TechCode=02', { kind: 'none' }],
  ])('%s', (body, sum) => {
    expect(read(body).sum).toMatchObject(sum);
  });

  it.each<[string, string | null]>([
    ['PaymPeriod=102026', '2026-10'],
    ['PaymPeriod=1026', '2026-10'],
    ['PaymPeriod=10.2026', '2026-10'],
    ['PaymPeriod=СЕНТЯБРЬ 2015', '2015-09'],
    ['PaymPeriod=9999', null],
  ])('%s', (body, period) => {
    expect(read(body).period).toBe(period);
  });

  it.each<[string, string]>([
    ['https://qr.nspk.ru/AS1000670LSS7DN18SJQDNP4B05KLJL2', 'QR_BANK_LINK'],
    ['https://sub.nspk.ru/x', 'QR_BANK_LINK'],
    ['https://example.org', 'QR_OTHER'],
    ['', 'QR_OTHER'],
    ['ST00014|Name=x', 'QR_OTHER'],
    ['ST00012', 'QR_OTHER'],
    ['ST00012|Name=x|PersonalAcc=1', 'QR_DAMAGED'],
  ])('%s is none', (text, code) => {
    expect(parsePaymentQr(Buffer.from(text, 'utf8'))).toEqual({ ok: false, code });
  });

  it('takes any bytes', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const bytes = Uint8Array.from({ length: seed }, (_, index) => (seed * 31 + index * 7) % 256);
      expect(() => parsePaymentQr(bytes)).not.toThrow();
      expect(() => parsePaymentQr(Buffer.concat([Buffer.from('ST00011|'), bytes]))).not.toThrow();
    }
    expect(parsePaymentQr(new Uint8Array(5000)).ok).toBe(false);
  });
});
