import { redactError } from './redact-error.ts';
import { lastFour, type RedactText } from './redact-text.ts';

const HIDDEN = '[hidden]';
const DEEPEST = 6;
const MOST_ITEMS = 50;

/** Names of fields whose values are never logged, in small letters without `_`. */
const HIDDEN_FIELDS = new Set([
  ...[
    'name',
    'firstname',
    'lastname',
    'surname',
    'patronymic',
    'fullname',
    'payername',
    'displayname',
    'username',
  ],
  ...['phone', 'phones', 'phonenumber', 'homephone', 'phoneonfile', 'contact', 'email', 'birthdate'],
  ...['address', 'livingaddress', 'postaladdress', 'flat'],
  ...[
    'text',
    'caption',
    'html',
    'plain',
    'body',
    'message',
    'content',
    'entities',
    'payload',
    'params',
    'args',
  ],
  ...['token', 'password', 'secret', 'secretkey', 'authorization', 'cookie', 'codeword', 'pin', 'otp'],
  ...['cardnumber', 'pan', 'url', 'fileurl'],
]);

/** Numbers that stand for a flat's account: the last four digits are shown. */
const ACCOUNT_FIELDS = new Set(['account', 'accountnumber', 'number', 'els', 'jkuid', 'contract', 'uin']);

/** Cleans the fields of a record, however deep: by their names, and every text by its patterns. */
export function createRedactFields(text: RedactText): (fields: object) => Record<string, unknown> {
  function clean(key: string, value: unknown, depth: number): unknown {
    const name = key.toLowerCase().replaceAll('_', '');
    if (value === null || value === undefined || typeof value === 'boolean') return value;
    if (value instanceof Error) return redactError(value, text);
    if (HIDDEN_FIELDS.has(name)) return HIDDEN;
    if (ACCOUNT_FIELDS.has(name) && typeof value !== 'object') return lastFour(String(value));
    if (name === 'code' && /^\d{4,8}$/.test(String(value))) return HIDDEN;
    if (typeof value === 'number') return value;
    if (typeof value === 'bigint') return value.toString();
    if (typeof value === 'string') return text(value);
    return typeof value === 'object' ? cleanObject(value, depth + 1) : `[${typeof value}]`;
  }

  function cleanObject(value: object, depth: number): unknown {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
    if (depth > DEEPEST) return '[deeper]';
    if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => clean('', item, depth));
    const json: unknown = Reflect.get(value, 'toJSON');
    if (typeof json === 'function') return clean('', Reflect.apply(json, value, []), depth);
    return Object.fromEntries(
      Object.entries(value)
        .slice(0, MOST_ITEMS)
        .map(([key, one]) => [text(key), clean(key, one, depth)]),
    );
  }

  return (fields) => {
    const cleaned = fields instanceof Error ? { err: redactError(fields, text) } : cleanObject(fields, 0);
    return typeof cleaned === 'object' && cleaned !== null && !Array.isArray(cleaned)
      ? { ...cleaned }
      : { value: cleaned };
  };
}
