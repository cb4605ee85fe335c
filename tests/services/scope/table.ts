import { EVERYBODY } from '../../../src/domain/announcements.ts';
import type { StaffAction } from '../../../src/domain/roles.ts';
import * as accessQueue from '../../../src/services/accounts/access-queue.ts';
import { listLetterHouses, makeLetters } from '../../../src/services/accounts/letters.ts';
import { decideObjection } from '../../../src/services/accounts/object-to-link.ts';
import { liftProofLock, listProofLocks } from '../../../src/services/accounts/proof-locks.ts';
import { approveApplication, rejectApplication } from '../../../src/services/accounts/review-application.ts';
import { setSamplePhoto } from '../../../src/services/accounts/sample-bill.ts';
import {
  companiesToSpeakFor,
  rewriteAnnouncement,
  setTimes,
} from '../../../src/services/announcements/compose.ts';
import { repeatAnnouncement, setAudience } from '../../../src/services/announcements/create-announcement.ts';
import { announcementForStaff } from '../../../src/services/announcements/load-announcement.ts';
import { listAnnouncements } from '../../../src/services/announcements/report.ts';
import { companyStartCode, listStaffCompanies } from '../../../src/services/companies/start-code.ts';
import { paymentExportFile } from '../../../src/services/exports/export-file.ts';
import { exportPayments } from '../../../src/services/exports/export-payments.ts';
import { exportProvider } from '../../../src/services/exports/export-scope.ts';
import { saveRegisterTemplate } from '../../../src/services/exports/export-template.ts';
import { cancelExport, closeExport } from '../../../src/services/exports/finish-export.ts';
import * as listExports from '../../../src/services/exports/list-exports.ts';
import { listImports, showImport } from '../../../src/services/imports/list-imports.ts';
import { rollBackImport } from '../../../src/services/imports/roll-back-import.ts';
import { addMeter } from '../../../src/services/meters/add-meter.ts';
import { findCallerAccount } from '../../../src/services/meters/caller-account.ts';
import { editMeter } from '../../../src/services/meters/edit-meter.ts';
import {
  exportReadings,
  listReadingExports,
  readingExportFile,
} from '../../../src/services/meters/export-readings.ts';
import {
  previewFinal,
  readingProof,
  showMetersToStaff,
  showMeterToStaff,
} from '../../../src/services/meters/meter-desk.ts';
import { openReadingForm } from '../../../src/services/meters/reading-form.ts';
import * as windows from '../../../src/services/meters/reading-windows.ts';
import { removeMeter, restoreMeter } from '../../../src/services/meters/remove-meter.ts';
import { replaceMeter } from '../../../src/services/meters/replace-meter.ts';
import { listCompanyPayments } from '../../../src/services/payments/list-company-payments.ts';
import { listVat, setVat } from '../../../src/services/payments/set-vat.ts';
import { showOperationToStaff } from '../../../src/services/payments/show-operation.ts';
import { blockByStaff, unblockByStaff } from '../../../src/services/people/block-resident.ts';
import { changeOwner } from '../../../src/services/people/change-owner.ts';
import { checkCodeWord } from '../../../src/services/people/code-word-check.ts';
import { findPeople } from '../../../src/services/people/find-people.ts';
import { issuePin } from '../../../src/services/people/issue-pin.ts';
import { setLinkFrozen } from '../../../src/services/people/links.ts';
import { openTicketFor } from '../../../src/services/people/open-ticket-for.ts';
import { showAccountToStaff } from '../../../src/services/people/show-account.ts';
import { showPerson } from '../../../src/services/people/show-person.ts';
import { resolveDifference } from '../../../src/services/reconciliation/resolve-difference.ts';
import * as reconciliation from '../../../src/services/reconciliation/show-reconciliation.ts';
import {
  changeSetting,
  listSettingPlaces,
  showSettings,
} from '../../../src/services/settings/change-setting.ts';
import { closedFeatures, closeFeature } from '../../../src/services/settings/maintenance.ts';
import { publishText, textsInForce } from '../../../src/services/settings/publish-text.ts';
import { auditFile } from '../../../src/services/staff/audit-file.ts';
import { grantRole, revokeRole } from '../../../src/services/staff/change-role.ts';
import { listJobs, runJobNow, switchJob } from '../../../src/services/staff/jobs.ts';
import { listAudit } from '../../../src/services/staff/list-audit.ts';
import { listRoles } from '../../../src/services/staff/list-roles.ts';
import { listStatisticsCompanies, showStatistics } from '../../../src/services/statistics/show-statistics.ts';
import { listCalendar, setCalendarDay } from '../../../src/services/tickets/edit-calendar.ts';
import {
  addTicketType,
  changeTicketType,
  changeTypeField,
  listTypesToEdit,
  moveTicketType,
  typeToEdit,
} from '../../../src/services/tickets/edit-ticket-type.ts';
import { exportTickets } from '../../../src/services/tickets/export-tickets.ts';
import { ticketFigures } from '../../../src/services/tickets/figures.ts';
import { listQueue, queueHouses } from '../../../src/services/tickets/list-queue.ts';
import { listReports } from '../../../src/services/tickets/list-reports.ts';
import { mergeSimilar } from '../../../src/services/tickets/merge-tickets.ts';
import { seeContacts } from '../../../src/services/tickets/see-contacts.ts';
import { showStaffTicket } from '../../../src/services/tickets/show-ticket.ts';
import { splitTicket } from '../../../src/services/tickets/split-ticket.ts';
import {
  connectStaffChat,
  setEscalation,
  setGroupPrivacy,
} from '../../../src/services/tickets/staff-chat.ts';
import { ledCompanies, showTicketSettings } from '../../../src/services/tickets/ticket-settings.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { type Caller, type CompanyThings, NOW, type Town } from './two-companies.ts';

