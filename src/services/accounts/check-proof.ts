import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { type QrFacts, qrCanProve, qrProves } from '../../domain/bill-proof.ts';
import { DomainError } from '../../domain/errors.ts';
import { kopecks } from '../../domain/money.ts';
import { flatMatches, sameFlat, stillPaidBy, surnameMatches } from '../../domain/names.ts';
import { type AskedProof, isAskedProof, isGuessable, proofVerdict } from '../../domain/proof-limits.ts';
import type { ServiceDeps } from '../deps.ts';
import { usePin } from './access-codes.ts';
import { countWrong, lockedFor } from './proof-attempts.ts';
import { findAccount, hashNumber } from './try-number.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>;

/** What a person offers to show that the account is theirs. */
export type ProofAnswer =
  | { readonly kind: 'surname_flat'; readonly surname: string; readonly flat: string }
  | { readonly kind: 'pin'; readonly pin: string }
  | { readonly kind: 'phone' }
  | { readonly kind: 'bill_qr'; readonly qr: QrFacts };

export interface ProofTry {
  readonly residentId: number;
  readonly providerId: number;
  readonly number: string;
  readonly answer: ProofAnswer;
  /** Names the try: the same key is the same try, and later names the proof to the use case that needs it. */
  readonly key: string;
}

/**
 * Prove an account in one of the ways its provider takes. Whatever was wrong — number, surname, flat, PIN, phone —
 * the answer is one; tries are counted per resident, per account and in total, in the database.
 * @throws DomainError PROOF_WRONG { left }, PROOF_LOCKED { minutes }, PROOF_LOCKED_LONG { hours }, PROOF_NOT_OFFERED,
 *   PROOF_QR_POOR (the QR lacks what a proof needs)
 */
export async function checkProof(deps: Deps, options: ProofTry): Promise<void> {
  const now = deps.clock.now();
  const { answer } = options;
  const numberHash = hashNumber(deps, options.providerId, options.number);
  const verdict = await inTransaction(
    deps.db,
    async (tx) => {
      const known = await tx.proofAttempt.findUnique({
        where: { key: options.key },
        select: { succeeded: true },
      });
      if (known?.succeeded) return { kind: 'proved' as const };
      const provider = await tx.provider.findUniqueOrThrow({
        where: { id: options.providerId },
        select: { proofs: true, basicLevel: true },
      });
      if (!provider.proofs.includes(answer.kind)) throw new DomainError('PROOF_NOT_OFFERED');
      if (answer.kind === 'bill_qr' && !qrCanProve(answer.qr, provider.basicLevel)) {
        throw new DomainError('PROOF_QR_POOR');
      }
      const allowed = proofVerdict(await countWrong(tx, { ...options, numberHash, now }), now);
      if (!allowed.allowed) return { kind: 'locked' as const, until: allowed.until };
      const account = await findAccount(tx, options.providerId, options.number);
      const succeeded =
        account !== null &&
        (await proves(tx, deps, { ...options, account, basicLevel: provider.basicLevel, now }));
      if (known === null) {
        await tx.proofAttempt.create({
          data: {
            residentId: options.residentId,
            providerId: options.providerId,
            accountId: account?.id ?? null,
            numberHash,
            proof: answer.kind,
            succeeded,
            key: options.key,
            createdAt: now,
          },
        });
      }
      if (succeeded) return { kind: 'proved' as const };
      // A redelivered try is among the counted ones already; a phone cannot be guessed and costs none.
      const cost = known === null && isGuessable(answer.kind) ? 1 : 0;
      return { kind: 'wrong' as const, left: allowed.attemptsLeft - cost };
    },
    { isolation: 'Serializable', retry: true },
  );
  if (verdict.kind === 'locked') throw lockedFor(verdict.until.getTime() - now.getTime());
  if (verdict.kind === 'wrong') throw new DomainError('PROOF_WRONG', { left: Math.max(0, verdict.left) });
}

/** The proof by the payer's surname and the flat, as the paper bill shows them; see `checkProof`. */
export function checkSurnameAndFlat(
  deps: Deps,
  {
    surname,
    flat,
    ...options
  }: Omit<ProofTry, 'answer'> & { readonly surname: string; readonly flat: string },
): Promise<void> {
  return checkProof(deps, { ...options, answer: { kind: 'surname_flat', surname, flat } });
}

type FoundAccount = NonNullable<Awaited<ReturnType<typeof findAccount>>>;

async function proves(
  tx: Tx,
  deps: Deps,
  { answer, account, ...options }: ProofTry & { account: FoundAccount; basicLevel: boolean; now: Date },
): Promise<boolean> {
  switch (answer.kind) {
    case 'surname_flat':
      return (
        surnameMatches(answer.surname, account.payerName ?? '') && flatMatches(answer.flat, flatOf(account))
      );
    case 'pin':
      return usePin(tx, deps, { ...options, accountId: account.id, pin: answer.pin });
    case 'phone': {
      const resident = await tx.resident.findUniqueOrThrow({
        where: { id: options.residentId },
        select: { phone: true, phoneConfirmedAt: true },
      });
      const { phone, phoneConfirmedAt } = resident;
      return phone !== null && phoneConfirmedAt !== null && phone === account.phoneOnFile;
    }
    case 'bill_qr':
      return qrProves(answer.qr, await newestBill(tx, account), options.basicLevel);
  }
}

/** A paper bill of the former owner, by the staff's word or by what the bill itself says, proves nothing. */
async function newestBill(tx: Tx, account: FoundAccount) {
  const since = account.ownerSince?.toISOString().slice(0, 7);
  const bill = await tx.bill.findFirst({
    where: {
      accountId: account.id,
      currentVersionId: { not: null },
      ...(since === undefined ? {} : { period: { gte: since } }),
    },
    orderBy: [{ period: 'desc' }, { id: 'desc' }],
    select: { period: true, currentVersion: { select: { total: true, payerName: true, flat: true } } },
  });
  const version = bill?.currentVersion ?? null;
  if (bill === null || version === null) return null;
  const former =
    !stillPaidBy(version.payerName ?? '', account.payerName ?? '') ||
    !sameFlat(version.flat ?? '', account.flat ?? '');
  if (former) return null;
  return {
    total: kopecks(version.total),
    period: bill.period,
    payerName: account.payerName,
    flat: flatOf(account),
  };
}

/** A house without flats is proved by 0, as the question's help says. */
function flatOf({ flat }: { readonly flat: string | null }): string {
  return flat === null || flat.trim() === '' ? '0' : flat;
}

/** How the try named by `key` proved this number for this resident; null = it did not. Asked again by the effect itself. */
export async function provedBy(
  tx: Tx,
  deps: Pick<ServiceDeps, 'hashes'>,
  options: { residentId: number; providerId: number; number: string; key: string },
): Promise<AskedProof | null> {
  const attempt = await tx.proofAttempt.findUnique({ where: { key: options.key } });
  const own =
    attempt?.succeeded === true &&
    attempt.residentId === options.residentId &&
    attempt.numberHash === hashNumber(deps, options.providerId, options.number);
  return own && isAskedProof(attempt.proof) ? attempt.proof : null;
}
