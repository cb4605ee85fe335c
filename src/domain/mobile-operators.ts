/**
 * Ranges of three-digit codes that operators began with. Numbers are carried from one operator to another, so this is a
 * guess that is offered first, never a decision.
 */
const RANGES = [
  [
    'МТС',
    [
      [910, 919],
      [978, 978],
      [980, 989],
    ],
  ],
  [
    'Билайн',
    [
      [903, 903],
      [905, 906],
      [909, 909],
      [960, 968],
    ],
  ],
  [
    'Мегафон',
    [
      [920, 938],
      [999, 999],
    ],
  ],
  [
    'Теле2',
    [
      [900, 902],
      [904, 904],
      [908, 908],
      [950, 953],
      [977, 977],
      [991, 996],
    ],
  ],
] as const;

/** The operator whose codes a Russian mobile number (E.164) has; null = no guess. */
export function guessMobileOperator(phone: string): string | null {
  const code = Number(/^\+7(9\d{2})\d{7}$/.exec(phone)?.[1] ?? 0);
  const found = RANGES.find(([, ranges]) => ranges.some(([from, to]) => code >= from && code <= to));
  return found?.[0] ?? null;
}