type Call = (deps: Town['deps'], who: Caller, of: CompanyThings) => Promise<unknown>;

export interface ScopeRow {
  /** of the exported function, as the sources have it */
  readonly name: string;
  readonly action: StaffAction;
  /** `one`: a thing of a company; `list`: everything the roles cover; `installation`: what belongs to every company */
  readonly kind: 'one' | 'list' | 'installation';
  readonly call: Call;
}

const tr = createTexts().for('en');
const ALL = { group: 'all', days: 0 } as const;
const JOBS = [{ name: 'staff.clean-up', cron: '* * * * *', next: NOW }];

const NEW_METER = {
  resource: 'gas',
  zones: 1,
  digits: 5,
  decimals: 3,
  place: null,
  installedOn: null,
  verifiedOn: null,
  nextVerificationOn: null,
  initial: [],
} as const;

const one = (name: string, action: StaffAction, call: Call): ScopeRow => ({
  name,
  action,
  kind: 'one',
  call,
});
const list = (name: string, action: StaffAction, call: Call): ScopeRow => ({
  name,
  action,
  kind: 'list',
  call,
});
const whole = (name: string, action: StaffAction, call: Call): ScopeRow => ({
  name,
  action,
  kind: 'installation',
  call,
});

/** Every use case of the staff and how to call it about one company's thing. */
export const SCOPE_TABLE: readonly ScopeRow[] = [
  list('listAccessQueue', 'requests.review', (d, actor) =>
    accessQueue.listAccessQueue(d, { actor, page: 0 }),
  ),
  one('showApplication', 'requests.review', (d, actor, of) =>
    accessQueue.showApplication(d, { actor, requestId: of.requestId }),
  ),
  one('showObjection', 'requests.review', (d, actor, of) =>
    accessQueue.showObjection(d, { actor, linkId: of.objectedLinkId }),
  ),
  one('decideObjection', 'requests.review', (d, actor, of) =>
    decideObjection(d, { actor, linkId: of.objectedLinkId, keep: false }),
  ),
  one('approveApplication', 'requests.review', (d, actor, of) =>
    approveApplication(d, {
      actor,
      requestId: of.requestId,
      afterCodeId: 0,
      compose: (pin) => ({ text: pin, subject: pin }),
    }),
  ),
  one('rejectApplication', 'requests.review', (d, actor, of) =>
    rejectApplication(d, { actor, requestId: of.requestId, reason: 'because' }),
  ),
  list('listProofLocks', 'requests.review', (d, actor) => listProofLocks(d, { actor })),
  list('liftProofLock', 'requests.review', (d, actor, of) =>
    liftProofLock(d, { actor, kind: 'account', id: of.accountId }),
  ),
  one('listLetterHouses', 'pins.issue', (d, actor, of) =>
    listLetterHouses(d, { actor, providerId: of.providerId, page: 0, pageSize: 5 }),
  ),
  one('makeLetters', 'pins.issue', (d, actor, of) =>
    makeLetters(d, {
      actor,
      providerId: of.providerId,
      houseAccountId: null,
      level: 'basic',
      batch: `${actor.name}:${of.word}`,
    }),
  ),
  one('setSamplePhoto', 'settings.edit', (d, actor, of) =>
    setSamplePhoto(d, { actor, providerId: of.providerId, fileId: null }),
  ),
  list('companiesToSpeakFor', 'announcements.send', (d, { grants }) => companiesToSpeakFor(d, { grants })),
  list('listAnnouncements', 'announcements.send', (d, { grants }) =>
    listAnnouncements(d, { grants, page: 0 }),
  ),
  one('announcementForStaff', 'announcements.send', (d, { grants }, of) =>
    announcementForStaff(d, { id: of.announcementId, grants }),
  ),
  one('rewriteAnnouncement', 'announcements.send', (d, { grants }, of) =>
    rewriteAnnouncement(d, { id: of.announcementId, grants, content: { ru: `${of.word} news`, en: null } }),
  ),
  one('setTimes', 'announcements.send', (d, { grants }, of) =>
    setTimes(d, { id: of.announcementId, grants, startsAt: null, validUntil: new Date('2100-01-01') }),
  ),
  one('setAudience', 'announcements.send', (d, { grants }, of) =>
    setAudience(d, { id: of.announcementId, grants, audience: EVERYBODY }),
  ),
  one('repeatAnnouncement', 'announcements.send', (d, { grants, identityId }, of) =>
    repeatAnnouncement(d, { id: of.announcementId, grants, identityId }),
  ),
  list('listStaffCompanies', 'pins.issue', (d, { grants }) =>
    listStaffCompanies(d, { grants, page: 0, pageSize: 9 }),
  ),
  one('companyStartCode', 'pins.issue', (d, { grants }, of) =>
    companyStartCode(d, { grants, companyId: of.companyId }),
  ),
  list('listWaitingPayments', 'exports.create', (d, actor) =>
    listExports.listWaitingPayments(d, { actor, page: 0 }),
  ),
  list('listPaymentExports', 'exports.create', (d, actor) =>
    listExports.listPaymentExports(d, { actor, page: 0 }),
  ),
  one('showPaymentExport', 'exports.create', (d, actor, of) =>
    listExports.showPaymentExport(d, { actor, batchId: of.paymentExportId }),
  ),
  one('exportProvider', 'exports.create', (d, actor, of) => exportProvider(d, actor, of.providerId)),
  one('exportPayments', 'exports.create', (d, actor, of) =>
    exportPayments(d, { actor, providerId: of.providerId, from: null, until: NOW }),
  ),
  one('paymentExportFile', 'exports.create', (d, actor, of) =>
    paymentExportFile(d, { actor, batchId: of.paymentExportId, format: 'csv', tr }),
  ),
  one('saveRegisterTemplate', 'exports.create', (d, actor, of) =>
    saveRegisterTemplate(d, { actor, providerId: of.providerId, patch: {} }),
  ),
  one('closeExport', 'exports.create', (d, actor, of) =>
    closeExport(d, { actor, batchId: of.paymentExportId }),
  ),
  one('cancelExport', 'exports.create', (d, actor, of) =>
    cancelExport(d, { actor, batchId: of.paymentExportId }),
  ),
  list('listImports', 'bills.import', (d, { grants }) => listImports(d, { grants, page: 0 })),
  one('showImport', 'bills.import', (d, { grants }, of) => showImport(d, { grants, batchId: of.importId })),
  one('rollBackImport', 'imports.roll-back', (d, { grants, identityId }, of) =>
    rollBackImport(d, { batchId: of.importId, grants, actor: { actorId: identityId, actorKind: 'staff' } }),
  ),
  one('findCallerAccount', 'readings.enter', (d, { grants }, of) =>
    findCallerAccount(d, { grants, providerId: of.providerId, number: of.number }),
  ),
  one('openReadingForm', 'readings.enter', (d, { identityId }, of) =>
    openReadingForm(d, { kind: 'staff', identityId, accountId: of.accountId }),
  ),
  one('showMetersToStaff', 'residents.view', (d, actor, of) =>
    showMetersToStaff(d, { actor, accountId: of.accountId }),
  ),
  one('showMeterToStaff', 'residents.view', (d, actor, of) =>
    showMeterToStaff(d, { actor, meterId: of.meterId }),
  ),
  one('readingProof', 'residents.view', (d, actor, of) =>
    readingProof(d, { actor, readingId: of.readingId }),
  ),
  one('previewFinal', 'meters.edit', (d, actor, of) =>
    previewFinal(d, { actor, meterId: of.meterId, removedOn: '2026-11-16', values: null, locale: 'en' }),
  ),
  one('addMeter', 'meters.edit', (d, actor, of) =>
    addMeter(d, {
      actor,
      draftId: null,
      accountId: of.accountId,
      meter: { ...NEW_METER, serial: `${of.word}-${actor.name}` },
    }),
  ),
  one('editMeter', 'meters.edit', (d, actor, of) =>
    editMeter(d, { actor, draftId: null, meterId: of.meterId, edit: { field: 'place', value: of.word } }),
  ),
  one('removeMeter', 'meters.edit', (d, actor, of) =>
    removeMeter(d, {
      actor,
      draftId: null,
      meterId: of.spareMeterId,
      removedOn: '2026-11-16',
      final: null,
      locale: 'en',
    }),
  ),
  one('restoreMeter', 'meters.edit', (d, actor, of) =>
    restoreMeter(d, { actor, draftId: null, meterId: of.spareMeterId }),
  ),
  one('replaceMeter', 'meters.edit', (d, actor, of) =>
    replaceMeter(d, {
      actor,
      draftId: null,
      locale: 'en',
      replacement: {
        meterId: of.spareMeterId,
        removedOn: '2026-11-16',
        final: null,
        meter: { ...NEW_METER, serial: `${of.word}-instead-${actor.name}` },
      },
    }),
  ),
  one('exportReadings', 'exports.create', (d, actor, of) =>
    exportReadings(d, { actor, providerId: of.providerId }),
  ),
  one('listReadingExports', 'exports.create', (d, actor, of) =>
    listReadingExports(d, { actor, providerId: of.providerId, page: 0 }),
  ),
  one('readingExportFile', 'exports.create', (d, actor, of) =>
    readingExportFile(d, { actor, batchId: of.readingExportId, format: 'csv' }),
  ),
  one('listWindowBuildings', 'windows.extend', (d, actor, of) =>
    windows.listWindowBuildings(d, { actor, providerId: of.providerId, page: 0 }),
  ),
  one('listCalendar', 'tickets.assign', (d, staff, of) =>
    listCalendar(d, { staff, companyId: of.companyId, from: '2026-11-16' }),
  ),
  one('setCalendarDay', 'tickets.assign', (d, staff, of) =>
    setCalendarDay(d, {
      staff,
      companyId: of.companyId,
      today: '2026-11-16',
      day: '2026-11-20',
      working: false,
    }),
  ),
  whole('listTypesToEdit', 'settings.edit', (d, staff) => listTypesToEdit(d, { staff, parentId: 0 })),
  whole('typeToEdit', 'settings.edit', (d, staff) => typeToEdit(d, { staff, typeId: 1 })),
  whole('moveTicketType', 'settings.edit', (d, staff) => moveTicketType(d, { staff, typeId: 1, place: 0 })),
  whole('changeTicketType', 'settings.edit', (d, staff) =>
    changeTicketType(d, { staff, typeId: 1, change: { active: true } }),
  ),
  whole('changeTypeField', 'settings.edit', (d, staff) =>
    changeTypeField(d, { staff, typeId: 1, key: 'none', field: null }),
  ),
  whole('addTicketType', 'settings.edit', (d, staff) =>
    addTicketType(d, { staff, parentId: 0, name: { ru: 'Новый', en: 'New' }, draftId: staff.identityId }),
  ),
  one('setReadingWindow', 'windows.edit', (d, actor, of) =>
    windows.setReadingWindow(d, {
      actor,
      setting: {
        providerId: of.providerId,
        buildingId: null,
        resource: null,
        fromDay: 10,
        toDay: 25,
        mode: 'closed',
        effectiveFrom: '2026-12-01',
      },
    }),
  ),
  one('extendReadingWindow', 'windows.extend', (d, actor, of) =>
    windows.extendReadingWindow(d, {
      actor,
      draftId: of.draftId,
      providerId: of.providerId,
      buildingId: null,
      until: '2026-11-28',
    }),
  ),
  list('listCompanyPayments', 'payments.view', (d, { grants }) =>
    listCompanyPayments(d, { grants, page: 0 }),
  ),
  one('showOperationToStaff', 'payments.view', (d, { grants }, of) =>
    showOperationToStaff(d, { paymentId: of.paymentId, grants }),
  ),
  list('listVat', 'settings.edit', (d, { grants }) => listVat(d, { grants })),
  one('setVat', 'settings.edit', (d, { grants, identityId }, of) =>
    setVat(d, { companyId: of.companyId, vatCode: 1, by: { identityId, grants } }),
  ),
  list('findPeople', 'residents.find', (d, actor, of) => findPeople(d, { actor, query: of.word, page: 0 })),
  one('showPerson', 'residents.view', (d, actor, of) => showPerson(d, { actor, residentId: of.residentId })),
  one('showAccountToStaff', 'residents.view', (d, actor, of) =>
    showAccountToStaff(d, { actor, accountId: of.accountId }),
  ),
  one('checkCodeWord', 'residents.view', (d, actor, of) =>
    checkCodeWord(d, { actor, residentId: of.residentId, said: 'word' }),
  ),
  one('blockByStaff', 'residents.block', (d, actor, of) =>
    blockByStaff(d, { actor, residentId: of.residentId, reason: 'request' }),
  ),
  one('unblockByStaff', 'residents.unblock', (d, actor, of) =>
    unblockByStaff(d, { actor, residentId: of.residentId, how: 'office' }),
  ),
  one('setLinkFrozen', 'residents.block', (d, actor, of) =>
    setLinkFrozen(d, { actor, linkId: of.linkId, frozen: false }),
  ),
  one('issuePin', 'pins.issue', (d, actor, of) =>
    issuePin(d, { actor, accountId: of.accountId, residentId: null, how: 'office', afterCodeId: 0 }),
  ),
  one('openTicketFor', 'residents.view', (d, actor, of) =>
    openTicketFor(d, {
      actor,
      residentId: of.residentId,
      linkId: of.linkId,
      draftId: of.draftId,
      typeId: 1,
      text: of.word,
      contactWay: null,
    }),
  ),
  one('changeOwner', 'accounts.change-owner', (d, actor, of) =>
    changeOwner(d, {
      actor,
      accountId: of.accountId,
      since: '2026-01-01',
      payerName: `${of.word} owner`,
      phone: null,
      draftId: null,
    }),
  ),
  list('listReconciliations', 'payments.reconcile', (d, { grants }) =>
    reconciliation.listReconciliations(d, { grants, page: 0 }),
  ),
  one('showReconciliation', 'payments.reconcile', (d, { grants }, of) =>
    reconciliation.showReconciliation(d, { grants, id: of.reconciliationId }),
  ),
  list('listDifferences', 'payments.reconcile', (d, { grants }, of) =>
    reconciliation.listDifferences(d, { grants, id: of.reconciliationId, outcome: 'missing_here', page: 0 }),
  ),
  one('showDifference', 'payments.reconcile', (d, { grants }, of) =>
    reconciliation.showDifference(d, { grants, rowId: of.reconciliationRowId }),
  ),
  one('resolveDifference', 'payments.reconcile', (d, who, of) =>
    resolveDifference(d, {
      grants: who.grants,
      identityId: who.identityId,
      rowId: of.reconciliationRowId,
      resolution: null,
    }),
  ),
  list('listSettingPlaces', 'settings.edit', (d, actor) =>
    listSettingPlaces(d, { actor, target: 'provider', page: 0, size: 9 }),
  ),
  one('showSettings', 'settings.edit', (d, actor, of) =>
    showSettings(d, { actor, place: { target: 'company', id: of.companyId } }),
  ),
  one('changeSetting', 'settings.edit', (d, actor, of) =>
    changeSetting(d, {
      actor,
      place: { target: 'provider', id: of.providerId },
      field: 'notice-ru',
      typed: `${of.word} notice`,
    }),
  ),
  whole('closedFeatures', 'features.toggle', (d, actor) => closedFeatures(d, { actor })),
  whole('closeFeature', 'features.toggle', (d, actor) =>
    closeFeature(d, { actor, feature: 'bills', closed: false }),
  ),
  whole('textsInForce', 'texts.edit', (d, actor) => textsInForce(d, { actor })),
  whole('publishText', 'texts.edit', (d, actor, of) =>
    publishText(d, { actor, kind: 'terms', draftId: of.draftId, body: { ru: 'x'.repeat(300), en: null } }),
  ),
  whole('listJobs', 'health.view', (d, { grants }) => listJobs(d, { grants, jobs: JOBS })),
  whole('switchJob', 'health.view', (d, who) => switchJob(d, { ...who, job: 'staff.clean-up', off: false })),
  whole('runJobNow', 'health.view', (d, who) => runJobNow(d, { ...who, job: 'staff.clean-up' })),
  list('listAudit', 'audit.view', (d, { grants }) => listAudit(d, { grants, page: 0, filter: ALL })),
  list('auditFile', 'audit.view', async (d, { grants }) =>
    Buffer.from((await auditFile(d, { grants, filter: ALL, format: 'csv', tr })).bytes).toString('utf8'),
  ),
  list('listRoles', 'roles.grant', (d, { grants }) => listRoles(d, { grants })),
  one('grantRole', 'roles.grant', (d, { identityId, grants }, of) =>
    grantRole(d, {
      actor: { kind: 'staff', identityId, grants },
      telegramId: 123_456,
      role: 'manager',
      company: of.slug,
    }),
  ),
  one('revokeRole', 'roles.revoke', (d, { identityId, grants }, of) =>
    revokeRole(d, {
      actor: { kind: 'staff', identityId, grants },
      telegramId: 123_456,
      role: 'manager',
      company: of.slug,
    }),
  ),
  one('showStatistics', 'statistics.view', (d, { grants }, of) =>
    showStatistics(d, { grants, companyId: of.companyId, span: 'month' }),
  ),
  list('listStatisticsCompanies', 'statistics.view', (d, { grants }) =>
    listStatisticsCompanies(d, { grants }),
  ),
  list('ticketFigures', 'tickets.view', (d, staff) => ticketFigures(d, { staff })),
  list('exportTickets', 'tickets.view', async (d, staff) => {
    let text = '';
    for (const { chunks } of await exportTickets(d, { staff, tr }))
      for await (const chunk of chunks()) text += Buffer.from(chunk).toString('utf8');
    return text;
  }),
  list('listQueue', 'tickets.view', (d, staff) =>
    listQueue(d, { staff, filter: 'all', buildingId: 0, typeId: 0, page: 0 }),
  ),
  list('queueHouses', 'tickets.view', (d, staff) => queueHouses(d, { staff })),
  one('mergeSimilar', 'tickets.work', (d, staff, of) => mergeSimilar(d, { ticketId: of.ticketId, staff })),
  one('splitTicket', 'tickets.work', (d, staff, of) => splitTicket(d, { ticketId: of.ticketId, staff })),
  one('listReports', 'tickets.view', (d, staff, of) =>
    listReports(d, { ticketId: of.ticketId, staff, page: 0 }),
  ),
  one('seeContacts', 'tickets.view', (d, staff, of) => seeContacts(d, { ticketId: of.ticketId, staff })),
  one('showStaffTicket', 'tickets.view', (d, staff, of) =>
    showStaffTicket(d, { ticketId: of.ticketId, staff }),
  ),
  one('connectStaffChat', 'tickets.assign', (d, who, of) =>
    connectStaffChat(d, { ...who, chatId: -100_1, companyId: of.companyId }),
  ),
  one('setGroupPrivacy', 'tickets.assign', (d, who, of) =>
    setGroupPrivacy(d, { ...who, companyId: of.companyId, privacy: 'house' }),
  ),
  one('setEscalation', 'tickets.assign', (d, who, of) =>
    setEscalation(d, { ...who, companyId: of.companyId, toIdentityId: who.identityId }),
  ),
  list('ledCompanies', 'tickets.assign', (d, staff) => ledCompanies(d, { staff })),
  // Another company's id shows the first of one's own.
  list('showTicketSettings', 'tickets.assign', (d, staff, of) =>
    showTicketSettings(d, { staff, companyId: of.companyId }),
  ),
];
