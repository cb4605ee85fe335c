import type { FormOwner, FormStep } from '../../ui/form.ts';

/** What registration and the forms of the profile collect; plain JSON. The code word is here as its hash only. */
export type PersonValues = {
  phone: string;
  phoneProof: 'contact' | 'sms';
  phoneProved: boolean;
  firstName: string;
  lastName: string;
  /** null = none */
  patronymic: string | null;
  codeWordHash: string;
  /** null = skipped */
  email: string | null;
  emailProved: boolean;
  /** What was typed or followed; kept out of the draft. */
  code: string;
  token: string;
};

export type PersonStep = FormStep<PersonValues>;
export type Who = FormOwner & { key: string };
