import { expect, it } from 'vitest';
import { createTexts } from '../../src/texts/texts.ts';
import { unitText } from '../../src/texts/unit-text.ts';

const texts = createTexts({
  onProblem: (problem) => {
    throw new Error(problem);
  },
});

it('units of registers are read in English, and stand as they are in Russian', () => {
  const said = {
    'кв.м': 'm²',
    'кв. м.': 'm²',
    м2: 'm²',
    'м²': 'm²',
    'куб.м': 'm³',
    'М³': 'm³',
    кВт·ч: 'kWh',
    'кВт*ч': 'kWh',
    'Гкал.': 'Gcal',
    'чел.': 'pers.',
    'руб./кв': 'руб./кв',
    '': '',
  };
  for (const [unit, english] of Object.entries(said)) {
    expect(unitText(unit, texts.for('en')), unit).toBe(english);
    expect(unitText(unit, texts.for('ru')), unit).toBe(unit);
  }
});
