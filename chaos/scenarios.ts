import { broadcast } from './broadcast/scenario.ts';
import { gateway } from './gateway/scenario.ts';
import { slice } from './slice/scenario.ts';
import { soak } from './soak/scenario.ts';
import type { Scenario } from './support/scenario.ts';
import { upgrade } from './upgrade/scenario.ts';

/** Every fault run, in the order of a whole one. */
export const SCENARIOS: readonly Scenario[] = [slice, broadcast, gateway, soak, upgrade];
