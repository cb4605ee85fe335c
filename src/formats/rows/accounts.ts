import { normalizePhone } from '../../domain/phone.ts';
import type { FileProblem } from '../file-problem.ts';
import { createColumnBook, type Mapping } from '../tables/column-book.ts';
import type { TableRow } from '../tables/read-table.ts';
import type { ParsedRows, RowFileLimits } from './model.ts';
import { readRows } from './read-rows.ts';
import type { RowReader } from './row-reader.ts';

// biome-ignore format: one line per column
const SYNONYMS = {
  account: ['Лицевой счет', 'ЛС', 'Номер лицевого счета', 'Номер ЛС', 'Лиц. счет', 'Код лицевого счета', 'Лицевой', 'Account', 'Account number'],
  provider: ['Поставщик', 'Поставщик услуг', 'Наименование поставщика', 'Организация', 'Provider'],
  payerName: ['ФИО', 'Плательщик', 'ФИО плательщика', 'ФИО собственника', 'Собственник', 'Абонент', 'Квартиросъемщик', 'Ответственный квартиросъемщик', 'Наниматель', 'Payer', 'Payer name'],
  address: ['Адрес', 'Адрес дома', 'Дом', 'Адрес помещения', 'Address'],
  flat: ['Квартира', 'Кв', 'Номер квартиры', 'Помещение', 'Номер помещения', 'Flat', 'Unit number'],
  entrance: ['Подъезд', 'Номер подъезда', 'Entrance'],
  houseGuid: ['GUID дома', 'ФИАС', 'Код ФИАС', 'ФИАС GUID', 'Идентификатор дома', 'House GUID'],
  area: ['Площадь', 'Общая площадь', 'Площадь общая', 'S общ', 'Площадь кв м', 'Общая площадь кв м', 'Area'],
  livingArea: ['Жилая площадь', 'Площадь жилая', 'Жилая площадь кв м', 'Living area'],
  residents: ['Проживает', 'Количество проживающих', 'Кол-во проживающих', 'Число проживающих', 'Проживающих', 'Прописано', 'Зарегистрировано', 'Residents'],
  tenure: ['Собственник или наниматель', 'Право', 'Вид права', 'Tenure'],
  els: ['ЕЛС', 'Единый лицевой счет', 'Единый ЛС'],
  jkuId: ['Идентификатор ЖКУ', 'ЖКУ', 'ИЖКУ', 'Код ЖКУ', 'JKU'],
  phone: ['Телефон', 'Номер телефона', 'Мобильный телефон', 'Phone'],
  closed: ['Закрыт', 'Дата закрытия', 'Закрыт с', 'Closed'],
} as const;

export type AccountColumn = keyof typeof SYNONYMS;
export const ACCOUNTS_BOOK = createColumnBook<AccountColumn>(
  [
    'account',
    'provider',
    'payerName',
    'address',
    'flat',
    'entrance',
    'houseGuid',
    'area',
    'livingArea',
    'residents',
    'tenure',
    'els',
    'jkuId',
    'phone',
    'closed',
  ],
  SYNONYMS,
);

/** What a list of accounts says; null = nothing, which changes nothing. */
export type AccountData = {
  readonly payerName: string | null;
  readonly address: string | null;
  readonly flat: string | null;
  readonly entrance: string | null;
  readonly houseGuid: string | null;
  readonly area: string | null;
  readonly livingArea: string | null;
  readonly residents: number | null;
  readonly tenant: boolean | null;
  readonly els: string | null;
  readonly jkuId: string | null;
  /** E.164 */
  readonly phone: string | null;
  /** the day from which the account is closed */
  readonly closedOn: string | null;
};

/** Masks of ГИС ЖКХ; letters of both alphabets are met. */
const ELS = /^\d{2}[A-ZА-Я]{2}\d{6}$/;
const JKU = /^\d{2}[A-ZА-Я]{2}\d{6}-\d{2}$/;
const TENANT = /наниматель|найм|tenant/i;

/** A list of accounts: one row each. */
export function parseAccounts(
  bytes: Uint8Array,
  options: { readonly mapping?: Mapping<AccountColumn>; readonly limits: RowFileLimits },
): ParsedRows<AccountData> | FileProblem {
  return readRows<AccountColumn, AccountData>(bytes, {
    book: ACCOUNTS_BOOK,
    required: [['account']],
    ...options,
    onlyOne: ({ account, provider }) => `${provider ?? ''}\u0000${account}`,
    data: readAccountData,
  });
}

function readAccountData(source: TableRow<AccountColumn>, read: RowReader<AccountColumn>): AccountData {
  const els = read.text('els')?.toUpperCase() ?? null;
  const jkuId = read.text('jkuId')?.toUpperCase() ?? null;
  if (els !== null && !ELS.test(els)) read.fail('ELS_INVALID', 'els');
  if (jkuId !== null && !JKU.test(jkuId)) read.fail('JKU_INVALID', 'jkuId');
  const typedPhone = source.text('phone');
  const phone = typedPhone === '' ? null : normalizePhone(typedPhone);
  if (phone?.ok === false) read.fail('PHONE_INVALID', 'phone');
  const tenure = source.text('tenure');
  return {
    payerName: read.text('payerName'),
    address: read.text('address'),
    flat: read.text('flat'),
    entrance: read.text('entrance'),
    houseGuid: read.text('houseGuid'),
    area: read.decimal('area'),
    livingArea: read.decimal('livingArea'),
    residents: read.count('residents'),
    tenant: tenure === '' ? null : TENANT.test(tenure),
    els,
    jkuId,
    phone: phone?.ok === true ? phone.phone : null,
    closedOn: read.date('closed'),
  };
}
