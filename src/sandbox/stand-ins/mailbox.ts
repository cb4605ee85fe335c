import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { World } from '../world/world.ts';
import { parseMail } from './mime.ts';

/** Bigger mails are refused, bytes. */
const MAX_MAIL = 25 * 1024 * 1024;

/** A mail server that accepts everything and delivers it into the sandbox's mailboxes. */
export interface Mailbox {
  /** `smtp://127.0.0.1:2525`, for SMTP_URL. */
  url: string;
  close(): Promise<void>;
}

/** Starts the mail server. @param port 0 = any free one. */
export async function openMailbox(world: World, host: string, port: number): Promise<Mailbox> {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAX_MAIL,
    onAuth(_auth, _session, callback) {
      callback(null, { user: 'anybody' });
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          callback(Object.assign(new Error('Message is too big'), { responseCode: 552 }));
          return;
        }
        const sender = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
        accept(world, Buffer.concat(chunks), sender, session.envelope.rcptTo);
        callback(null);
      });
    },
  });
  server.on('error', () => {
    // A client that hangs up in the middle; nothing was accepted.
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.server.address();
  return {
    url: `smtp://${host}:${isAddress(address) ? address.port : port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

/** One mail per recipient, as mailboxes have it. */
function accept(world: World, raw: Buffer, sender: string, recipients: { address: string }[]): void {
  const mail = parseMail(raw);
  const attachments = mail.attachments.map(({ name, mimeType, bytes }) => ({
    name,
    mimeType,
    size: bytes.length,
    fileId: world.files.add(bytes, name, mimeType).id,
  }));
  for (const { address } of recipients) {
    world.addMail({
      to: address.toLowerCase(),
      from: mail.from === '' ? sender : mail.from,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      attachments,
    });
  }
  world.journal.flush();
}
