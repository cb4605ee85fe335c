import type { FileOptions, Seat, SendOptions } from '../driver-api.ts';
import { act } from '../people/actions.ts';
import { editFile } from '../people/edit-message.ts';
import { type Acting, chatFor } from '../people/say.ts';
import { type PersonFile, sendFiles } from '../people/send-files.ts';
import { messageView } from '../people/views.ts';
import type {
  ActionResult,
  InlineButtonView,
  MessageView,
  PersonAction,
  SpecialKind,
} from '../person-api.ts';
import type { Chat as WorldChat } from '../world/chat.ts';
import { plainSpaces, screenText } from './screen.ts';

export interface SeatContext {
  acting: Acting;
  settled(): Promise<void>;
  /** Spaces made plain in what tests read. */
  plain: boolean;
}

/** Kinds that are not the bot speaking. */
const NOT_SAID = new Set(['service', 'payment']);

/** Something a person can press, and how. */
interface Pressable {
  caption: string;
  action: PersonAction;
}

/** A person in a chat. */
export class ChatSeat implements Seat {
  readonly chatId: number;
  protected readonly context: SeatContext;

  constructor(context: SeatContext, chatId: number) {
    this.context = context;
    this.chatId = chatId;
  }

  protected get chat(): WorldChat {
    return chatFor(this.context.acting, this.chatId);
  }

  protected async perform(action: PersonAction): Promise<ActionResult> {
    const { world, bot, person } = this.context.acting;
    const result = await act(world, bot, person, action);
    await this.context.settled();
    return result;
  }

  protected async performMessage(action: PersonAction): Promise<MessageView> {
    const { message } = await this.perform(action);
    if (message === undefined) throw new Error(`${action.type} has sent no message`);
    return message;
  }

  send(text: string, options: SendOptions = {}): Promise<MessageView> {
    return this.performMessage({ type: 'send-text', chatId: this.chatId, text, ...options });
  }

