import {
  type EmailGateway,
  EmailRefusedError,
  EmailUnavailableError,
} from '../gateways/email/email-gateway.ts';
import { escapeHtml, htmlToPlain } from '../texts/html.ts';
import type { DeliveryChannel, RenderedMessage } from './channels.ts';

const LONGEST_SUBJECT = 120;

/** Letters. Buttons that open addresses become links; the others exist in the chat only. */
export function createEmailChannel(gateway: EmailGateway): DeliveryChannel {
  return {
    channel: 'email',
    async send(message, recipient) {
      if (recipient.channel !== 'email') return { kind: 'rejected', reason: 'not an e-mail recipient' };
      const { document } = message;
      try {
        await gateway.send({
          to: recipient.address,
          subject: subjectOf(message),
          text: [
            plainOf(message),
            ...[...links(message), ...footer(message)].map(({ caption, url }) => `${caption}: ${url}`),
          ].join('\n\n'),
          html: htmlOf(message),
          ...(document !== undefined && 'bytes' in document ? { attachments: [document] } : {}),
          ...(message.unsubscribe === undefined ? {} : { unsubscribeUrl: message.unsubscribe.url }),
          key: recipient.key,
        });
        return { kind: 'sent' };
      } catch (error) {
        if (error instanceof EmailRefusedError) return { kind: 'rejected', reason: error.message };
        if (!(error instanceof EmailUnavailableError)) throw error;
        if (error.sent === 'no') return { kind: 'not-sent', reason: error.message };
        if (error.sent === 'refused-us') return { kind: 'refused-us', reason: error.message };
        return { kind: 'ambiguous', reason: error.message };
      }
    },
  };
}

function plainOf(message: RenderedMessage): string {
  return message.plain ?? htmlToPlain(message.html);
}

function subjectOf(message: RenderedMessage): string {
  const subject =
    message.subject ??
    plainOf(message)
      .split('\n')
      .find((line) => line.trim() !== '') ??
    '';
  return subject.trim().slice(0, LONGEST_SUBJECT);
}

function links(message: RenderedMessage): { caption: string; url: string }[] {
  return (message.buttons ?? []).flat().flatMap((button) => ('url' in button ? [button] : []));
}

/** Telegram's tags are tags of letters as well; what a mail program does not know it shows as plain text. */
function htmlOf(message: RenderedMessage): string {
  const buttons = links(message).map(
    ({ caption, url }) => `<p><a href="${escapeHtml(url)}">${escapeHtml(caption)}</a></p>`,
  );
  const foot = footer(message).map(
    ({ caption, url }) =>
      `<p style="font-size: small"><a href="${escapeHtml(url)}">${escapeHtml(caption)}</a></p>`,
  );
  return `<div style="white-space: pre-wrap">${message.html}</div>${buttons.join('')}${foot.join('')}`;
}

function footer(message: RenderedMessage): { caption: string; url: string }[] {
  return message.unsubscribe === undefined ? [] : [message.unsubscribe];
}
