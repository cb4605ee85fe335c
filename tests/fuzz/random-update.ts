import fc from 'fast-check';
import type { CallbackQuery, Chat, Message, MessageEntity, Update, User } from 'grammy/types';
import { COMMANDS, TEXTS } from './random-person.ts';

/** Who and what updates are about: people, groups and files that the local Telegram knows. */
export interface Cast {
  readonly people: readonly User[];
  readonly groups: readonly (Chat.GroupChat | Chat.SupergroupChat)[];
  readonly bot: User;
  readonly photo: NonNullable<Message['photo']>;
  readonly document: NonNullable<Message['document']>;
  /** Callback data of the bot's own routes, and of nobody's. */
  readonly data: readonly string[];
}

type Content = Partial<Message>;
export type AnyUpdate = Omit<Update, 'update_id'>;

const DATE = 1_763_283_600;
const OTHER_BOT: User = { id: 900_000_001, is_bot: true, first_name: 'Другой бот', username: 'other_bot' };
const CHANNEL: Chat.ChannelChat = { id: -1_009_000_000_001, type: 'channel', title: 'Канал' };
const HIDDEN = { type: 'hidden_user', sender_user_name: 'Некто', date: DATE } as const;
const KINDS = ['bold', 'italic', 'code', 'spoiler', 'url', 'phone_number', 'bot_command', 'mention'] as const;

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS).filter((text) => text !== '') },
  { weight: 2, arbitrary: fc.constantFrom(...COMMANDS).map((command) => `/${command}`) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }) },
);

/** Telegram marks commands at the beginning; other entities lie anywhere within the text. */
const written = fc
  .tuple(texts, fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.nat(), fc.nat()), { maxLength: 4 }))
  .map(([text, marks]): { text: string; entities: MessageEntity[] } => {
    const command = /^\/\w+/.exec(text)?.[0];
    const entities = marks.map(([type, from, length]): MessageEntity => {
      const offset = from % text.length;
      return { type, offset, length: 1 + (length % (text.length - offset)) };
    });
    if (command !== undefined) entities.unshift({ type: 'bot_command', offset: 0, length: command.length });
    return { text, entities };
  });

function contents({ photo, document, people, groups, bot }: Cast): fc.Arbitrary<Content> {
  const caption = fc.oneof(
    fc.constant({}),
    written.map(({ text, entities }) => ({ caption: text, caption_entities: entities })),
  );
  const withCaption = (content: Content): fc.Arbitrary<Content> =>
    caption.map((words) => ({ ...content, ...words }));
  const sounds = { file_id: document.file_id, file_unique_id: document.file_unique_id, duration: 3 };
  const moving = { ...sounds, width: 64, height: 64 };
  const place = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  const person = fc.constantFrom(...people);
  const spoken: fc.Arbitrary<Content> = fc.oneof(
    { weight: 12, arbitrary: written },
    { weight: 3, arbitrary: withCaption({ photo }) },
    { weight: 2, arbitrary: withCaption({ photo, media_group_id: '131' }) },
    { weight: 3, arbitrary: withCaption({ document }) },
    { weight: 1, arbitrary: withCaption({ voice: sounds }) },
    { weight: 1, arbitrary: withCaption({ audio: sounds }) },
    { weight: 1, arbitrary: withCaption({ video: moving }) },
    { weight: 1, arbitrary: withCaption({ animation: moving, document }) },
    { weight: 1, arbitrary: fc.constant({ video_note: { ...sounds, length: 240 } }) },
    {
      weight: 1,
      arbitrary: fc.constant({
        sticker: { ...moving, type: 'regular', is_animated: false, is_video: false } as const,
      }),
    },
    { weight: 1, arbitrary: fc.constant({ dice: { emoji: '🎲', value: 6 } }) },
    { weight: 1, arbitrary: place.map((location) => ({ location })) },
    {
      weight: 1,
      arbitrary: place.map((location) => ({
        location,
        venue: { location, title: 'Дом', address: 'Центральная, 5' },
      })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(person, fc.boolean()).map(([{ id, first_name }, own]) => ({
        contact: { phone_number: '79161234567', first_name, ...(own ? { user_id: id } : {}) },
      })),
    },
    { weight: 1, arbitrary: fc.constant({ story: { id: 1, chat: { ...CHANNEL } } }) },
    { weight: 1, arbitrary: fc.constant({ web_app_data: { data: '{}', button_text: 'x' } }) },
    {
      weight: 1,
      arbitrary: person.map((user) => ({ users_shared: { request_id: 1, users: [{ user_id: user.id }] } })),
    },
  );
  const service: fc.Arbitrary<Content> = fc.oneof(
    fc.constant({ new_chat_title: 'Иначе' }),
    fc.constant({ new_chat_photo: photo }),
    fc.constant({ delete_chat_photo: true as const }),
    fc.constant({ group_chat_created: true as const }),
    fc.constant({ message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } }),
    fc.constant({ write_access_allowed: { from_request: true } }),
    fc.constant({ video_chat_ended: { duration: 1 } }),
    fc.constant({ forum_topic_created: { name: 'Тема', icon_color: 7_322_096 as const } }),
    person.map((user) => ({ new_chat_members: [user, bot] })),
    person.map((user) => ({ left_chat_member: user })),
    fc.constantFrom(...groups).map(({ id }) => ({ migrate_to_chat_id: id - 1 })),
    fc.constant({ proximity_alert_triggered: { traveler: OTHER_BOT, watcher: bot, distance: 5 } }),
  );
  return fc.oneof({ weight: 5, arbitrary: spoken }, { weight: 1, arbitrary: service });
}

