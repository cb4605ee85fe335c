import { broadcast } from './broadcast/section.ts';
import { dialogues } from './dialogues/section.ts';
import { documents } from './documents/section.ts';
import { imports } from './import/section.ts';
import { payments } from './payments/section.ts';
import { readings } from './readings/section.ts';
import { sandbox } from './sandbox/section.ts';
import { scheduler } from './scheduler/section.ts';
import { startUp } from './start-up/section.ts';
import type { Section } from './support/section.ts';
import { updates } from './updates/section.ts';

/** Every part of the benchmarks, in the order of a whole run. */
export const SECTIONS: readonly Section[] = [
  updates,
  dialogues,
  payments,
  readings,
  imports,
  scheduler,
  broadcast,
  documents,
  sandbox,
  startUp,
];