  async #sendFiles(
    kind: Parameters<typeof sendFiles>[2],
    files: PersonFile[],
    options: FileOptions,
  ): Promise<MessageView[]> {
    const { acting, settled } = this.context;
    const sent = sendFiles(acting, this.chat, kind, files, options);
    await settled();
    const { world, bot, person } = acting;
    return sent.map((stored) => messageView(world, bot, this.chat, stored, person.id));
  }

  async #sendFile(
    kind: Parameters<typeof sendFiles>[2],
    bytes: Uint8Array,
    name: string,
    options: FileOptions = {},
  ): Promise<MessageView> {
    const [view] = await this.#sendFiles(kind, [fileOf(bytes, name, options.mimeType)], options);
    if (view === undefined) throw new Error('no message was sent');
    return view;
  }

  sendPhoto(bytes: Uint8Array, options?: FileOptions): Promise<MessageView> {
    return this.#sendFile('photo', bytes, '', options);
  }

  sendDocument(bytes: Uint8Array, name: string, options?: FileOptions): Promise<MessageView> {
    return this.#sendFile('document', bytes, name, options);
  }

  sendVideo(bytes: Uint8Array, options?: FileOptions): Promise<MessageView> {
    return this.#sendFile('video', bytes, 'video.mp4', { mimeType: 'video/mp4', ...options });
  }

  sendVoice(bytes: Uint8Array, options?: FileOptions): Promise<MessageView> {
    return this.#sendFile('voice', bytes, 'voice.oga', { mimeType: 'audio/ogg', ...options });
  }

  sendAudio(bytes: Uint8Array, name: string, options?: FileOptions): Promise<MessageView> {
    return this.#sendFile('audio', bytes, name, { mimeType: 'audio/mpeg', ...options });
  }

  sendAlbum(pictures: Uint8Array[], options: FileOptions = {}): Promise<MessageView[]> {
    const files = pictures.map((bytes) => fileOf(bytes, '', options.mimeType));
    return this.#sendFiles('photo', files, options);
  }

  sendLocation(latitude: number, longitude: number, options: SendOptions = {}): Promise<MessageView> {
    return this.performMessage({
      type: 'send-location',
      chatId: this.chatId,
      latitude,
      longitude,
      ...options,
    });
  }

  sendCard(card: { phone: string; firstName: string; lastName?: string }): Promise<MessageView> {
    const contact = {
      phone: card.phone,
      firstName: card.firstName,
      lastName: card.lastName ?? null,
      userId: null,
    };
    return this.performMessage({ type: 'send-contact', chatId: this.chatId, contact });
  }

  sendSpecial(kind: SpecialKind, options: SendOptions = {}): Promise<MessageView> {
    return this.performMessage({ type: 'send-special', chatId: this.chatId, kind, ...options });
  }

  async edit(messageId: number, text: string): Promise<void> {
    await this.perform({ type: 'edit-text', chatId: this.chatId, messageId, text });
  }

  async editFile(
    messageId: number,
    kind: 'photo' | 'document' | 'video',
    bytes: Uint8Array,
    name = '',
  ): Promise<void> {
    const { acting, settled } = this.context;
    editFile(acting, this.chat, { messageId, kind, file: fileOf(bytes, name, undefined) });
    await settled();
  }

  async press(caption: string, options: { messageId?: number } = {}): Promise<void> {
    await this.perform(this.#find(caption, options.messageId));
  }

  async pressTogether(captions: string[]): Promise<void> {
    const { world, bot, person } = this.context.acting;
    const actions = captions.map((caption) => this.#find(caption, undefined));
    await Promise.all(actions.map((action) => act(world, bot, person, action)));
    await this.context.settled();
  }

  async forge(data: string, messageId?: number): Promise<void> {
    const place = messageId === undefined ? {} : { messageId };
    await this.perform({ type: 'forge', chatId: this.chatId, data, ...place });
  }

  async repress(): Promise<void> {
    await this.perform({ type: 'repress' });
  }

  async redeliver(): Promise<void> {
    await this.perform({ type: 'redeliver' });
  }

  screen(): string {
    return this.#read(screenText(this.#newest()));
  }

  lastMessage(): MessageView {
    const newest = this.#newest();
    return { ...newest, text: this.#read(newest.text) };
  }

  messages(newest?: number): MessageView[] {
    return this.#views(newest).map((view) => ({ ...view, text: this.#read(view.text) }));
  }

  texts(): string[] {
    return this.messages()
      .filter(({ side, kind }) => side === 'bot' && !NOT_SAID.has(kind))
      .map(({ text }) => text);
  }

  buttons(): string[] {
    const newest = this.#ofBot().find(({ inlineKeyboard }) => inlineKeyboard.length > 0);
    const inline = newest?.inlineKeyboard.flat().map(({ text }) => text) ?? [];
    return [...inline, ...this.#replyButtons()].map((text) => this.#read(text));
  }

  #read(text: string): string {
    return this.context.plain ? plainSpaces(text) : text;
  }

  #views(newest?: number): MessageView[] {
    const { world, bot, person } = this.context.acting;
    const live = [...this.chat.messages.values()].filter(({ deleted }) => !deleted);
    const wanted = newest === undefined ? live : live.slice(-newest);
    return wanted.map((stored) => messageView(world, bot, this.chat, stored, person.id));
  }

  /** Messages of the bot, newest first. */
  #ofBot(): MessageView[] {
    return this.#views()
      .filter(({ side, kind }) => side === 'bot' && !NOT_SAID.has(kind))
      .reverse();
  }

  #newest(): MessageView {
    const [newest] = this.#ofBot();
    if (newest === undefined) throw new Error(`The bot has written nothing in chat ${this.chatId}`);
    return newest;
  }

  #replyButtons(): string[] {
    const state = this.chat.head.replyKeyboards[this.context.acting.person.id];
    return (
      state?.markup.keyboard.flat().map((button) => (typeof button === 'string' ? button : button.text)) ?? []
    );
  }

  /** What a press of this caption means. */
  #find(caption: string, messageId: number | undefined): PersonAction {
    const wanted = plainSpaces(caption);
    const messages = this.#ofBot().filter(({ id }) => messageId === undefined || id === messageId);
    const perMessage = messages.map((message) =>
      message.inlineKeyboard.flat().map((button) => this.#inlinePressable(message, button)),
    );
    const reply =
      messageId === undefined ? this.#replyButtons().map((text) => this.#replyPressable(text)) : [];
    const groups = [...perMessage, reply];
    const exact = groups.flat().find((item) => plainSpaces(item.caption) === wanted);
    if (exact !== undefined) return exact.action;
    // A beginning is enough when nothing else on the same keyboard begins so.
    for (const group of groups) {
      const beginning = group.filter((item) => plainSpaces(item.caption).startsWith(wanted));
      const [only] = beginning;
      if (only !== undefined && beginning.length === 1) return only.action;
    }
    throw new Error(this.#noButton(caption, messages));
  }

  #inlinePressable(message: MessageView, button: InlineButtonView): Pressable {
    const { row, column, text } = button;
    return {
      caption: text,
      action: { type: 'press', chatId: this.chatId, messageId: message.id, row, column },
    };
  }

  #replyPressable(text: string): Pressable {
    return { caption: text, action: { type: 'press-reply', chatId: this.chatId, text } };
  }

  #noButton(caption: string, messages: MessageView[]): string {
    const name = this.context.acting.person.firstName;
    const shown = messages
      .filter(({ inlineKeyboard }) => inlineKeyboard.length > 0)
      .slice(0, 3)
      .map(({ id, inlineKeyboard }) => {
        const captions = inlineKeyboard.flat().map(({ text }) => `«${text}»`);
        return `message ${id}: ${captions.join(' ')}`;
      });
    const reply = this.#replyButtons().map((text) => `«${text}»`);
    const lines = [...shown, ...(reply.length === 0 ? [] : [`keyboard: ${reply.join(' ')}`])];
    const [newest] = messages;
    return [
      `${name} sees no button «${caption}». Visible:`,
      ...(lines.length === 0 ? ['no buttons at all'] : lines),
      `Newest message: ${newest === undefined ? 'none' : screenText(newest)}`,
    ].join('\n');
  }
}

function fileOf(bytes: Uint8Array, name: string, mimeType: string | undefined): PersonFile {
  return { bytes: Buffer.from(bytes), name, mimeType: mimeType ?? '' };
}
