import { h } from '../dom.js';
import { t } from '../i18n.js';
import { preferences, remember } from '../preferences.js';
import { openDialog } from './dialog.js';
import { openMenu } from './menu.js';
import { openGroupDialog, openPersonDialog } from './new-person.js';
import { showToast } from './toast.js';

/** @typedef {import('../app.js').App} App */

/**
 * Looks, languages, and what concerns the whole sandbox.
 * @param {Element} anchor
 * @param {App} app
 */
export function openPageMenu(anchor, app) {
  const { theme, language } = preferences;
  /** @param {Parameters<typeof remember>[0]} changes */
  const change = (changes) => () => {
    remember(changes);
    app.preferencesChanged();
  };
  const { bots } = app.store;
  openMenu(
    [
      { text: t('people.new-details'), icon: 'person', act: () => openPersonDialog(app) },
      { text: t('people.new-group'), icon: 'people', act: () => openGroupDialog(app) },
      { text: t('page.environment'), icon: 'log', act: () => openEnvironment(app) },
      { text: t('page.keys'), icon: 'keyboard', act: openKeys },
      null,
      { text: t('theme.auto'), checked: theme === 'auto', act: change({ theme: 'auto' }) },
      { text: t('theme.light'), checked: theme === 'light', act: change({ theme: 'light' }) },
      { text: t('theme.dark'), checked: theme === 'dark', act: change({ theme: 'dark' }) },
      null,
      { text: t('language.auto'), checked: language === 'auto', act: change({ language: 'auto' }) },
      { text: 'Русский', checked: language === 'ru', act: change({ language: 'ru' }) },
      { text: 'English', checked: language === 'en', act: change({ language: 'en' }) },
      ...(bots.length > 1 ? [null, ...bots.map((bot) => botItem(app, bot))] : []),
    ],
    { anchor, label: t('page.menu') },
  );
}

/**
 * @param {App} app
 * @param {import('../../../person-api.ts').BotView} bot
 * @returns {import('./menu.js').MenuItem}
 */
function botItem(app, bot) {
  return {
    text: bot.name,
    note: `@${bot.username}`,
    checked: bot.id === app.store.defaultBotId,
    act: () => {
      app.places.leave();
      app.store.switchBot(bot.id);
    },
  };
}

/** @param {App} app */
function openEnvironment(app) {
  const lines = Object.entries(app.store.environment)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
  openDialog({
    title: t('page.environment'),
    body: [h('p', {}, t('page.environment-text')), h('pre', { class: 'lines', tabindex: '0' }, lines)],
    buttons: [
      {
        text: t('message.copy'),
        kind: 'main',
        act: async () => {
          await navigator.clipboard?.writeText(lines).catch(() => {});
          showToast(t('copied', { text: '.env' }));
          return true;
        },
      },
      { text: t('close') },
    ],
  });
}

function openKeys() {
  /** @type {[string, string][]} */
  const keys = [
    ['Enter', t('keys.send')],
    ['Shift + Enter', t('keys.line')],
    ['↑', t('keys.edit')],
    ['/', t('keys.commands')],
    ['Ctrl + K', t('keys.people')],
    ['Ctrl + F', t('keys.search')],
    ['Alt + ↑ ↓', t('keys.chats')],
    ['Ctrl + Enter', t('keys.beside')],
    ['Esc', t('keys.escape')],
  ];
  openDialog({
    title: t('page.keys'),
    body: [
      h(
        'dl',
        { class: 'keys' },
        ...keys.flatMap(([key, text]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, text)]),
      ),
    ],
    buttons: [{ text: t('close'), kind: 'main' }],
  });
}
