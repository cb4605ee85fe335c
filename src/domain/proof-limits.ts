/** How access to an account can be proved; names of the database. */
export const PROOF_KINDS = [
  'none',
  'surname_flat',
  'pin',
  'phone',
  'bill_qr',
  'staff',
  'share',
  'sibling',
] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];

/** Proofs a provider may ask for, in the words of its settings; the others come from us. */
export const ASKED_PROOFS = [
  'surname_flat',
  'pin',
  'phone',
  'bill_qr',
] as const satisfies readonly ProofKind[];
export type AskedProof = (typeof ASKED_PROOFS)[number];

export function isAskedProof(proof: string): proof is AskedProof {
  return ASKED_PROOFS.some((asked) => asked === proof);
}

/** Proofs that are typed or drawn and so can be guessed (anybody prints a QR); only these are counted and locked. */
export const GUESSABLE_PROOFS = ['surname_flat', 'pin', 'bill_qr'] as const satisfies readonly ProofKind[];

export function isGuessable(proof: ProofKind): boolean {
  return GUESSABLE_PROOFS.some((guessable) => guessable === proof);
}

/** Whose wrong proofs are counted together. */
export const PROOF_SCOPES = ['resident', 'account', 'total'] as const;
export type ProofScope = (typeof PROOF_SCOPES)[number];

export interface ProofLimit {
  readonly scope: ProofScope;
  readonly windowMinutes: number;
  /** Wrong proofs in the window after which the next is refused. */
  readonly max: number;
}

/** Row of `Setting`: wrong proofs an hour, of one resident and at one account. */
export const PROOFS_AN_HOUR_RULE = 'accounts.proofs-an-hour';
export const PROOFS_AN_HOUR = 5;

/**
 * A resident mistypes a surname a few times; a thief tries a list. The account's limit stops many people guessing
 * at one flat (its owner keeps the ways that cannot be guessed: the phone on file, a letter, staff);
 * the total stops a crowd of fresh accounts and wakes the staff. A day follows the hour.
 */
export function proofLimits(anHour: number = PROOFS_AN_HOUR): readonly ProofLimit[] {
  return [
    { scope: 'resident', windowMinutes: 60, max: anHour },
    { scope: 'resident', windowMinutes: 24 * 60, max: 2 * anHour },
    { scope: 'account', windowMinutes: 60, max: anHour },
    { scope: 'account', windowMinutes: 24 * 60, max: 3 * anHour },
    { scope: 'total', windowMinutes: 60, max: 300 },
  ];
}

/** Wrong proofs counted for one limit. */
export interface WrongProofs {
  readonly limit: ProofLimit;
  readonly wrong: number;
  /** The oldest counted one (or the window's start): a window later the count falls. */
  readonly since: Date;
}

export type ProofVerdict =
  | { readonly allowed: true; readonly attemptsLeft: number }
  | { readonly allowed: false; readonly until: Date; readonly scope: ProofScope };

/**
 * Whether one more guessable proof may be tried; the longest lock wins. `attemptsLeft` is the resident's own
 * smallest rest: the account's and the total's are not told, they would say what others do.
 * The refusal has the same sentence whether or not the account exists.
 */
export function proofVerdict(counts: readonly WrongProofs[], now: Date): ProofVerdict {
  let attemptsLeft = Number.POSITIVE_INFINITY;
  let lock: { until: Date; scope: ProofScope } | null = null;
  for (const { limit, wrong, since } of counts) {
    const until = new Date(since.getTime() + limit.windowMinutes * 60_000);
    const counted = until > now ? wrong : 0;
    if (counted >= limit.max && (lock === null || until > lock.until)) lock = { until, scope: limit.scope };
    if (limit.scope === 'resident') attemptsLeft = Math.min(attemptsLeft, limit.max - counted);
  }
  return lock === null ? { allowed: true, attemptsLeft } : { allowed: false, ...lock };
}

/** Row of `Setting`: different account numbers one person may look up at the basic level per day (B3). */
export const NUMBERS_A_DAY_RULE = 'accounts.numbers-a-day';
/** More is harvesting. */
export const NUMBERS_A_DAY = 10;

/** Whether a number may be looked up: a number seen today is free, whether or not it exists. */
export function mayLookUpNumber(
  numbersSeenToday: ReadonlySet<string>,
  numberHash: string,
  aDay: number = NUMBERS_A_DAY,
): boolean {
  return numbersSeenToday.has(numberHash) || numbersSeenToday.size < aDay;
}
