import type { Row } from './constraint-rows.ts';
import {
  agent,
  batch,
  card,
  challenge,
  code,
  LATER,
  link,
  meter,
  NOW,
  reading,
  readingWindow,
  request,
  resident,
  setting,
  text,
} from './constraint-rows.ts';

/** A partial or expression unique index: after `base`, `again` is refused and each of `accepted` is not. */
export interface UniqueCase {
  readonly table: string;
  readonly index: string;
  readonly base: Row;
  readonly again: Row;
  readonly accepted: readonly Row[];
}

export const UNIQUES: readonly UniqueCase[] = [
  {
    table: 'SavedCard',
    index: 'SavedCard_one_default_key',
    base: { ...card, isDefault: true },
    again: { ...card, id: 11, methodId: 'm11', isDefault: true },
    accepted: [{ ...card, id: 11, methodId: 'm11' }],
  },
  {
    table: 'PaymentAgent',
    index: 'PaymentAgent_everywhere_key',
    base: agent,
    again: { ...agent, id: 11 },
    accepted: [
      { ...agent, id: 11, companyId: 1 },
      { ...agent, id: 12, validFrom: '2027-01-01' },
    ],
  },
  {
    table: 'Resident',
    index: 'Resident_phone_key',
    base: resident,
    again: { ...resident, id: 11 },
    accepted: [
      { ...resident, id: 11, deletedAt: NOW },
      { ...resident, id: 12, phone: '+79990000011' },
    ],
  },
  {
    table: 'Acceptance',
    index: 'Acceptance_one_active_key',
    base: { id: 10, identityId: 1, kind: 'terms', documentId: 1, acceptedAt: NOW },
    again: { id: 11, identityId: 1, kind: 'terms', documentId: 1, acceptedAt: LATER },
    accepted: [{ id: 11, identityId: 1, kind: 'terms', documentId: 1, acceptedAt: NOW, withdrawnAt: LATER }],
  },
  {
    table: 'StaffRole',
    index: 'StaffRole_one_active_key',
    base: { id: 10, identityId: 1, role: 'operator' },
    again: { id: 11, identityId: 1, role: 'operator', expiresAt: LATER },
    accepted: [
      { id: 11, identityId: 1, role: 'operator', revokedAt: NOW },
      { id: 12, identityId: 1, role: 'operator', companyId: 1 },
      { id: 13, identityId: 1, role: 'manager' },
    ],
  },
  {
    table: 'AccountLink',
    index: 'AccountLink_one_active_key',
    base: link,
    again: { ...link, id: 11, status: 'frozen' },
    accepted: [{ ...link, id: 11, status: 'revoked', revokedAt: NOW }],
  },
  {
    table: 'AccessRequest',
    index: 'AccessRequest_one_pending_key',
    base: request,
    again: { ...request, id: 11, draftId: 11 },
    accepted: [
      { ...request, id: 11, draftId: 11, status: 'cancelled' },
      { ...request, id: 12, draftId: 12, number: '11', accountId: null },
    ],
  },
  {
    table: 'AccessCode',
    index: 'AccessCode_one_live_key',
    base: code,
    again: { ...code, id: 11 },
    accepted: [
      { ...code, id: 11, revokedAt: NOW },
      { ...code, id: 12, consumedAt: NOW },
      { ...code, id: 13, residentId: null },
    ],
  },
  {
    table: 'Challenge',
    index: 'Challenge_one_live_key',
    base: challenge,
    again: { ...challenge, id: 11 },
    accepted: [
      { ...challenge, id: 11, revokedAt: NOW },
      { ...challenge, id: 12, channel: 'email' },
      { ...challenge, id: 13, subject: 'payment:2' },
    ],
  },
  {
    table: 'ImportBatch',
    index: 'ImportBatch_published_once_key',
    base: { ...batch, status: 'published', publishedAt: NOW },
    again: { ...batch, id: 11, status: 'published', publishedAt: LATER, fileName: 'renamed.csv' },
    accepted: [
      { ...batch, id: 11, status: 'staged' },
      { ...batch, id: 12, status: 'rolled_back', publishedAt: NOW, rolledBackAt: LATER },
      { ...batch, id: 13, status: 'published', publishedAt: NOW, kind: 'meters' },
    ],
  },
  {
    table: 'Meter',
    index: 'Meter_one_active_key',
    base: meter,
    again: { ...meter, id: 11 },
    accepted: [
      { ...meter, id: 11, archivedAt: NOW },
      { ...meter, id: 12, resource: 'hot_water' },
    ],
  },
  {
    table: 'Reading',
    index: 'Reading_one_current_key',
    base: reading,
    again: { ...reading, id: 11, number: 'R11', key: 'k11' },
    accepted: [
      { ...reading, id: 11, number: 'R11', key: 'k11', isCurrent: false },
      { ...reading, id: 12, number: 'R12', key: 'k12', period: '2026-12' },
    ],
  },
  {
    table: 'ReadingWindow',
    index: 'ReadingWindow_provider_key',
    base: readingWindow,
    again: { ...readingWindow, id: 11, fromDay: 1 },
    accepted: [
      { ...readingWindow, id: 11, buildingId: 1 },
      { ...readingWindow, id: 12, resource: 'gas' },
      { ...readingWindow, id: 13, effectiveFrom: '2027-01-01' },
    ],
  },
  {
    table: 'ReadingWindow',
    index: 'ReadingWindow_building_key',
    base: { ...readingWindow, buildingId: 1 },
    again: { ...readingWindow, buildingId: 1, id: 11 },
    accepted: [{ ...readingWindow, id: 11 }],
  },
  {
    table: 'ReadingWindow',
    index: 'ReadingWindow_resource_key',
    base: { ...readingWindow, resource: 'gas' },
    again: { ...readingWindow, resource: 'gas', id: 11 },
    accepted: [{ ...readingWindow, resource: 'heat', id: 11 }],
  },
  {
    table: 'ReadingWindow',
    index: 'ReadingWindow_both_key',
    base: { ...readingWindow, buildingId: 1, resource: 'gas' },
    again: { ...readingWindow, buildingId: 1, resource: 'gas', id: 11 },
    accepted: [{ ...readingWindow, buildingId: 1, resource: 'heat', id: 11 }],
  },
  {
    table: 'Setting',
    index: 'Setting_version_key',
    base: setting,
    again: { ...setting, id: 11, value: 1 },
    accepted: [
      { ...setting, id: 11, companyId: 1 },
      { ...setting, id: 12, effectiveFrom: '2026-02-01' },
    ],
  },
  {
    table: 'TextDocument',
    index: 'TextDocument_version_key',
    base: text,
    again: { ...text, id: 11 },
    accepted: [
      { ...text, id: 11, companyId: 1 },
      { ...text, id: 12, version: 2 },
      { ...text, id: 13, slug: 'other' },
    ],
  },
];
