import fc from 'fast-check';

/** JSON as it is in the answers of gateways. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What has no place where it stands: other kinds, other money, signs that a database or a screen refuses. */
export const STRANGE: readonly Json[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e21,
    9_960_440_300_000_002,
    '',
    ' ',
    '0',
    'null',
    [],
    {},
    [null],
    { value: '1.00' },
  ],
  ...[
    '100.00',
    '-100.00',
    '0.00',
    '100.005',
    '1e3',
    '100,00',
    '1 000.00',
    '99999999999.99',
    '100',
    '0x10',
    'NaN',
    '๑๐๐.๐๐',
  ],
  ...[
    'USD',
    'rub',
    'RUB',
    'refunded',
    'processing',
    'succeeded',
    'canceled',
    'SUCCEEDED',
    'not_found',
    'constructor',
  ],
  ...[
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202egro',
    '🙂'.repeat(300),
    'x'.repeat(5_000),
    '<b>&</b>',
    '{$name}',
    '../../etc',
  ],
  ...[
    'javascript:alert(1)',
    'http://',
    'ftp://a/b',
    'https://pay.example.test/1',
    '13',
    '00',
    '2026-02-30T00:00:00Z',
    '+275760-09-13T00:00:00Z',
  ],
];
const strange = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...STRANGE) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json) },
);

const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('put', 'put', 'put', 'take', 'add'),
  value: strange,
  name: fc.string(),
});

interface Place {
  readonly parent: Json[] | { [key: string]: Json };
  readonly key: string;
}

function placesOf(value: Json): Place[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ parent: value, key }, ...placesOf(inner)]);
}

/** A true answer of which some fields are changed, taken away, or new. */
export function bentJson(answers: readonly Json[]): fc.Arbitrary<Json> {
  return fc
    .tuple(fc.constantFrom(...answers), fc.array(change, { maxLength: 4 }))
    .map(([answer, changes]) => {
      const bent = structuredClone(answer);
      for (const { at, how, value, name } of changes) {
        const places = placesOf(bent);
        const place = places[at % Math.max(1, places.length)];
        if (place === undefined) continue;
        const { parent, key } = place;
        if (how === 'take') Reflect.deleteProperty(parent, key);
        // As JSON.parse does: `__proto__` is a name like any other.
        else
          Object.defineProperty(parent, how === 'add' && !Array.isArray(parent) ? name : key, {
            // A later change may go into it: what is drawn from stays as it is.
            value: structuredClone(value),
            configurable: true,
            enumerable: true,
            writable: true,
          });
      }
      return bent;
    });
}

/** What comes over the line. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  /** the connection breaks in the middle, or nobody is there */
  readonly cut: 'no' | 'middle' | 'before';
}

const HTML = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';

/** An answer whose body is mostly `json`; else what proxies, balancers and broken lines make of it. */
export function lineAnswer(json: fc.Arbitrary<Json>): fc.Arbitrary<Answer> {
  const text = json.map((value) => JSON.stringify(value));
  return fc.record({
    status: fc.oneof(
      { weight: 6, arbitrary: fc.constant(200) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(
          201,
          202,
          301,
          400,
          401,
          403,
          404,
          408,
          409,
          425,
          429,
          451,
          499,
          500,
          502,
          503,
          504,
          599,
        ),
      },
    ),
    type: fc.constantFrom(
      'application/json',
      'application/json',
      'text/html',
      'text/plain; charset=windows-1251',
      '',
    ),
    body: fc.oneof(
      { weight: 8, arbitrary: text },
      {
        weight: 1,
        arbitrary: fc.tuple(text, fc.nat()).map(([whole, at]) => whole.slice(0, at % (whole.length + 1))),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '',
          ' ',
          HTML,
          'OK',
          'null',
          '[]',
          '""',
          '0',
          `${'['.repeat(10_000)}`,
          '\ufeff{}',
          'ERROR = 2',
        ),
      },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
      { weight: 1, arbitrary: text.map((whole) => `${whole.slice(0, -1)},"x":"${'y'.repeat(1_100_000)}"}`) },
    ),
    cut: fc.oneof(
      { weight: 12, arbitrary: fc.constant('no' as const) },
      { weight: 1, arbitrary: fc.constantFrom('middle' as const, 'before' as const) },
    ),
  });
}

/** The answer as `fetch` gives it. @throws TypeError as `fetch` does when nobody is there */
export function respond({ status, type, body, cut }: Answer): Response {
  if (cut === 'before') throw new TypeError('fetch failed');
  const bytes = Buffer.from(body);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.subarray(0, Math.ceil(bytes.length / 2)));
      if (cut === 'middle') return controller.error(new TypeError('terminated'));
      controller.enqueue(bytes.subarray(Math.ceil(bytes.length / 2)));
      controller.close();
    },
  });
  return new Response(stream, { status, headers: { 'content-type': type } });
}
