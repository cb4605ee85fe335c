import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineRoute } from '../../src/bot/ui/callback-data.ts';
import { formData, parseFormData } from '../../src/bot/ui/form.ts';
import { routes } from '../../src/bot/ui/routes.ts';

const route = defineRoute('test.route', { id: 'id', page: 'int', all: 'flag', word: 'word' });
const MAX = 2_147_483_647;

describe('callback data', () => {
  it('comes back as it was packed, within 64 bytes', () => {
    fc.assert(
      fc.property(
        fc.record({
          id: fc.integer({ min: 1, max: MAX }),
          page: fc.integer({ min: 0, max: MAX }),
          all: fc.boolean(),
          word: fc.stringMatching(/^[a-z0-9_-]{1,24}$/),
        }),
        (values) => {
          const data = route.data(values);
          expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
          expect(route.parse(data)).toEqual(values);
        },
      ),
    );
  });

  it.each([
    'test.route',
    'test.route:1:2:1',
    'test.route:0:2:1:a',
    'test.route:-1:2:1:a',
    'test.route:01:2:1:a',
    'test.route:1e3:2:1:a',
    'test.route:9999999999:2:1:a',
    'test.route:1:2:2:a',
    'test.route:1:2:1:',
    'test.route:1:2:1:a:b',
    'test.route:1:2:1:имя',
    'test.routes:1:2:1:a',
    '',
  ])('does not take forged %j', (data) => {
    expect(route.parse(data)).toBeNull();
  });

  it('refuses to make a button that could not come back', () => {
    expect(() => route.data({ id: 0, page: 0, all: true, word: 'a' })).toThrow();
    expect(() => route.data({ id: 1.5, page: 0, all: true, word: 'a' })).toThrow();
    expect(() => route.data({ id: 1, page: 0, all: true, word: 'два' })).toThrow();
    expect(() => defineRoute('Too Long A Name')).toThrow();
  });

  it('gives every place of the product its own name', () => {
    const names = Object.values(routes).map((known) => known.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name === 'conv')).toEqual([]);
  });

  it('keeps form buttons readable and refuses forged ones', () => {
    expect(parseFormData(formData(12, { action: 'option', value: 'send-again' }))).toEqual({
      draftId: 12,
      action: { action: 'option', value: 'send-again' },
    });
    expect(parseFormData(formData(MAX, { action: 'confirm' }))).toEqual({
      draftId: MAX,
      action: { action: 'confirm' },
    });
    for (const forged of ['conv:0:ok', 'conv:12', 'conv:12:zz', 'conv:12:v', 'conv:12:ok:1', 'conv:a:ok']) {
      expect(parseFormData(forged)).toBeNull();
    }
  });
});
