import { z } from 'zod';
import type { Lane } from './delivery.ts';
import { LOCALES, type Locale } from './locale.ts';
import type { SubscriptionTopic } from './subscriptions.ts';

export const ANNOUNCEMENT_KINDS = ['common', 'outage', 'emergency', 'promotion'] as const;
export type AnnouncementKind = (typeof ANNOUNCEMENT_KINDS)[number];

export const ANNOUNCEMENT_STATUSES = [
  'draft',
  'awaiting_approval',
  'scheduled',
  'sending',
  'paused',
  'sent',
  'cancelled',
] as const;
export type AnnouncementStatus = (typeof ANNOUNCEMENT_STATUSES)[number];

/** What may follow what. A scheduled one may go back to draft: that is the undo. */
export const ANNOUNCEMENT_TRANSITIONS: Readonly<Record<AnnouncementStatus, readonly AnnouncementStatus[]>> = {
  draft: ['awaiting_approval', 'scheduled', 'cancelled'],
  awaiting_approval: ['scheduled', 'draft', 'cancelled'],
  // Grown past one person's word by its time it waits for a second one.
  scheduled: ['sending', 'awaiting_approval', 'draft', 'cancelled'],
  sending: ['paused', 'sent', 'cancelled'],
  paused: ['sending', 'cancelled'],
  // Resending to those who did not get it opens it again.
  sent: ['sending'],
  cancelled: [],
};

interface KindRules {
  /** null: nobody can switch it off. */
  readonly topic: SubscriptionTopic | null;
  readonly lane: Lane;
  /** Has a beginning and an end that are asked for. */
  readonly times: 'from-to' | 'until' | 'none';
}

/** Emergencies pass subscriptions, quiet hours and the cap; promotions go to those who agreed before. */
export const ANNOUNCEMENT_RULES: Readonly<Record<AnnouncementKind, KindRules>> = {
  common: { topic: 'letters', lane: 'bulk', times: 'none' },
  outage: { topic: 'outages', lane: 'bulk', times: 'from-to' },
  emergency: { topic: null, lane: 'emergency', times: 'until' },
  promotion: { topic: 'promotions', lane: 'bulk', times: 'none' },
};

/** To whom. Empty lists and nulls do not narrow; the company stands in the announcement itself. */
export const audienceSchema = z.object({
  providerIds: z.array(z.number().int()).default([]),
  buildingIds: z.array(z.number().int()).default([]),
  entrance: z.string().nullable().default(null),
  flats: z.array(z.string()).default([]),
  /** kopecks; those who owe more */
  debtOver: z.number().int().nullable().default(null),
  withoutReadings: z.boolean().default(false),
  locale: z.enum(LOCALES).nullable().default(null),
});
export type Audience = z.infer<typeof audienceSchema>;

export const EVERYBODY: Audience = audienceSchema.parse({});

/** Text is Telegram HTML made from entities, so its formatting is kept. */
export const contentSchema = z.object({
  ru: z.string().nullable().default(null),
  en: z.string().nullable().default(null),
});
export type AnnouncementContent = z.infer<typeof contentSchema>;

/** The text in the person's language, else in the one there is. */
export function contentFor(content: AnnouncementContent, locale: Locale): string {
  return content[locale] ?? content.ru ?? content.en ?? '';
}

/** Time to take a pressed "send" back. */
export const UNDO_MS = 15_000;
/** Above so many recipients a second person must agree; a setting may say otherwise. */
export const APPROVAL_ABOVE = 500;
export const MOST_FILES = 10;
/** Telegram's limits (4096 and 1024) in characters a reader sees, less what stands above and below the text. */
export const LONGEST_TEXT = 3800;
export const LONGEST_CAPTION = 850;

/** Characters a text may have. */
export const longestText = (withFiles: boolean): number => (withFiles ? LONGEST_CAPTION : LONGEST_TEXT);

const MOST_FLATS = 500;

/** Flats as people write them: `1–20, 25, 31а`; neighbours in a row as a range. */
export function formatFlats(flats: readonly string[]): string {
  const parts: { first: string; last: string }[] = [];
  for (const flat of flats) {
    const open = parts.at(-1);
    const follows = /^\d+$/.test(flat) && open !== undefined && Number(open.last) + 1 === Number(flat);
    if (open !== undefined && follows) open.last = flat;
    else parts.push({ first: flat, last: flat });
  }
  return parts
    .map(({ first, last }) =>
      first === last ? first : `${first}${Number(last) - Number(first) === 1 ? ', ' : '–'}${last}`,
    )
    .join(', ');
}

/** Read `1-20, 25, 31а`: flats and ranges. null: not readable, or too many. */
export function parseFlats(text: string): string[] | null {
  const flats = new Set<string>();
  for (const part of text
    .toLowerCase()
    .split(/[,;\s]+/)
    .filter((piece) => piece !== '')) {
    const range = /^(\d{1,4})[-–—](\d{1,4})$/.exec(part);
    if (range !== null) {
      const [from, to] = [Number(range[1]), Number(range[2])];
      if (from > to || to - from >= MOST_FLATS) return null;
      for (let flat = from; flat <= to; flat += 1) flats.add(String(flat));
    } else if (/^\d{1,4}[a-zа-яё]?$/.test(part)) flats.add(part);
    else return null;
  }
  return flats.size === 0 || flats.size > MOST_FLATS ? null : [...flats];
}
