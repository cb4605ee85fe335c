import { describe, expect, it } from 'vitest';
import { searchProviders } from '../../src/domain/provider-search.ts';

const PROVIDERS = [
  { id: 1, names: ['Смарт Запад (ЖКУ)', 'Смарт Запад', 'ООО Смарт Запад', 'Smart Zapad'] },
  {
    id: 2,
    names: [
      'Смарт Сервис (ЖКУ)',
      'Смарт Сервис',
      'ДС Эксплуатация',
      'Донстрой Эксплуатация',
      'Smart Service',
    ],
  },
  { id: 3, names: ['Смарт Сервис (Взносы в Фонд капитального ремонта)', 'капремонт', 'ФКР'] },
  { id: 4, names: ['Смарт Северо-Запад (ЖКУ)', 'Смарт СЗ'] },
  { id: 5, names: ['УК Алые паруса (ЖКУ)', 'Алые паруса'] },
  { id: 6, names: ['Теле2 (TELE2)'] },
  { id: 7, names: ['Тёплый дом'] },
];

describe('searching providers', () => {
  it.each<[string, number]>([
    ['запад', 1],
    ['Смарт запад', 1],
    ['зопад', 1],
    ['запд', 1],
    ['azpad', 1],
    ['zapad', 1],
    ['pfgfl', 1],
    ['ООО «Смарт Запад»', 1],
    ['сервис', 2],
    ['smart servis', 2],
    ['донстрой', 2],
    ['эксплуатацыя', 2],
    ['капремонт', 3],
    ['капитальный ремонт', 3],
    ['северо-запад', 4],
    ['сз', 4],
    ['алые', 5],
    ['парус', 5],
    ['tele2', 6],
    ['теплый', 7],
    ['ТЁПЛЫЙ', 7],
  ])('%s', (query, id) => {
    expect(searchProviders(query, PROVIDERS)[0]).toBe(id);
  });

  it.each(['', '   ', '🙂', 'газпром', 'смарт восток', '%', "' OR 1=1"])('%j finds nobody', (query) => {
    expect(searchProviders(query, PROVIDERS)).toEqual([]);
  });

  it('puts the closest first and keeps the others', () => {
    expect(searchProviders('смарт', PROVIDERS)).toEqual([1, 2, 4, 3]);
  });

  it('takes a query of any length in no time', () => {
    expect(searchProviders('запад '.repeat(10_000), PROVIDERS)[0]).toBe(1);
  });
});
