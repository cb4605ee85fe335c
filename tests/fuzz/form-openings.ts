import type { PrismaClient } from '../../src/database/generated/client.ts';
import { DEMO_PEOPLE } from '../../src/demo/people.ts';
import type { ServiceDeps } from '../../src/services/deps.ts';
import { type DraftData, startDraft } from '../../src/services/drafts/drafts.ts';
import { openTicket } from '../../src/services/tickets/open-ticket.ts';

/** Who fills a form: somebody with accounts, somebody on duty, somebody who has accepted the texts and no more. */
export type Filler = 'resident' | 'staff' | 'newcomer';

/** One way into a form: what its screen hands over, or the button that opens it. */
export type Opening = { readonly who: Filler } & (
  | { readonly values: DraftData }
  | { readonly press: string }
);

export interface Facts {
  readonly linkId: number;
  readonly otherLinkId: number;
  readonly accountId: number;
  readonly meterId: number;
  readonly providerId: number;
  readonly companyId: number;
  readonly billId: number;
  readonly paymentId: number;
  readonly residentId: number;
  readonly strangerId: number;
  readonly typeId: number;
  readonly ticketId: number;
  readonly phone: string;
}

/** Rows of the demo that forms are about. */
export async function demoFacts(services: ServiceDeps, db: PrismaClient): Promise<Facts> {
  const identity = await db.telegramIdentity.findUniqueOrThrow({
    where: { telegramId: BigInt(DEMO_PEOPLE.ivan.id) },
  });
  const residentId = identity.residentId ?? 0;
  const links = await db.accountLink.findMany({
    where: { residentId },
    include: { account: { include: { provider: true } } },
    orderBy: { id: 'asc' },
  });
  const [first, second] = links;
  if (first === undefined || second === undefined) throw new Error('Ivan has two accounts in the demo');
  const meter = await db.meter.findFirstOrThrow({
    where: { accountId: { in: [first.accountId, second.accountId] } },
  });
  const metered = links.find(({ accountId }) => accountId === meter.accountId) ?? first;
  const bill = await db.bill.findFirstOrThrow({ where: { accountId: first.accountId } });
  const payment = await db.payment.findFirstOrThrow({ where: { residentId, status: 'succeeded' } });
  const type = await db.ticketType.findFirstOrThrow({ where: { parentId: { not: null } } });
  const stranger = await db.resident.create({
    data: { firstName: 'Пётр', lastName: 'Петров', registeredAt: services.clock.now() },
  });
  const draftId = await startDraft(services, { identityId: identity.id, kind: 'feedback', minutes: 60 });
  const ticket = await openTicket(services, {
    identityId: identity.id,
    residentId,
    draftId,
    typeId: null,
    linkId: null,
    companyId: first.account.provider.companyId,
    text: 'Спасибо за тёплый подъезд',
    fields: {},
    contactWay: null,
    contactTime: null,
  });
  return {
    linkId: metered.id,
    otherLinkId: links.find(({ id }) => id !== metered.id)?.id ?? 0,
    accountId: metered.accountId,
    meterId: meter.id,
    providerId: first.account.providerId,
    companyId: first.account.provider.companyId ?? 0,
    billId: bill.id,
    paymentId: payment.id,
    residentId,
    strangerId: stranger.id,
    typeId: type.id,
    ticketId: ticket.ticketId,
    phone: DEMO_PEOPLE.ivan.phone,
  };
}

const NAMES = { ru: 'Вопрос', en: 'Question' };

/**
 * How each form begins. A form that is not here fails the test: give it what its screen gives it, and where a question
 * comes only after a true answer (a code, a proof) one more opening that stands before the question.
 */
