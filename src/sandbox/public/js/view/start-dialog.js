import { t } from '../i18n.js';
import { field, input, openDialog } from './dialog.js';

/**
 * Start as a deep link does: with what stands after `?start=`.
 * @param {string} username Of the bot.
 * @param {(payload: string) => void} onStart
 */
export function openStartDialog(username, onStart) {
  const payload = input({
    maxlength: '64',
    pattern: '[A-Za-z0-9_\\-]*',
    class: 'input mono',
    autofocus: true,
    placeholder: 'smart-zapad',
  });
  openDialog({
    title: t('start.title'),
    body: [field(t('start.payload'), payload, t('start.hint', { link: `t.me/${username}?start=…` }))],
    buttons: [
      {
        text: t('chat.start-verb'),
        kind: 'main',
        act: () => {
          if (!payload.reportValidity()) return false;
          onStart(payload.value.trim());
          return true;
        },
      },
      { text: t('cancel') },
    ],
  });
  payload.focus();
}
