import type { Message } from '@grammyjs/types';
import { formatAmount } from '../bot-api/methods/invoices.ts';

/** The apps' own words for messages without a text, in the language of the person who looks. */
const WORDS = {
  ru: {
    photo: 'Фотография',
    video: 'Видео',
    animation: 'GIF',
    voice: 'Голосовое сообщение',
    videoNote: 'Видеосообщение',
    location: 'Геопозиция',
    contact: 'Контакт',
    sticker: 'Стикер',
    poll: 'Опрос',
    paid: (sum: string) => `Вы перевели ${sum}`,
    topicCreated: (name: string) => `Тема «${name}» создана`,
    topicRenamed: (name: string) => `Тема переименована: «${name}»`,
    topicClosed: 'Тема закрыта',
    topicReopened: 'Тема открыта снова',
    joined: (name: string) => `${name} теперь в группе`,
    left: (name: string) => `${name} больше не в группе`,
    titled: (title: string) => `Группа называется «${title}»`,
    migrated: 'Группа стала супергруппой',
    migratedFrom: 'Супергруппа создана из группы',
  },
  en: {
    photo: 'Photo',
    video: 'Video',
    animation: 'GIF',
    voice: 'Voice message',
    videoNote: 'Video message',
    location: 'Location',
    contact: 'Contact',
    sticker: 'Sticker',
    poll: 'Poll',
    paid: (sum: string) => `You have paid ${sum}`,
    topicCreated: (name: string) => `The topic “${name}” was created`,
    topicRenamed: (name: string) => `The topic was renamed to “${name}”`,
    topicClosed: 'The topic was closed',
    topicReopened: 'The topic was reopened',
    joined: (name: string) => `${name} has joined the group`,
    left: (name: string) => `${name} has left the group`,
    titled: (title: string) => `The group is now called “${title}”`,
    migrated: 'The group became a supergroup',
    migratedFrom: 'The supergroup was made from a group',
  },
} as const;

function wordsFor(languageCode: string | undefined) {
  return languageCode === undefined || languageCode.startsWith('ru') ? WORDS.ru : WORDS.en;
}

/** What stands in the bubble or line of a message without text and caption; '' when its picture says it all. */
export function wordsInstead(message: Message, languageCode: string | undefined): string {
  const words = wordsFor(languageCode);
  return specialWords(message, words) ?? serviceWords(message, words) ?? '';
}

/** One line for lists of chats and quotes; never empty. */
export function messageLine(message: Message, languageCode: string | undefined): string {
  const words = wordsFor(languageCode);
  return (
    message.text ??
    message.caption ??
    specialWords(message, words) ??
    serviceWords(message, words) ??
    mediaWords(message, words) ??
    '…'
  );
}

type Words = (typeof WORDS)['ru'] | (typeof WORDS)['en'];

function mediaWords(message: Message, words: Words): string | undefined {
  if (message.photo !== undefined) return words.photo;
  if (message.animation !== undefined) return words.animation;
  if (message.video !== undefined) return words.video;
  if (message.voice !== undefined) return words.voice;
  if (message.location !== undefined) return words.location;
  if (message.contact !== undefined) return `${words.contact}: ${message.contact.first_name}`;
  return message.audio?.title ?? message.audio?.file_name ?? message.document?.file_name;
}

function specialWords(message: Message, words: Words): string | undefined {
  if (message.sticker !== undefined) return `${message.sticker.emoji ?? ''} ${words.sticker}`.trim();
  if (message.dice !== undefined) return `${message.dice.emoji} ${message.dice.value}`;
  if (message.poll !== undefined) return `${words.poll}: ${message.poll.question}`;
  if (message.venue !== undefined) return `${message.venue.title}, ${message.venue.address}`;
  if (message.video_note !== undefined) return words.videoNote;
  return undefined;
}

function serviceWords(message: Message, words: Words): string | undefined {
  if (message.invoice !== undefined) return message.invoice.title;
  const payment = message.successful_payment;
  if (payment !== undefined) return words.paid(formatAmount(payment.total_amount, payment.currency));
  if (message.forum_topic_created !== undefined) return words.topicCreated(message.forum_topic_created.name);
  const renamed = message.forum_topic_edited?.name;
  if (renamed !== undefined) return words.topicRenamed(renamed);
  if (message.forum_topic_closed !== undefined) return words.topicClosed;
  if (message.forum_topic_reopened !== undefined) return words.topicReopened;
  const [joined] = message.new_chat_members ?? [];
  if (joined !== undefined) return words.joined(joined.first_name);
  if (message.left_chat_member !== undefined) return words.left(message.left_chat_member.first_name);
  if (message.new_chat_title !== undefined) return words.titled(message.new_chat_title);
  if (message.migrate_to_chat_id !== undefined) return words.migrated;
  if (message.migrate_from_chat_id !== undefined) return words.migratedFrom;
  return undefined;
}
