import type { Feature } from '../../feature.ts';
import { installFigures } from './figures.ts';
import { installResidentTickets } from './resident.ts';
import { installStaffTickets } from './staff.ts';
import { installTalk } from './talk.ts';
import { installTypeEditor } from './types-staff.ts';
import { wordsForms } from './words.form.ts';

/** Tickets: residents open and follow them, staff works them in private; the group is `group.ts`. */
export const ticketsFeature: Feature = (host) => {
  const words = wordsForms(host.deps);
  for (const form of Object.values(words)) host.forms.define(form);
  installResidentTickets(host, words);
  installStaffTickets(host, words);
  installTalk(host);
  installTypeEditor(host);
  installFigures(host);
};
