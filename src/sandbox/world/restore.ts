import type {
  BotRecord,
  CallbackPress,
  ChatHead,
  FileRecord,
  InvoiceTerms,
  MailRecord,
  Person,
  QueuedUpdate,
  SmsRecord,
  StoredMessage,
} from './model.ts';
import type { World } from './world.ts';

/** What a key of the journal holds. The journal is written by this program only, so its shape is known. */
interface Shapes {
  person: Person;
  bot: BotRecord;
  file: FileRecord;
  chat: ChatHead;
  message: StoredMessage;
  update: QueuedUpdate;
  press: CallbackPress;
  invoice: InvoiceTerms;
  sms: SmsRecord;
  mail: MailRecord;
}

function isShape<K extends keyof Shapes>(kind: K, key: string, value: unknown): value is Shapes[K] {
  return key.startsWith(`${kind}/`) && typeof value === 'object' && value !== null;
}

function collect<K extends keyof Shapes>(
  records: Map<string, unknown>,
  kind: K,
): { path: string[]; value: Shapes[K] }[] {
  const found: { path: string[]; value: Shapes[K] }[] = [];
  for (const [key, value] of records) {
    if (isShape(kind, key, value)) found.push({ path: key.split('/').slice(1), value });
  }
  return found;
}

/** Builds the world as it was from the journal's records. */
export function restoreWorld(world: World, records: Map<string, unknown>): void {
  for (const { value } of collect(records, 'file')) world.files.restore(value);
  for (const { value } of collect(records, 'person')) world.putPerson(value);
  for (const { value } of collect(records, 'bot')) world.makeBot(value);
  for (const { path, value } of collect(records, 'chat')) {
    const bot = world.botById(Number(path[0]));
    if (bot !== undefined) world.addChat(bot, value);
  }
  const messages = collect(records, 'message');
  messages.sort((a, b) => a.value.message.message_id - b.value.message.message_id);
  for (const { path, value } of messages) {
    const chat = world.botById(Number(path[0]))?.chats.get(Number(path[1]));
    chat?.messages.set(value.message.message_id, value);
  }
  const updates = collect(records, 'update');
  updates.sort((a, b) => a.value.id - b.value.id);
  for (const { path, value } of updates) world.botById(Number(path[0]))?.queue.restore(value);
  for (const { path, value } of collect(records, 'press')) {
    world.botById(Number(path[0]))?.restorePress(value);
  }
  for (const { path, value } of collect(records, 'invoice')) {
    const slug = path[1];
    if (slug !== undefined) world.botById(Number(path[0]))?.invoiceLinks.set(slug, value);
  }
  for (const { value } of collect(records, 'sms')) world.restoreSms(value);
  for (const { value } of collect(records, 'mail')) world.restoreMail(value);
  world.journal.markClean();
}
