import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import { maskEmail } from '../../domain/email.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskPhone } from '../../domain/phone.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { createPin } from './access-codes.ts';
import { APPLICATION_DECIDED } from './delivery-kinds.ts';

export interface StaffActor {
  readonly identityId: number;
  readonly grants: readonly RoleGrant[];
}

/** How a PIN went out; `pin` is given only when the staff has to tell it. */
export type PinSent =
  | { readonly by: 'sms' | 'email'; readonly to: string }
  | { readonly by: 'staff'; readonly pin: string; readonly phone: string | null };

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'sms' | 'email' | 'notify'>;

/**
 * Approve an application: a PIN for this resident and this account, sent by SMS to the confirmed phone, else by e-mail
 * to the confirmed address; where neither is possible (or the gateway fails) the staff tells it. Approved again, a new
 * PIN replaces the one before: the one that was sent may have been lost.
 * @param options.afterCodeId the newest PIN of the application when the button was shown, 0 = none: the same press come
 *   twice makes one PIN
 * @throws DomainError NOT_ALLOWED, APPLICATION_NOT_FOUND, APPLICATION_DECIDED, APPLICATION_NO_ACCOUNT,
 *   APPLICATION_PIN_SENT
 */
export async function approveApplication(
  deps: Deps,
  options: {
    actor: StaffActor;
    requestId: number;
    afterCodeId: number;
    compose: (pin: string) => { text: string; subject: string };
  },
): Promise<PinSent> {
  const now = deps.clock.now();
  const { actor, requestId } = options;
  const made = await inTransaction(deps.db, async (tx) => {
    const request = await requestInScope(tx, actor, requestId, now);
    if (request.status !== 'pending' && request.status !== 'approved')
      throw new DomainError('APPLICATION_DECIDED');
    const newest = await tx.accessCode.findFirst({
      where: { requestId },
      orderBy: { id: 'desc' },
      select: { id: true },
    });
    if ((newest?.id ?? 0) !== options.afterCodeId) throw new DomainError('APPLICATION_PIN_SENT');
    if (request.accountId === null) throw new DomainError('APPLICATION_NO_ACCOUNT');
    const { pin, codeId } = await createPin(tx, deps, {
      accountId: request.accountId,
      residentId: request.residentId,
      requestId,
      issuedById: actor.identityId,
      now,
    });
    await tx.accessRequest.update({
      where: { id: requestId },
      data: { status: 'approved', reviewedAt: now, reviewedById: actor.identityId },
    });
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: 'staff',
      action: 'access.approve',
      subject: `request:${requestId}`,
      companyId: request.provider.companyId,
    });
    return { request, pin, codeId };
  });
  const sent = await sendPin(deps, made, options.compose);
  await inTransaction(deps.db, (tx) =>
    tellApplicant(tx, deps, made.request, {
      subject: `request:${requestId}:pin:${made.codeId}`,
      decision: 'approved',
      sentBy: sent.by,
      reason: null,
    }),
  );
  deps.notify('deliveries');
  return sent;
}

/**
 * Reject an application with a reason that the resident reads. Twice is once.
 * @throws DomainError NOT_ALLOWED, APPLICATION_NOT_FOUND, APPLICATION_DECIDED
 */
export async function rejectApplication(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: { actor: StaffActor; requestId: number; reason: string },
): Promise<void> {
  const now = deps.clock.now();
  const { actor, requestId, reason } = options;
  await inTransaction(deps.db, async (tx) => {
    const request = await requestInScope(tx, actor, requestId, now);
    if (request.status === 'rejected') return;
    if (request.status !== 'pending') throw new DomainError('APPLICATION_DECIDED');
    await tx.accessRequest.update({
      where: { id: requestId },
      data: { status: 'rejected', reason, reviewedAt: now, reviewedById: actor.identityId },
    });
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: 'staff',
      action: 'access.reject',
      subject: `request:${requestId}`,
      companyId: request.provider.companyId,
    });
    await tellApplicant(tx, deps, request, {
      subject: `request:${requestId}:rejected`,
      decision: 'rejected',
      sentBy: null,
      reason,
    });
  });
  deps.notify('deliveries');
}

type Request = Awaited<ReturnType<typeof requestInScope>>;

async function requestInScope(tx: Tx, actor: StaffActor, requestId: number, now: Date) {
  const request = await tx.accessRequest.findUnique({
    where: { id: requestId },
    include: {
      provider: true,
      resident: { include: { identities: { where: { signedOutAt: null }, select: { id: true } } } },
    },
  });
  if (request === null) throw new DomainError('APPLICATION_NOT_FOUND');
  if (!can(actor.grants, 'requests.review', { companyId: request.provider.companyId }, now)) {
    throw new DomainError('NOT_ALLOWED');
  }
  return request;
}

async function sendPin(
  deps: Deps,
  { request, pin, codeId }: { request: Request; pin: string; codeId: number },
  compose: (pin: string) => { text: string; subject: string },
): Promise<PinSent> {
  const { phone, phoneConfirmedAt, email, emailConfirmedAt } = request.resident;
  const key = `pin:${codeId}`;
  const message = compose(pin);
  try {
    if (deps.sms !== null && phone !== null && phoneConfirmedAt !== null) {
      await deps.sms.send({ phone, text: message.text, key });
      return { by: 'sms', to: maskPhone(phone) };
    }
    if (deps.email !== null && email !== null && emailConfirmedAt !== null) {
      await deps.email.send({ to: email, subject: message.subject, text: message.text, key });
      return { by: 'email', to: maskEmail(email) };
    }
  } catch {
    // The gateway is away or refuses this phone: a person tells the PIN instead.
  }
  return { by: 'staff', pin, phone };
}

async function tellApplicant(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  request: Request,
  told: {
    subject: string;
    decision: 'approved' | 'rejected';
    sentBy: PinSent['by'] | null;
    reason: string | null;
  },
): Promise<void> {
  const { subject, ...params } = told;
  await enqueueDeliveries(
    tx,
    deps.clock,
    request.resident.identities.map(({ id }) => ({
      kind: APPLICATION_DECIDED,
      subject,
      to: { identityId: id },
      params: {
        requestId: request.id,
        providerName: request.provider.name,
        number: request.number,
        ...params,
      },
    })),
  );
}
