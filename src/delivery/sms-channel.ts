import {
  type SmsGateway,
  type SmsRefusal,
  SmsRefusedError,
  SmsUnavailableError,
} from '../gateways/sms/sms-gateway.ts';
import { htmlToPlain } from '../texts/html.ts';
import type { DeliveryChannel, SendOutcome } from './channels.ts';

/** What a refusal means for the message: the number, the text, or our account with the gateway. */
const OUTCOMES: Readonly<
  Record<SmsRefusal, SendOutcome['kind'] & ('unreachable' | 'rejected' | 'refused-us')>
> = {
  'wrong-number': 'unreachable',
  undeliverable: 'unreachable',
  'forbidden-text': 'rejected',
  'bad-request': 'rejected',
  'no-money': 'refused-us',
  'wrong-login': 'refused-us',
  blocked: 'refused-us',
};

/** SMS: the plain text only. */
export function createSmsChannel(gateway: SmsGateway): DeliveryChannel {
  return {
    channel: 'sms',
    async send(message, recipient) {
      if (recipient.channel !== 'sms') return { kind: 'rejected', reason: 'not an SMS recipient' };
      const text = message.plain ?? htmlToPlain(message.html);
      try {
        await gateway.send({ phone: recipient.phone, text, key: recipient.key });
        return { kind: 'sent' };
      } catch (error) {
        if (error instanceof SmsRefusedError) return { kind: OUTCOMES[error.refusal], reason: error.message };
        if (!(error instanceof SmsUnavailableError)) throw error;
        return { kind: error.sent === 'no' ? 'not-sent' : 'ambiguous', reason: error.message };
      }
    },
  };
}
