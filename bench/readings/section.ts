import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/database/client.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import { atMost, type Section, type SectionResult } from '../support/section.ts';
import { percentile, round } from '../support/statistics.ts';
import { buildHouse, type Flat, type House } from './house.ts';
import { sendReadings } from './send.ts';

const FLATS = 500;
const SECONDS = 60;

interface Sent {
  /** ms from the press to the answer, by flat */
  readonly checks: number[];
  readonly saves: number[];
  /** why somebody was turned away, by flat */
  readonly refused: string[];
}

/** A whole house sends its readings in the last minute of the window; then all of them press at the same instant. */
export const readings: Section = {
  name: 'readings',
  what: 'a house of 500 flats sending in the last minute: p50/p99 of the check and of Save, nothing lost',
  async run({ services, progress }): Promise<SectionResult> {
    const folder = mkdtempSync(join(tmpdir(), 'domovoy-bench-'));
    const own =
      services.databaseUrl === null ? null : await createOwnDatabase(services.databaseUrl, 'readings');
    const database = await openDatabase(
      own === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url: own.url },
    );
    try {
      progress(`building a house of ${FLATS} flats`);
      const house = await buildHouse(database, FLATS);
      progress(`${FLATS} flats in ${SECONDS} s`);
      const minute = await arrive(house, (index) => (index * SECONDS * 1_000) / FLATS);
      const afterMinute = await house.countSaved();
      progress('once more, corrections, all at the same instant');
      const second = await house.again();
      const instant = await arrive(second, () => 0);
      const afterInstant = await second.countSaved();
      return result({ minute, instant, afterMinute, afterInstant, meters: house.metersPerFlat });
    } finally {
      await database.close();
      await own?.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function arrive(house: House, at: (index: number) => number): Promise<Sent> {
  const checks: number[] = [];
  const saves: number[] = [];
  const refused: string[] = [];
  const begun = performance.now();
  const send = async (flat: Flat, index: number): Promise<void> => {
    const wait = begun + at(index) - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      const took = await sendReadings(house, flat);
      checks.push(took.check);
      saves.push(took.save);
    } catch (error) {
      refused.push(error instanceof Error ? error.message.slice(0, 120) : String(error));
    }
  };
  await Promise.all(house.flats.map(send));
  return { checks, saves, refused };
}

function result(measured: {
  readonly minute: Sent;
  readonly instant: Sent;
  readonly afterMinute: number;
  readonly afterInstant: number;
  readonly meters: number;
}): SectionResult {
  const { minute, instant, afterMinute, afterInstant, meters } = measured;
  // What was said to be taken must be there; who was turned away knows it and presses again.
  const wanted = (sent: Sent): number => sent.saves.length * meters;
  const ms = (name: string, value: number) => ({ name, value: round(value), unit: 'ms' });
  return {
    figures: [
      { ...ms('Save, p99, last minute', percentile(minute.saves, 0.99)), must: atMost(200) },
      ms('Save, p50, last minute', percentile(minute.saves, 0.5)),
      {
        ...ms('check of typed values, p99, last minute', percentile(minute.checks, 0.99)),
        must: atMost(200),
      },
      {
        name: 'readings lost in the last minute',
        value: wanted(minute) - afterMinute,
        unit: '',
        must: atMost(0),
      },
      {
        name: 'flats turned away in the last minute',
        value: minute.refused.length,
        unit: '',
        must: atMost(0),
      },
      ms('Save, p99, all 500 at one instant', percentile(instant.saves, 0.99)),
      { name: 'flats turned away, all at one instant', value: instant.refused.length, unit: '' },
      {
        name: 'readings lost, all at one instant',
        value: wanted(instant) - afterInstant,
        unit: '',
        must: atMost(0),
      },
    ],
    tables: [],
    notes: [
      `${FLATS} flats with ${meters} meters each and a year of readings; the services as the bot calls them, in one process.`,
      `The instant is a second sending of the same flats: corrections that replace.`,
      ...new Set([...minute.refused, ...instant.refused]),
    ],
  };
}
