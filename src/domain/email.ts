/** RFC 5321: a path has 256 octets with its brackets. */
export const MAX_EMAIL_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

export type EmailReading =
  | { readonly ok: true; readonly email: string }
  | { readonly ok: false; readonly code: 'EMAIL_WRONG_FORM' | 'EMAIL_TOO_LONG' };

const LOCAL = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z][a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * An e-mail address in its normal form: trimmed, `mailto:` and brackets off, domain in lower case as its owner writes
 * it («почта@домовой.рф» stays Cyrillic). Pragmatic: what people really have; no quoted local parts, no IP literals,
 * no domain without a dot. The local part keeps its case: some servers tell it apart.
 */
export function normalizeEmail(typed: string): EmailReading {
  const text = typed
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/^<(.*)>$/u, '$1');
  if (text.length > MAX_EMAIL_LENGTH * 2) return { ok: false, code: 'EMAIL_TOO_LONG' };
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at));
  const domain = text.slice(at + 1).toLowerCase();
  const ascii = toAscii(domain);
  if (at < 1 || !LOCAL.test(local) || !HOST.test(ascii)) return { ok: false, code: 'EMAIL_WRONG_FORM' };
  if (byteLength(local) > MAX_LOCAL_LENGTH || byteLength(local) + 1 + ascii.length > MAX_EMAIL_LENGTH) {
    return { ok: false, code: 'EMAIL_TOO_LONG' };
  }
  return { ok: true, email: `${local}@${domain}` };
}

/** One mailbox in one spelling, for limits and comparing; not for sending. */
export function emailKey(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at)}@${toAscii(email.slice(at + 1).toLowerCase())}`.toLowerCase();
}

/** `i***@mail.ru`: the owner recognises it, a passer-by does not learn it. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const first = Array.from(email.slice(0, Math.max(0, at)));
  return `${first.length > 2 ? first[0] : ''}***${at < 0 ? '' : email.slice(at)}`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The domain as it goes over the wire (IDNA); '' when it is none. */
function toAscii(domain: string): string {
  // The parser of addresses gives ports, paths and escapes a meaning: none of them may get there.
  const address = `http://${domain}`;
  const plain = /^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && URL.canParse(address);
  return plain ? new URL(address).hostname : '';
}