/** What stands around the content: answers, forwards, other bots behind it. */
function surroundings({ people, bot }: Cast): fc.Arbitrary<Content> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.constant({}) },
    fc.constant<Content>({ forward_origin: HIDDEN }),
    fc.constant<Content>({ forward_origin: { type: 'channel', chat: CHANNEL, message_id: 5, date: DATE } }),
    fc.constant<Content>({ via_bot: OTHER_BOT }),
    fc.constant<Content>({ has_protected_content: true }),
    fc.constant<Content>({
      external_reply: { origin: HIDDEN },
      quote: { text: 'цитата', position: 0 },
    }),
    fc.constantFrom(...people).map((from) => {
      const content: Content = {};
      // Its type wants a field that must be absent.
      Reflect.set(content, 'reply_to_message', {
        message_id: 1,
        date: DATE,
        chat: privateChat(from),
        from: bot,
        text: 'Здравствуйте',
      });
      return content;
    }),
  );
}

function privateChat({ id, first_name }: User): Chat.PrivateChat {
  return { id, type: 'private', first_name };
}

/** A valid update of any kind that Telegram sends, also of those nobody asked for. */
export function randomUpdate(cast: Cast): fc.Arbitrary<AnyUpdate> {
  const person = fc.constantFrom(...cast.people);
  const group = fc.constantFrom(...cast.groups);
  const messageId = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(2_147_483_647));
  const said = fc
    .tuple(person, contents(cast), surroundings(cast), messageId)
    .map(([from, content, around, id]) => ({
      ...around,
      ...content,
      message_id: id,
      date: DATE,
      from,
      chat: privateChat(from),
    }));
  const saidInGroup = fc
    .tuple(said, group, fc.constantFrom('member', 'anonymous', 'channel'))
    .map(([message, chat, as]) => ({
      ...message,
      chat,
      ...(as === 'member' ? {} : { sender_chat: as === 'channel' ? CHANNEL : chat }),
    }));
  const posted = said.map(({ from: _from, ...message }) => ({
    ...message,
    chat: CHANNEL,
    sender_chat: CHANNEL,
  }));
  const pressed = fc
    .tuple(
      person,
      fc.constantFrom(...cast.data),
      messageId,
      fc.constantFrom('message', 'gone', 'inline', 'game'),
    )
    .map(([from, data, id, how]): CallbackQuery => {
      const press = { id: `${from.id}-${data}-${id}`, from, chat_instance: '1' };
      if (how === 'inline') return { ...press, data, inline_message_id: 'AAAA' };
      if (how === 'game') return { ...press, game_short_name: 'game', inline_message_id: 'AAAA' };
      const chat = privateChat(from);
      if (how === 'gone') return { ...press, data, message: { message_id: id, chat, date: 0 } };
      return { ...press, data, message: { message_id: id, chat, date: DATE, from: cast.bot, text: 'x' } };
    });
  const membership = fc
    .tuple(person, fc.oneof(person.map(privateChat), group), fc.constantFrom('member', 'left', 'kicked'))
    .map(([from, chat, status]) => ({
      chat,
      from,
      date: DATE,
      old_chat_member: { user: cast.bot, status: 'left' as const },
      new_chat_member:
        status === 'kicked'
          ? { user: cast.bot, status: 'kicked' as const, until_date: 0 }
          : { user: cast.bot, status: status === 'left' ? ('left' as const) : ('member' as const) },
    }));
  const checkout = fc
    .tuple(
      person,
      fc.constantFrom('', '1', 'payment:1', '{}', 'x'.repeat(128)),
      fc.integer({ min: 1, max: 1e7 }),
    )
    .map(([from, payload, sum]) => ({
      id: `${from.id}-${sum}`,
      from,
      currency: 'RUB',
      total_amount: sum,
      invoice_payload: payload,
    }));
  const kinds: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<AnyUpdate> }[] = [
    { weight: 10, arbitrary: said.map((message) => ({ message })) },
    { weight: 3, arbitrary: saidInGroup.map((message) => ({ message })) },
    {
      weight: 2,
      arbitrary: said.map((message) => ({ edited_message: { ...message, edit_date: DATE + 9 } })),
    },
    { weight: 1, arbitrary: posted.map((post) => ({ channel_post: post })) },
    { weight: 6, arbitrary: pressed.map((press) => ({ callback_query: press })) },
    { weight: 2, arbitrary: membership.map((change) => ({ my_chat_member: change })) },
    { weight: 1, arbitrary: membership.map((change) => ({ chat_member: change })) },
    { weight: 2, arbitrary: checkout.map((query) => ({ pre_checkout_query: query })) },
    {
      weight: 1,
      arbitrary: person.map((from) => ({ inline_query: { id: '1', from, query: 'счёт', offset: '' } })),
    },
    {
      weight: 1,
      arbitrary: person.map((user) => ({
        message_reaction: {
          chat: privateChat(user),
          message_id: 1,
          user,
          date: DATE,
          old_reaction: [],
          new_reaction: [{ type: 'emoji' as const, emoji: '👍' as const }],
        },
      })),
    },
    {
      weight: 1,
      arbitrary: person.map((user) => ({
        poll_answer: { poll_id: '1', user, option_ids: [0], option_persistent_ids: ['0'] },
      })),
    },
  ];
  return fc.oneof(...kinds);
}
