import { CHANNELS, type Channel } from '../../../domain/delivery.ts';
import { formatPhone } from '../../../domain/phone.ts';
import { parseQuietHours } from '../../../domain/quiet-hours.ts';
import { SUBSCRIPTION_TOPICS, type SubscriptionTopic } from '../../../domain/subscriptions.ts';
import type { SubscriptionView } from '../../../services/notifications/subscriptions.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { notifyRoutes } from './callback-data.ts';
import { bitOf, maskOf } from './mask.ts';

export interface SubscriptionsShown {
  readonly view: SubscriptionView;
  /** what is marked on the screen, saved or not */
  readonly mask: number;
  /** index of the channel */
  readonly tab: number;
  /** channels this installation has */
  readonly open: readonly Channel[];
  /** of the installation, for those without their own */
  readonly usualHours: string;
  /** the house's feed can be opened */
  readonly feed: boolean;
}

/** Topics of one channel as marks, the other channels one press away; nothing counts before Save. */
export function subscriptionsScreen(shown: SubscriptionsShown, tr: Translator): Screen {
  const { view, mask } = shown;
  const tab = Math.min(shown.tab, CHANNELS.length - 1);
  const channel = CHANNELS[tab] ?? 'telegram';
  const changed = mask !== maskOf(view.table);
  const usable = isUsable(shown, channel);
  const lines = [
    tr.html('notifications-title'),
    introOf(shown, channel, tr),
    ...(usable ? [tr.html('notifications-always')] : []),
    tr.html('notifications-quiet-line', { hours: hoursText(view.quietHours ?? shown.usualHours, tr) }),
    ...(changed ? [tr.html('notifications-changed')] : []),
  ];
  const tabs = CHANNELS.map((name, index) => {
    const caption = tr.plain(`notifications-tab-${name}`);
    return button(
      index === tab ? tr.plain('notifications-tab-current', { tab: caption }) : caption,
      notifyRoutes.mark.data({ mask, tab: index }),
    );
  });
  return {
    html: joinHtml(lines, '\n\n'),
    buttons: [
      tabs,
      ...(usable ? marks(channel, mask, tab, tr) : []),
      usable || channel === 'telegram' || !shown.open.includes(channel)
        ? []
        : [
            button(
              tr.plain('notifications-button-prove'),
              channel === 'email' ? routes.editEmail.data() : routes.editPhone.data(),
            ),
          ],
      changed
        ? [button(tr.plain('notifications-button-save'), notifyRoutes.save.data({ mask, tab }), 'success')]
        : [],
      [button(tr.plain('notifications-button-quiet'), notifyRoutes.quiet.data())],
      shown.feed ? [button(tr.plain('announcements-button-feed'), routes.feed.data({ page: 0 }))] : [],
      [
        button(tr.plain('button-back'), routes.settings.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function isUsable({ view, open }: SubscriptionsShown, channel: Channel): boolean {
  const proved = { telegram: true, email: view.email !== null, sms: view.phone !== null };
  return proved[channel] && open.includes(channel);
}

function introOf(shown: SubscriptionsShown, channel: Channel, tr: Translator): Html {
  const { view, open } = shown;
  if (!open.includes(channel)) return tr.html('notifications-channel-off');
  if (channel === 'email') {
    return view.email === null
      ? tr.html('notifications-email-unproved')
      : tr.html('notifications-intro-email', { email: view.email });
  }
  if (channel === 'sms') {
    return view.phone === null
      ? tr.html('notifications-sms-unproved')
      : tr.html('notifications-intro-sms', { phone: formatPhone(view.phone) });
  }
  return tr.html('notifications-intro-telegram');
}

function marks(channel: Channel, mask: number, tab: number, tr: Translator): ButtonRows {
  return SUBSCRIPTION_TOPICS.map((topic) => {
    const bit = bitOf(channel, topic);
    const caption = { topic: topicName(topic, tr) };
    return [
      button(
        (mask & bit) === 0 ? tr.plain('notifications-off', caption) : tr.plain('notifications-on', caption),
        notifyRoutes.mark.data({ mask: mask ^ bit, tab }),
      ),
    ];
  });
}

function topicName(topic: SubscriptionTopic, tr: Translator): string {
  return tr.plainOr(`notifications-topic-${topic.replace('_', '-')}`, {}, 'notifications-topic-letters');
}

/** Advertising needs a Yes of its own, with the text one press away. */
export function promotionsScreen(
  document: { id: number; body: string },
  at: { mask: number; tab: number },
  tr: Translator,
): Screen {
  const without = CHANNELS.reduce((mask, channel) => mask & ~bitOf(channel, 'promotions'), at.mask);
  return {
    html: joinHtml(
      [
        tr.html('notifications-ask-promotions'),
        tr.html('notifications-promotions-text', { text: document.body }),
      ],
      '\n\n',
    ),
    buttons: [
      [
        button(
          tr.plain('notifications-button-agree'),
          notifyRoutes.agree.data({ ...at, doc: document.id }),
          'primary',
        ),
      ],
      [
        button(
          tr.plain('notifications-button-refuse'),
          notifyRoutes.save.data({ mask: without, tab: at.tab }),
        ),
      ],
      [button(tr.plain('button-back'), notifyRoutes.mark.data(at))],
    ],
  };
}

/** «с 21:00 до 9:00» for the stored `21-9`. */
function hoursText(stored: string, tr: Translator): string {
  const hours = parseQuietHours(stored);
  return hours === null
    ? stored
    : tr.plain('notifications-quiet-choice', { from: String(hours.from), to: String(hours.to) });
}

const CHOICES = ['20-8', '21-9', '22-8', '22-10', '23-7', '0-6'] as const;

export function quietScreen(own: string | null, usual: string, tr: Translator): Screen {
  const choice = (text: string) => {
    const hours = parseQuietHours(text) ?? { from: 21, to: 9 };
    const caption = tr.plain('notifications-quiet-choice', {
      from: String(hours.from),
      to: String(hours.to),
    });
    return [button(own === text ? `• ${caption}` : caption, notifyRoutes.setQuiet.data(hours))];
  };
  return {
    html: tr.html('notifications-quiet-title', { hours: hoursText(own ?? usual, tr) }),
    buttons: [
      ...CHOICES.map(choice),
      [
        button(
          tr.plain('notifications-quiet-default', { hours: hoursText(usual, tr) }),
          notifyRoutes.setQuiet.data({ from: 24, to: 0 }),
        ),
      ],
      [button(tr.plain('button-back'), routes.notifications.data())],
    ],
  };
}
