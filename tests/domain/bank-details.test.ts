import { describe, expect, it } from 'vitest';
import { isInn, readBankDetails } from '../../src/domain/bank-details.ts';

/** Sberbank's Moscow office: its correspondent account is published, the payee's account has the key of that bank. */
const BIC = '044525225';
const CORRESPONDENT = '30101810400000000225';
const ACCOUNT = withKey('40702810_38000000001', BIC.slice(6));

/** The account with the one control digit (its ninth) that fits. */
function withKey(mask: string, prefix: string): string {
  for (let key = 0; key < 10; key += 1) {
    const account = mask.replace('_', String(key));
    const sum = [...(prefix + account)].reduce(
      (total, digit, at) => total + Number(digit) * ([7, 1, 3][at % 3] ?? 0),
      0,
    );
    if (sum % 10 === 0) return account;
  }
  throw new Error('no key');
}

describe('bank details', () => {
  it('are read in any order, with words and spaces between', () => {
    const expected = { bic: BIC, personalAcc: ACCOUNT, correspAcc: CORRESPONDENT };
    expect(readBankDetails(`${BIC} ${ACCOUNT} ${CORRESPONDENT}`)).toEqual(expected);
    expect(readBankDetails(`р/с ${ACCOUNT}\nк/с: ${CORRESPONDENT}, БИК ${BIC}`)).toEqual(expected);
  });

  it('with any one digit of a number wrong are refused', () => {
    for (let at = 0; at < 20; at += 1) {
      const wrong = `${ACCOUNT.slice(0, at)}${(Number(ACCOUNT[at]) + 1) % 10}${ACCOUNT.slice(at + 1)}`;
      expect(readBankDetails(`${BIC} ${wrong} ${CORRESPONDENT}`), wrong).toBeNull();
      const bank = `${CORRESPONDENT.slice(0, at)}${(Number(CORRESPONDENT[at]) + 1) % 10}${CORRESPONDENT.slice(at + 1)}`;
      expect(readBankDetails(`${BIC} ${ACCOUNT} ${bank}`), bank).toBeNull();
    }
  });

  it('need three numbers', () => {
    for (const text of [
      '',
      BIC,
      `${BIC} ${ACCOUNT}`,
      `${BIC} ${ACCOUNT} ${ACCOUNT}`,
      `${BIC} ${ACCOUNT} ${CORRESPONDENT} 7`,
    ]) {
      expect(readBankDetails(text), text).toBeNull();
    }
  });
});

describe('a taxpayer’s number', () => {
  it('has check digits', () => {
    expect(['7707083893', '7736050003', '500100732259'].filter((inn) => !isInn(inn))).toEqual([]);
    expect(
      ['7707083894', '7736050030', '500100732258', '500100732269', '770708389', ''].filter(isInn),
    ).toEqual([]);
  });
});
