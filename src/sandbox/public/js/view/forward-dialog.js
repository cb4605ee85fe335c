import { h } from '../dom.js';
import { t } from '../i18n.js';
import { avatar } from './avatar.js';
import { openDialog } from './dialog.js';
import { showToast } from './toast.js';

/**
 * Where to: the person's own chats.
 * @param {import('../store.js').Store} store
 * @param {import('../session.js').Session} session
 * @param {import('../../../person-api.ts').MessageView} message
 * @param {(action: import('../api.js').PersonAction) => Promise<unknown>} perform
 */
export function openForwardDialog(store, session, message, perform) {
  const chats = [...(store.chats.get(session.personId)?.values() ?? [])];
  const list = h('ul', { class: 'choice-list' });
  for (const chat of chats) {
    const isPrivate = chat.type === 'private';
    const button = h(
      'button',
      { type: 'button', class: 'choice' },
      avatar({ id: chat.id, name: chat.title, kind: isPrivate ? 'bot' : 'group' }, 'small'),
      h('span', {}, chat.title),
    );
    button.addEventListener('click', async () => {
      dialog.close();
      const { chatId: fromChatId } = session;
      const result = await perform({ type: 'forward', fromChatId, messageId: message.id, toChatId: chat.id });
      if (result !== null) showToast(t('forward.done', { chat: chat.title }));
    });
    list.appendChild(h('li', {}, button));
  }
  const dialog = openDialog({ title: t('forward.title'), body: [list], buttons: [{ text: t('cancel') }] });
}
