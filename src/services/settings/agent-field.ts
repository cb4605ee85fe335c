import { z } from 'zod';
import type { AgentRole } from '../../database/generated/enums.ts';
import { isInn } from '../../domain/bank-details.ts';
import { normalizePhone } from '../../domain/phone.ts';

/** Field names of the two that receipts print. */
export const AGENT_ROLES = {
  agent: 'payment_agent',
  operator: 'money_transfer_operator',
} as const satisfies Record<string, AgentRole>;

export type AgentPart = 'who' | 'licence' | 'address' | 'phones';

/** `operator-licence` → the operator's licence; the bare name is who it is. */
export function splitAgentField(
  field: string,
): { readonly role: AgentRole; readonly part: AgentPart } | null {
  const [name = '', part = 'who'] = field.split('-');
  if (name !== 'agent' && name !== 'operator') return null;
  if (part !== 'who' && part !== 'licence' && part !== 'address' && part !== 'phones') return null;
  return { role: AGENT_ROLES[name], part };
}

const whoSchema = z.object({ inn: z.string(), name: z.string() });

export function readAgentWho(value: unknown): z.infer<typeof whoSchema> | null {
  return whoSchema.safeParse(value).data ?? null;
}

const LONGEST_NAME = 150;

/** `7707083893 ПАО «Сбербанк»`, in either order: the key digits of the ИНН are checked. */
export function readAgent(typed: string): { inn: string; name: string } | null {
  const text = typed.replaceAll(/\s+/g, ' ').trim();
  const match = /^(?:ИНН |INN )?(\d{10}|\d{12})[ ,;]+(.+)$/iu.exec(text);
  const other = /^(.+?)[ ,;]+(?:ИНН |INN )?(\d{10}|\d{12})$/iu.exec(text);
  const [inn = '', name = ''] = match === null ? [other?.[2], other?.[1]] : [match[1], match[2]];
  const { length } = Array.from(name);
  return isInn(inn) && length >= 2 && length <= LONGEST_NAME ? { inn, name } : null;
}

export function showAgent(value: unknown): string {
  const who = readAgentWho(value);
  return who === null ? '' : `${who.inn} ${who.name}`;
}

const MOST_PHONES = 5;

/** `8 800 100-39-00; +7 495 123-45-67`: each must be a phone, and is printed as it was typed. */
export function readPhones(typed: string): string[] | null {
  const phones = typed
    .split(/[;,\n]/)
    .map((phone) => phone.replaceAll(/\s+/g, ' ').trim())
    .filter((phone) => phone !== '');
  const all = phones.every((phone) => phone.length <= 30 && normalizePhone(phone).ok);
  return all && phones.length > 0 && phones.length <= MOST_PHONES ? phones : null;
}