export function openings(facts: Facts): Readonly<Record<string, readonly Opening[]>> {
  const resident = (values: DraftData = {}): Opening => ({ who: 'resident', values });
  const staff = (values: DraftData = {}): Opening => ({ who: 'staff', values });
  const newcomer = (values: DraftData = {}): Opening => ({ who: 'newcomer', values });
  const { linkId, accountId, meterId, providerId, companyId, ticketId, residentId } = facts;
  const ticket = { ticketId, number: 'T-1' };
  const asked = {
    providerId,
    providerName: 'Смарт Запад',
    numberLabel: 'account',
    numberPattern: '^\\d{10}$',
    numberExample: '1234567890',
    noticeRu: null,
    noticeEn: null,
    samplePhotoId: null,
    proofFirst: true,
    proofs: ['surname_flat', 'pin', 'phone', 'bill_qr'],
  };
  const proof = { ...asked, number: '4100000002' };
  const proofs = [
    resident(proof),
    resident({ ...proof, proofKind: 'surname_flat', surname: 'Смирнова' }),
    ...['surname_flat', 'pin', 'phone', 'bill_qr'].map((proofKind) => resident({ ...proof, proofKind })),
    resident({ ...proof, proofKind: 'pin', application: true }),
  ];
  const proved = { phone: facts.phone, phoneProof: 'contact', phoneProved: true } as const;
  const meter = { accountId, title: 'Смарт Запад, 1234567890', label: 'Холодная вода', today: '2026-11-16' };
  const company = { id: companyId, name: 'Смарт Запад', zone: 'Europe/Moscow' };
  const announcement = { companies: [company], everybody: true };
  return {
    register: [
      newcomer(),
      newcomer(proved),
      newcomer({ ...proved, firstName: 'Анна', lastName: 'Смирнова' }),
      newcomer({ phone: '+79161112233', phoneProof: 'sms' }),
      newcomer({
        ...proved,
        firstName: 'Анна',
        lastName: 'Смирнова',
        codeWordHash: 'x',
        email: 'a@example.test',
      }),
      newcomer({ ...proved, firstName: 'Анна', lastName: 'Смирнова', codeWordHash: 'x', email: null }),
    ],
    'profile-phone': [resident(), resident({ phone: '+79161112233', phoneProof: 'sms' })],
    'profile-email': [resident(), resident({ email: 'a@example.test' })],
    'profile-no-email': [resident({ email: 'i…@example.test' })],
    'profile-code-word': [
      resident({ smsTo: '+7 916 ···-··-67', emailTo: null }),
      resident({ smsTo: null, emailTo: null }),
      resident({ smsTo: '+7 916 ···-··-67', emailTo: null, way: 'sms' }),
      resident({ smsTo: null, emailTo: null, way: 'contact', phoneProved: true }),
    ],
    'profile-name': [resident()],
    'profile-detail': ['sex', 'birthYear', 'snils', 'passport', 'address'].map((field) =>
      resident({ field, filled: true, thisYear: 2026 }),
    ),
    recover: [newcomer(), newcomer({ phone: facts.phone, phoneProof: 'sms' }), newcomer(proved)],
    link: [resident(), resident(asked), ...proofs, resident({ ...proof, proofKey: 'x' })],
    prove: proofs,
    'link-token': [
      resident({
        tokenId: 1,
        kind: 'account',
        level: 'basic',
        providerName: 'Смарт Запад',
        number: '4100000002',
        address: null,
        until: null,
      }),
    ],
    'rename-account': [resident({ linkId, number: '1234567890' })],
    'share-account': [resident({ linkId, ownLevel: 'full', name: 'Центральная 5-1', number: '1234567890' })],
    'find-provider': [resident()],
    'reject-application': [staff({ requestId: 1 })],
    'sample-photo': [staff({ providerId, providerName: 'Смарт Запад' })],
    'bill-period': [resident({ link: 0 })],
    'history-period': [resident({ filter: 0, link: 0 })],
    readings: [
      { who: 'resident', press: `mte:${linkId}` },
      { who: 'staff', press: `wr:${accountId}` },
    ],
    'meter-name': [resident({ linkId, meterId, label: 'Холодная вода' })],
    'reading-window': [
      staff({ providerId, providerName: 'Смарт Запад', zone: 'Europe/Moscow', buildingId: 0, address: null }),
    ],
    'reading-extension': [
      staff({
        period: '2026-11',
        usual: '2026-11-25',
        next: '2026-12-15',
        providerId,
        providerName: 'Смарт Запад',
        zone: 'Europe/Moscow',
        buildingId: 0,
        address: null,
      }),
    ],
    'reading-caller': [staff({ providerId, providerName: 'Смарт Запад' })],
    'meter-record': [
      staff({ ...meter, oldId: 0 }),
      staff({ ...meter, oldId: 0, resource: 'electricity' }),
      staff({ ...meter, oldId: meterId, last: ['123.000'], resource: 'cold_water', zones: 1, place: null }),
    ],
    'meter-removal': [
      staff({ ...meter, oldId: meterId, last: ['123.000'], resource: 'cold_water', zones: 1, place: null }),
    ],
    'meter-edit': ['serial', 'place', 'next', 'dial', 'initial', 'installed'].map((field) =>
      staff({ ...meter, meterId, field, current: '1' }),
    ),
    'import-as-of': [staff({ importDraftId: 1 })],
    'import-period': [staff({ importDraftId: 1 })],
    'export-columns': [staff({ providerId })],
    'reconciliation-file': [staff({ source: 'yookassa' }), staff({ source: 'telegram' })],
    announce: [
      staff(announcement),
      staff({ ...announcement, kind: 'outage', companyId, ru: '<b>Вода</b>', en: null, filesDone: true }),
      staff({ ...announcement, kind: 'common', companyId }),
    ],
    'announce-rewrite': [staff({ id: 1 })],
    'announce-narrow': ['entrance', 'flats', 'debt'].map((what) => staff({ id: 1, what })),
    'announce-times': [staff({ ...announcement, id: 1, kind: 'outage', companyId })],
    'announce-when': [staff({ id: 1, zone: 'Europe/Moscow' })],
    'ticket-comment': [resident(ticket)],
    'ticket-reopen': [resident(ticket)],
    'ticket-rate': [resident(ticket)],
    'ticket-staff-write': [staff({ ...ticket, internal: false }), staff({ ...ticket, internal: true })],
    'ticket-done': [staff(ticket)],
    'ticket-reject': [staff(ticket)],
    ticket: [
      resident({
        typeId: facts.typeId,
        typeRu: 'Протечка',
        typeEn: 'Leak',
        places: [
          { linkId, name: 'Центральная 5-1' },
          { linkId: facts.otherLinkId, name: 'Центральная 5-2' },
        ],
        asked: [
          { key: 'where', label: NAMES, example: NAMES },
          { key: 'delivery', label: NAMES, example: NAMES },
        ],
        fields: {},
        ways: [],
      }),
      resident({
        typeId: facts.typeId,
        places: [],
        asked: [],
        text: 'Течёт труба в подвале',
        duplicateOf: 'T-1',
      }),
    ],
    feedback: [
      resident({ typeId: 0, companyId }),
      resident({ typeId: 0, companyId, text: 'Спасибо', duplicateOf: 'T-1' }),
    ],
    'ticket-type-keywords': [staff({ typeId: facts.typeId, now: 'Протечка' })],
    'ticket-type-field': [staff({ typeId: facts.typeId })],
    'ticket-type-names': [staff({ typeId: 0, parentId: 0, now: '' })],
    'ticket-type-deadline': [staff({ typeId: facts.typeId, now: 'Протечка' })],
    'ticket-calendar-day': [staff({ companyId })],
    'people-search': [staff()],
    'people-word': [staff({ residentId, name: 'Иван Иванов' })],
    'people-block': [staff({ residentId: facts.strangerId, name: 'Пётр Петров' })],
    'people-owner': [staff({ accountId, number: '1234567890', providerName: 'Смарт Запад', holders: 1 })],
    'people-ticket': [
      staff({
        residentId,
        linkId,
        name: 'Иван Иванов',
        place: '1234567890 · Смарт Запад',
        types: [{ id: facts.typeId, ru: 'Протечка', en: 'Leak' }],
      }),
    ],
    'setting-field': [
      { who: 'staff', press: `setf:company:${companyId}:0` },
      { who: 'staff', press: `setf:provider:${providerId}:1` },
      { who: 'staff', press: `setf:money:${providerId}:0` },
      { who: 'staff', press: `setf:rule:${companyId}:2` },
    ],
    'setting-text': [
      staff({ kind: 'terms', version: 1, accepted: 1 }),
      staff({ kind: 'terms', version: 1, accepted: 1, ru: 'Условия '.repeat(20) }),
    ],
    'pay-sum': [
      resident({
        billId: facts.billId,
        providerName: 'Смарт Запад',
        accountNumber: '1234567890',
        left: 1_222_181,
        min: 100,
        max: 70_000_000,
      }),
    ],
    'card-code': [resident({ draftId: 1, payAnyway: false, channel: 'sms', target: facts.phone })],
    'pay-other': [
      resident({
        providerId,
        providerName: 'Смарт Запад',
        numberLabel: 'account',
        numberPattern: '^\\d{10}$',
        numberExample: '1234567890',
        extra: [{ key: 'contract', ru: 'Договор', en: 'Contract', example: 'A-1', pattern: '^[A-Z]-\\d+$' }],
        noticeRu: null,
        noticeEn: null,
        ownPhone: null,
        min: 100,
        max: 70_000_000,
      }),
      resident({
        providerId,
        providerName: 'Смарт Запад',
        number: '1234567890',
        numberLabel: 'account',
        numberPattern: '^\\d{10}$',
        numberExample: '1234567890',
        extra: [],
        address: 'Ц…я, 5',
        left: 100_000,
        min: 100,
        max: 70_000_000,
      }),
    ],
    'template-name': [resident({ id: 1, shown: 'Смарт Запад' })],
    'card-name': [resident({ id: 1, shown: '····4242' })],
    refund: [staff({ paymentId: facts.paymentId, number: 'A-1', free: 100_000, byGateway: false })],
  };
}
