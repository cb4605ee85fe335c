/** A row as JSON: numbers, texts, instants as ISO text, arrays. */
export type Row = Readonly<Record<string, unknown>>;

export const NOW = '2026-11-21T09:00:00Z';
export const LATER = '2026-11-21T10:00:00Z';

/** What the rows under test refer to; every id is 1. */
export const PARENTS: readonly (readonly [table: string, row: Row])[] = [
  ['Company', { id: 1, slug: 'dom', name: 'ООО «Дом»', shortName: 'Дом' }],
  ['Category', { id: 1, code: 'housing', name: { ru: 'ЖКУ' } }],
  [
    'Provider',
    {
      id: 1,
      code: 'dom',
      companyId: 1,
      categoryId: 1,
      name: 'Дом',
      shortName: 'Дом',
      numberPattern: '^\\d+$',
      numberExample: '1',
    },
  ],
  ['Building', { id: 1, companyId: 1, address: 'ул. Мира, 1', key: 'мира 1' }],
  ['Account', { id: 1, providerId: 1, number: '100200' }],
  ['Resident', { id: 1, firstName: 'Анна', lastName: 'Петрова' }],
  ['TelegramIdentity', { id: 1, telegramId: 5001 }],
  [
    'ImportBatch',
    {
      id: 1,
      kind: 'bills',
      providerId: 1,
      fileName: 'a.csv',
      fileSha256: 'aa',
      format: 'csv',
      encoding: 'utf8',
    },
  ],
  ['Bill', { id: 1, accountId: 1, type: 'main', period: '2026-10' }],
  ['BillVersion', { id: 1, billId: 1, batchId: 1, billDate: '2026-10-31', total: 100, asOf: NOW }],
  ['AccountLink', { id: 1, residentId: 1, accountId: 1, status: 'revoked', revokedAt: NOW }],
  ['Meter', { id: 1, accountId: 1, resource: 'heat', serial: 'T1' }],
  ['TextDocument', { id: 1, kind: 'about', slug: 'parent', version: 1, title: {}, body: {}, createdAt: NOW }],
  [
    'Payment',
    {
      id: 1,
      number: 'P1',
      method: 'yookassa',
      amount: 100,
      total: 100,
      draftId: 1,
      idempotenceKey: 'k1',
      createdAt: NOW,
    },
  ],
  ['PaymentItem', { id: 1, paymentId: 1, providerId: 1, accountNumber: '1', amount: 100 }],
  ['Refund', { id: 1, paymentId: 1, amount: 5, reason: 'error', idempotenceKey: 'r1', createdAt: NOW }],
];

export const payment: Row = {
  id: 10,
  number: 'P10',
  method: 'yookassa',
  amount: 10_000,
  commission: 100,
  total: 10_100,
  draftId: 10,
  idempotenceKey: 'k10',
  createdAt: NOW,
};
export const item: Row = {
  id: 10,
  paymentId: 1,
  providerId: 1,
  accountNumber: '1',
  amount: 100,
  commission: 5,
};
export const refund: Row = {
  id: 10,
  paymentId: 1,
  amount: 5,
  reason: 'error',
  idempotenceKey: 'r10',
  createdAt: NOW,
};
export const refundItem: Row = { id: 10, refundId: 1, itemId: 1, amount: 5, commission: 0 };
export const rule: Row = {
  id: 10,
  providerId: 1,
  method: 'sbp',
  basisPoints: 100,
  effectiveFrom: '2026-01-01',
};
export const card: Row = { id: 10, residentId: 1, gateway: 'yookassa', methodId: 'm10', createdAt: NOW };
export const exportBatch: Row = {
  id: 10,
  kind: 'payments',
  providerId: 1,
  fromAt: NOW,
  untilAt: LATER,
  createdAt: NOW,
};
export const resident: Row = { id: 10, firstName: 'Иван', lastName: 'Иванов', phone: '+79990000010' };
export const identity: Row = { id: 10, telegramId: 5010 };
export const link: Row = { id: 10, residentId: 1, accountId: 1 };
export const request: Row = {
  id: 10,
  residentId: 1,
  providerId: 1,
  number: '10',
  accountId: 1,
  draftId: 10,
};
export const code: Row = { id: 10, accountId: 1, residentId: 1, codeHash: 'h', expiresAt: LATER };
export const challenge: Row = {
  id: 10,
  identityId: 1,
  purpose: 'card',
  subject: 'payment:1',
  channel: 'sms',
  targetHash: 't',
  codeHash: 'h',
  createdAt: NOW,
  expiresAt: LATER,
};
export const token: Row = {
  id: 10,
  tokenHash: 't10',
  kind: 'account',
  accountId: 1,
  level: 'full',
  expiresAt: LATER,
};
export const batch: Row = {
  id: 10,
  kind: 'bills',
  providerId: 1,
  fileName: 'b.csv',
  fileSha256: 'bb',
  format: 'csv',
  encoding: 'utf8',
};
export const meter: Row = { id: 10, accountId: 1, resource: 'cold_water', serial: 'S1', zones: 2 };
export const reading: Row = {
  id: 10,
  number: 'R10',
  meterId: 1,
  period: '2026-11',
  values: [10.5],
  takenAt: NOW,
  submittedAt: NOW,
  source: 'resident',
  key: 'draft:10:1',
};
export const readingWindow: Row = {
  id: 10,
  providerId: 1,
  fromDay: 10,
  toDay: 25,
  effectiveFrom: '2026-01-01',
};
export const extension: Row = { id: 10, providerId: 1, period: '2026-11', until: LATER, createdAt: NOW };
export const ticket: Row = { id: 10, number: 'T10', text: 'Течёт кран', createdAt: NOW };
export const announcement: Row = {
  id: 10,
  kind: 'common',
  content: {},
  audience: {},
  authorId: 1,
  createdAt: NOW,
};
export const delivery: Row = {
  id: 10,
  kind: 'receipt',
  subject: 'payment:1',
  recipient: 'identity:1',
  lane: 0,
  notBefore: NOW,
  createdAt: NOW,
};
export const task: Row = { id: 10, kind: 'import', key: 'import:1', runAfter: NOW, createdAt: NOW };
export const setting: Row = { id: 10, key: 'fees', value: {}, effectiveFrom: '2026-01-01', changedAt: NOW };
export const text: Row = { id: 10, kind: 'terms', version: 1, title: {}, body: {}, createdAt: NOW };
export const agent: Row = {
  id: 10,
  role: 'payment_agent',
  name: 'Агент',
  inn: '7700000000',
  address: 'Москва',
  validFrom: '2026-01-01',
};
