import type { ApiMethods } from '@grammyjs/types';
import type { MethodCall } from '../call.ts';
import type { ServedMethod } from '../known-params.ts';
import * as aboutMe from './about-me.ts';
import * as answers from './answers.ts';
import * as chats from './chats.ts';
import * as copies from './delete-copy.ts';
import * as edits from './edit.ts';
import * as invoices from './invoices.ts';
import { sendMediaGroup } from './media-group.ts';
import { sendRichMessage } from './rich.ts';
import * as sends from './send.ts';
import * as topics from './topics.ts';
import * as updates from './updates.ts';

/** What a method answers, by the public library's types: the compiler checks every handler. */
type Answer<M extends ServedMethod> = ReturnType<ApiMethods<never>[M]>;

type MethodTable = {
  [M in ServedMethod]: (call: MethodCall) => Answer<M> | Promise<Answer<M>>;
};

/** Every method this server serves. */
export const METHODS: MethodTable = {
  getMe: aboutMe.getMe,
  setMyCommands: aboutMe.setMyCommands,
  getMyCommands: aboutMe.getMyCommands,
  deleteMyCommands: aboutMe.deleteMyCommands,
  setMyName: aboutMe.setMyName,
  getMyName: aboutMe.getMyName,
  setMyDescription: aboutMe.setMyDescription,
  getMyDescription: aboutMe.getMyDescription,
  setMyShortDescription: aboutMe.setMyShortDescription,
  getMyShortDescription: aboutMe.getMyShortDescription,
  setChatMenuButton: aboutMe.setChatMenuButton,
  getChatMenuButton: aboutMe.getChatMenuButton,
  getUpdates: updates.getUpdates,
  setWebhook: updates.setWebhook,
  deleteWebhook: updates.deleteWebhook,
  getWebhookInfo: updates.getWebhookInfo,
  logOut: updates.logOut,
  close: updates.close,
  sendMessage: sends.sendMessage,
  sendRichMessage,
  sendPhoto: sends.sendPhoto,
  sendDocument: sends.sendDocument,
  sendVideo: sends.sendVideo,
  sendVoice: sends.sendVoice,
  sendVideoNote: sends.sendVideoNote,
  sendAudio: sends.sendAudio,
  sendAnimation: sends.sendAnimation,
  sendLocation: sends.sendLocation,
  sendContact: sends.sendContact,
  sendMediaGroup,
  sendInvoice: invoices.sendInvoice,
  createInvoiceLink: invoices.createInvoiceLink,
  answerPreCheckoutQuery: answers.answerPreCheckoutQuery,
  answerCallbackQuery: answers.answerCallbackQuery,
  editMessageText: edits.editMessageText,
  editMessageCaption: edits.editMessageCaption,
  editMessageMedia: edits.editMessageMedia,
  editMessageReplyMarkup: edits.editMessageReplyMarkup,
  deleteMessage: copies.deleteMessage,
  deleteMessages: copies.deleteMessages,
  copyMessage: copies.copyMessage,
  copyMessages: copies.copyMessages,
  forwardMessage: copies.forwardMessage,
  forwardMessages: copies.forwardMessages,
  sendChatAction: chats.sendChatAction,
  setMessageReaction: chats.setMessageReaction,
  getFile: chats.getFile,
  getChat: chats.getChat,
  getChatMember: chats.getChatMember,
  getChatMemberCount: chats.getChatMemberCount,
  getChatAdministrators: chats.getChatAdministrators,
  leaveChat: chats.leaveChat,
  getUserProfilePhotos: chats.getUserProfilePhotos,
  pinChatMessage: chats.pinChatMessage,
  unpinChatMessage: chats.unpinChatMessage,
  createForumTopic: topics.createForumTopic,
  editForumTopic: topics.editForumTopic,
  closeForumTopic: topics.closeForumTopic,
  reopenForumTopic: topics.reopenForumTopic,
  deleteForumTopic: topics.deleteForumTopic,
};
