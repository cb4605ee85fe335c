import { Composer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { allFeatures } from '../../src/app/features.ts';
import { createBot } from '../../src/bot/bot.ts';
import type { BotContext } from '../../src/bot/context.ts';
import type { Feature } from '../../src/bot/feature.ts';
import { createScreens } from '../../src/bot/screens.ts';
import type { Form } from '../../src/bot/ui/form.ts';
import { loadConfig } from '../../src/config.ts';
import { createLocalLock } from '../../src/coordination/local-lock.ts';
import { fixedInvoiceLimits } from '../../src/gateways/payments/invoice-limits.ts';
import type { ServiceDeps } from '../../src/services/deps.ts';
import type { DraftData } from '../../src/services/drafts/drafts.ts';
import { createTexts } from '../../src/texts/texts.ts';

/** A form as it was installed, whatever it collects. */
export type AnyForm = Form<DraftData>;

const TOKEN = '1:nobody-is-called';
const ME: UserFromGetMe = {
  id: 1,
  is_bot: true,
  first_name: 'Домовой',
  username: 'domovoy_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};

/** Every form that the bot installs: one that is added to a feature is here without being named. */
export function definedForms(services: ServiceDeps): AnyForm[] {
  const found: AnyForm[] = [];
  const spy: Feature = ({ forms }) => {
    const define = forms.define.bind(forms);
    forms.define = (form) => {
      // What each takes is its own affair: the fuzz gives it what it has collected itself.
      found.push(form as unknown as AnyForm);
      define(form);
    };
  };
  const none = () => undefined;
  const deps = {
    services,
    texts: createTexts(),
    lock: createLocalLock(),
    metrics: { updateHandled: none, apiCall: none },
    log: { debug: none, info: none, warn: none, error: none },
    telegram: { token: TOKEN, apiRoot: 'http://127.0.0.1:1', proxy: null, paymentProviderToken: null },
    files: { download: () => Promise.reject(new Error('nothing is downloaded')) },
    tasks: { enqueue: () => Promise.resolve(), cancel: () => Promise.resolve(false) },
  };
  createBot({
    deps,
    botInfo: ME,
    checkout: () => new Composer<BotContext>(),
    features: [
      spy,
      ...allFeatures({
        config: loadConfig({ BOT_TOKEN: TOKEN }),
        jobs: () => [],
        health: { redis: () => null, telegram: () => Promise.resolve({ waiting: 0, lastError: null }) },
        invoiceLimits: fixedInvoiceLimits(),
      }),
    ],
    staffGroup: () => new Composer<BotContext>(),
    screens: createScreens(deps),
  });
  return found;
}
