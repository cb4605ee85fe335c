import type { Message, Update } from '@grammyjs/types';
import { cleanWords } from '../bot-api/formatted-text.ts';
import type { MediaKind } from '../bot-api/media.ts';
import { withFoundEntities } from '../bot-api/text-entities.ts';
import type { Chat } from '../world/chat.ts';
import { type StoredMessage, toUser } from '../world/model.ts';
import { ActionRefusal } from './action-refusal.ts';
import type { Acting } from './say.ts';
import { fileFields, type PersonFile } from './send-files.ts';

/** A person changes the words of an own message. @throws ActionRefusal when it cannot be changed so. */
export function editText(
  acting: Acting,
  chat: Chat,
  change: { readonly messageId: number; readonly text: string },
): StoredMessage {
  const stored = ownMessage(acting, chat, change.messageId);
  const { message } = stored;
  // Words under a file are edited like a text.
  const field = message.text !== undefined ? 'text' : hasCaption(message) ? 'caption' : null;
  if (field === null) throw notEditable(acting, change.messageId);
  const text = cleanWords(change.text);
  if (text === '' || text === message[field]) throw new ActionRefusal('empty-text', 'Nothing would change');
  const entities = withFoundEntities(text, []);
  const { entities: _, caption_entities: __, ...rest } = message;
  return applyEdit(acting, chat, stored, {
    ...rest,
    [field]: text,
    ...(entities.length === 0 ? {} : { [field === 'text' ? 'entities' : 'caption_entities']: entities }),
  });
}

/** A person puts another file in the place of an own one; the words under it stay. @throws ActionRefusal as `editText` */
export function editFile(
  acting: Acting,
  chat: Chat,
  change: { readonly messageId: number; readonly kind: MediaKind; readonly file: PersonFile },
): StoredMessage {
  const stored = ownMessage(acting, chat, change.messageId);
  if (!hasCaption(stored.message)) throw notEditable(acting, change.messageId);
  const {
    photo: _photo,
    video: _video,
    voice: _voice,
    audio: _audio,
    document: _document,
    animation: _animation,
    ...rest
  } = stored.message;
  return applyEdit(acting, chat, stored, { ...rest, ...fileFields(acting, change.kind, change.file) });
}

function ownMessage(acting: Acting, chat: Chat, messageId: number): StoredMessage {
  const stored = chat.live(messageId);
  if (stored?.message.from?.id !== acting.person.id) throw notEditable(acting, messageId);
  return stored;
}

function notEditable({ person }: Acting, messageId: number): ActionRefusal {
  return new ActionRefusal(
    'not-editable',
    `Message ${messageId} is nothing that ${person.firstName} can edit`,
  );
}

function applyEdit(acting: Acting, chat: Chat, stored: StoredMessage, next: Message): StoredMessage {
  const { world, bot, person } = acting;
  const { from: _from, chat: _chat, ...rest } = next;
  const edited: Update.Edited & Message & Update.NonChannel = {
    ...rest,
    from: toUser(person),
    chat: chat.api,
    edit_date: world.unixTime(),
  };
  stored.message = edited;
  chat.saveMessage(stored);
  world.events.emit({ type: 'message-changed', bot, chat, stored });
  bot.push('edited_message', `chat:${chat.id}`, person.id, world.now(), (update) => {
    update.edited_message = edited;
  });
  return stored;
}

/** Files that carry words; a round video and a place do not. */
function hasCaption({ photo, video, voice, audio, document, animation }: Message): boolean {
  return [photo, video, voice, audio, document, animation].some((file) => file !== undefined);
}
