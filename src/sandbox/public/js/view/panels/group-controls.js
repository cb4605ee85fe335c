import { actOnGroup } from '../../api.js';
import { h, iconButton } from '../../dom.js';
import { fullName } from '../../format.js';
import { t } from '../../i18n.js';
import { icon } from '../../icons.js';
import { confirmDialog, field, input, openDialog, select } from '../dialog.js';
import { openMenu } from '../menu.js';
import { showError } from '../toast.js';

/**
 * @typedef {import('../../app.js').App} App
 * @typedef {import('../../session.js').Session} Session
 * @typedef {import('../../../../person-api.ts').GroupAction} GroupAction
 * @typedef {import('../../../../person-api.ts').BotRights} BotRights
 */

/** @type {(keyof BotRights)[]} */
const RIGHTS = [
  'manageTopics',
  'pinMessages',
  'deleteMessages',
  'changeInfo',
  'inviteUsers',
  'restrictMembers',
];

/**
 * Who is in a group and what may be done with it: what its owner does in the app.
 * @param {App} app
 * @param {Session} session
 */
export function groupControls(app, session) {
  const { head, chatId } = session;
  if (head === null || session.isPrivate) return null;
  const add = h('button', { type: 'button', class: 'text-button small' }, icon('plus', 16), t('group.add'));
  add.classList.add('with-icon');
  add.addEventListener('click', () => openAddMenu(add));
  const more = h('button', { type: 'button', class: 'text-button wide' }, t('group.actions'));
  more.addEventListener('click', () => openGroupMenu(more));
  return h(
    'section',
    { class: 'panel-section' },
    h('h3', {}, t('info.members')),
    h('ul', { class: 'members-list' }, ...head.members.map((member) => memberLine(member))),
    head.chat.isOver ? null : add,
    head.chat.isOver ? null : more,
  );

  /** @param {import('../../../../person-api.ts').ChatView['members'][number]} member */
  function memberLine(member) {
    const { name, isBot, status } = member;
    const isOver = head?.chat.isOver === true;
    const button =
      isOver || status === 'creator'
        ? null
        : iconButton(icon('more', 18), t('group.member-actions', { name }), () =>
            openMemberMenu(member, button),
          );
    return h(
      'li',
      {},
      h('span', {}, isBot ? icon('house', 16) : null, name),
      h('small', {}, t(`member.${status}`)),
      button,
    );
  }

  /**
   * @param {import('../../../../person-api.ts').ChatView['members'][number]} member
   * @param {Element | null} anchor
   */
  function openMemberMenu({ id, name, isBot, status }, anchor) {
    const at = { anchor: anchor ?? undefined, label: name };
    if (isBot) {
      openBotMenu(at);
      return;
    }
    const other = status === 'administrator' ? 'member' : 'administrator';
    openMenu(
      [
        {
          text: t(other === 'administrator' ? 'group.promote' : 'group.demote'),
          icon: 'person',
          act: () => perform({ type: 'set-member', personId: id, status: other }),
        },
        {
          text: t('group.leave'),
          icon: 'back',
          act: () => perform({ type: 'remove-member', personId: id, byId: id }),
        },
        {
          text: t('group.remove'),
          icon: 'block',
          danger: true,
          act: () => perform({ type: 'remove-member', personId: id }),
        },
      ],
      at,
    );
  }

  /** @param {{ anchor?: Element, label: string }} at */
  function openBotMenu(at) {
    openMenu(
      [
        {
          text: t('group.bot-administrator'),
          icon: 'check',
          act: () => perform({ type: 'set-bot', status: 'administrator' }),
        },
        { text: t('group.bot-rights'), icon: 'lock', act: openRights },
        {
          text: t('group.bot-member'),
          icon: 'person',
          act: () => perform({ type: 'set-bot', status: 'member' }),
        },
        {
          text: t('group.bot-restricted'),
          icon: 'sms',
          act: () => perform({ type: 'set-bot', status: 'restricted' }),
        },
        {
          text: t('group.bot-kicked'),
          icon: 'block',
          danger: true,
          act: () => perform({ type: 'set-bot', status: 'kicked' }),
        },
      ],
      at,
    );
  }

  /** What the rights are now is not told: only what is chosen here changes. */
  function openRights() {
    const choices = RIGHTS.map((right) => ({
      right,
      box: select(
        [
          ['', t('right.keep')],
          ['yes', t('right.yes')],
          ['no', t('right.no')],
        ],
        '',
      ),
    }));
    openDialog({
      title: t('group.bot-rights'),
      body: choices.map(({ right, box }) => field(t(`right.${right}`), box)),
      buttons: [
        {
          text: t('save'),
          kind: 'main',
          act: () => {
            /** @type {Partial<BotRights>} */
            const rights = {};
            for (const { right, box } of choices) if (box.value !== '') rights[right] = box.value === 'yes';
            perform({ type: 'set-bot', status: 'administrator', rights });
            return true;
          },
        },
        { text: t('cancel') },
      ],
    });
  }

  /** @param {Element} anchor */
  function openAddMenu(anchor) {
    const known = new Set(head?.members.map(({ id }) => id));
    const others = [...app.store.people.values()].filter(({ id }) => !known.has(id));
    const hasBot = head?.members.some(({ isBot }) => isBot) === true;
    const items = others.map((person) => ({
      text: fullName(person),
      act: () => perform({ type: 'add-member', personId: person.id }),
    }));
    if (!hasBot)
      items.unshift({
        text: app.store.bot?.name ?? '',
        act: () => perform({ type: 'set-bot', status: 'member' }),
      });
    if (items.length > 0) openMenu(items, { anchor, label: t('group.add') });
  }

  /** @param {Element} anchor */
  function openGroupMenu(anchor) {
    const chat = head?.chat;
    openMenu(
      [
        { text: t('group.rename'), icon: 'edit', act: openRename },
        chat?.type === 'supergroup' && {
          text: t(chat.forum ? 'group.forum-off' : 'group.forum-on'),
          icon: 'sms',
          act: () => perform({ type: 'set-forum', forum: !chat.forum }),
        },
        chat?.type === 'group' && {
          text: t('group.upgrade'),
          icon: 'up',
          act: () => perform({ type: 'upgrade' }),
        },
        { text: t('group.delete'), icon: 'trash', danger: true, act: askDelete },
      ],
      { anchor, label: t('group.actions') },
    );
  }

  async function askDelete() {
    const isSure = await confirmDialog({
      title: t('group.delete'),
      text: t('group.delete-text'),
      yes: t('group.delete'),
      danger: true,
    });
    if (isSure) perform({ type: 'delete' });
  }

  function openRename() {
    const title = input({ value: head?.chat.title ?? '', required: true, maxlength: '128' });
    openDialog({
      title: t('group.rename'),
      body: [field(t('group.title'), title)],
      buttons: [
        {
          text: t('save'),
          kind: 'main',
          act: () => {
            if (!title.reportValidity()) return false;
            perform({ type: 'rename', title: title.value.trim() });
            return true;
          },
        },
        { text: t('cancel') },
      ],
    });
    title.focus();
  }

  /** @param {GroupAction} action */
  async function perform(action) {
    const before = head?.members.filter(({ isBot }) => !isBot).map(({ id }) => id) ?? [];
    try {
      const chat = await actOnGroup(chatId, action);
      const added = action.type === 'add-member' ? [action.personId] : [];
      await Promise.all([...before, ...added].map((id) => app.store.readChatsOf(id)));
      if (chat.id !== chatId) app.openChat({ personId: session.personId, chatId: chat.id });
      else if (app.store.summary(session.personId, chatId) !== undefined) await session.loadHead();
    } catch (error) {
      showError(error);
    }
  }
}
