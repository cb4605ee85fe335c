import type { BillLine } from './bill-lines.ts';
import { type Kopecks, kopecks } from './money.ts';

/** Groups of services, as people tell a bill apart; the order is that of pictures. */
export const SERVICE_GROUPS = [
  'housing',
  'heating',
  'water',
  'energy',
  'waste',
  'security',
  'repair',
  'media',
  'other',
] as const;
export type ServiceGroup = (typeof SERVICE_GROUPS)[number];

/** The first that fits; words of the seeds' bills and of the standard form. */
const WORDS: readonly (readonly [ServiceGroup, RegExp])[] = [
  ['repair', /кап(?:итальн\p{L}*|\.)?\s*рем|взнос\p{L}*\s+на\s+кап/u],
  ['waste', /тко|тбо|мусор|отход/u],
  ['heating', /отоплен|теплов|теплоснаб|подогрев|гкал/u],
  ['water', /вод(?:а|ы|у|о)|хвс|гвс|стоки|канализ/u],
  ['energy', /электр|(?:^|[^\p{L}])эл\.|газ(?:$|[^\p{L}])|газоснаб|мощност/u],
  ['security', /охран|консьерж|комендант|пропускн|видеонаблюд|(?:^|[^\p{L}])опс|домофон|сигнализ/u],
  ['media', /антенн|телев|радио|интернет|телефон|(?:^|[^\p{L}])тв(?:$|[^\p{L}])|связ/u],
  [
    'housing',
    /содерж|обслуж|(?:^|[^\p{L}])обсл|управлен|ремонт|уборк|лифт|жиль|жилищ|придом|найм|благоустр/u,
  ],
];

/** The group of a service by the words of its name. */
export function serviceGroup(service: string): ServiceGroup {
  const name = service.toLowerCase().replaceAll('ё', 'е');
  return WORDS.find(([, words]) => words.test(name))?.[0] ?? 'other';
}

/**
 * What a month cost by group of services, without debts carried over: accrued with recalculation, penalty and benefits
 * where the columns exist, else the line's sum. Sub-lines are in their lines already. Kopecks, may be negative.
 */
export function chargesByGroup(lines: readonly BillLine[]): ReadonlyMap<ServiceGroup, Kopecks> {
  const sums = new Map<ServiceGroup, Kopecks>();
  for (const line of lines) {
    if (line.subline) continue;
    const group = serviceGroup(line.service);
    sums.set(group, kopecks((sums.get(group) ?? 0) + chargeOf(line)));
  }
  return sums;
}

function chargeOf(line: BillLine): number {
  if (line.accrued === null) return line.total;
  return line.accrued + (line.recalculation ?? 0) + (line.penalty ?? 0) - Math.abs(line.benefits ?? 0);
}
