/**
 * Parameters that the Bot API knows, by method. Others are let through, as the real server does, and
 * noted in the log: most often they are typing mistakes.
 */
const SENDING =
  'business_connection_id chat_id message_thread_id direct_messages_topic_id ephemeral_message_parameters ' +
  'disable_notification protect_content allow_paid_broadcast suggested_post_parameters message_effect_id ' +
  'reply_parameters reply_markup reply_to_message_id allow_sending_without_reply';

const KNOWN = {
  getMe: '',
  getUpdates: 'offset limit timeout allowed_updates',
  setWebhook: 'url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token',
  deleteWebhook: 'drop_pending_updates',
  getWebhookInfo: '',
  logOut: '',
  close: '',
  sendMessage: `${SENDING} text parse_mode entities link_preview_options`,
  sendPhoto: `${SENDING} photo caption parse_mode caption_entities show_caption_above_media has_spoiler`,
  sendRichMessage: `${SENDING} rich_message`,
  sendDocument: `${SENDING} document thumbnail caption parse_mode caption_entities disable_content_type_detection`,
  sendVideo: `${SENDING} video duration width height thumbnail cover start_timestamp caption parse_mode caption_entities show_caption_above_media has_spoiler supports_streaming`,
  sendVoice: `${SENDING} voice caption parse_mode caption_entities duration`,
  sendVideoNote: `${SENDING} video_note duration length thumbnail`,
  sendAudio: `${SENDING} audio caption parse_mode caption_entities duration performer title thumbnail`,
  sendAnimation: `${SENDING} animation duration width height thumbnail caption parse_mode caption_entities show_caption_above_media has_spoiler`,
  sendLocation: `${SENDING} latitude longitude horizontal_accuracy live_period heading proximity_alert_radius`,
  sendContact: `${SENDING} phone_number first_name last_name vcard`,
  // An album has no keyboard: Telegram passes over one without a word.
  sendMediaGroup: `${SENDING.replace('reply_markup ', '')} media`,
  sendInvoice: `${SENDING} title description payload provider_token currency prices max_tip_amount suggested_tip_amounts start_parameter provider_data photo_url photo_size photo_width photo_height need_name need_phone_number need_email need_shipping_address send_phone_number_to_provider send_email_to_provider is_flexible`,
  createInvoiceLink:
    'business_connection_id title description payload provider_token currency prices subscription_period max_tip_amount suggested_tip_amounts provider_data photo_url photo_size photo_width photo_height need_name need_phone_number need_email need_shipping_address send_phone_number_to_provider send_email_to_provider is_flexible',
  answerPreCheckoutQuery: 'pre_checkout_query_id ok error_message',
  answerCallbackQuery: 'callback_query_id text show_alert url cache_time',
  editMessageText:
    'business_connection_id chat_id message_id inline_message_id text parse_mode entities link_preview_options rich_message reply_markup',
  editMessageCaption:
    'business_connection_id chat_id message_id inline_message_id caption parse_mode caption_entities show_caption_above_media reply_markup',
  editMessageMedia: 'business_connection_id chat_id message_id inline_message_id media reply_markup',
  editMessageReplyMarkup: 'business_connection_id chat_id message_id inline_message_id reply_markup',
  deleteMessage: 'chat_id message_id',
  deleteMessages: 'chat_id message_ids',
  copyMessage:
    'chat_id message_thread_id direct_messages_topic_id from_chat_id message_id video_start_timestamp caption parse_mode caption_entities show_caption_above_media disable_notification protect_content allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup reply_to_message_id',
  copyMessages:
    'chat_id message_thread_id direct_messages_topic_id from_chat_id message_ids disable_notification protect_content remove_caption',
  forwardMessage:
    'chat_id message_thread_id direct_messages_topic_id from_chat_id video_start_timestamp message_effect_id suggested_post_parameters disable_notification protect_content message_id',
  forwardMessages:
    'chat_id message_thread_id direct_messages_topic_id from_chat_id message_ids disable_notification protect_content',
  sendChatAction: 'business_connection_id chat_id message_thread_id action',
  setMessageReaction: 'chat_id message_id reaction is_big',
  setMyCommands: 'commands scope language_code',
  getMyCommands: 'scope language_code',
  deleteMyCommands: 'scope language_code',
  setMyName: 'name language_code',
  getMyName: 'language_code',
  setMyDescription: 'description language_code',
  getMyDescription: 'language_code',
  setMyShortDescription: 'short_description language_code',
  getMyShortDescription: 'language_code',
  setChatMenuButton: 'chat_id menu_button',
  getChatMenuButton: 'chat_id',
  getFile: 'file_id',
  getChat: 'chat_id',
  getChatMember: 'chat_id user_id',
  getChatMemberCount: 'chat_id',
  getChatAdministrators: 'chat_id return_bots',
  leaveChat: 'chat_id',
  getUserProfilePhotos: 'user_id offset limit',
  pinChatMessage: 'business_connection_id chat_id message_id disable_notification',
  unpinChatMessage: 'business_connection_id chat_id message_id',
  createForumTopic: 'chat_id name icon_color icon_custom_emoji_id',
  editForumTopic: 'chat_id message_thread_id name icon_custom_emoji_id',
  closeForumTopic: 'chat_id message_thread_id',
  reopenForumTopic: 'chat_id message_thread_id',
  deleteForumTopic: 'chat_id message_thread_id',
};

export type ServedMethod = keyof typeof KNOWN;

const SETS = new Map(
  Object.entries(KNOWN).map(([method, names]) => [method, new Set(names.split(' '))] as const),
);

/** Names among `given` that the documentation of the method does not have. Names of uploads are free. */
export function unknownParams(method: string, given: Iterable<string>): string[] {
  const known = SETS.get(method);
  if (known === undefined) return [];
  const unknown: string[] = [];
  for (const name of given) if (!known.has(name)) unknown.push(name);
  return unknown;
}
