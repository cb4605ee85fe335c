import { DomainError } from '../../../domain/errors.ts';
import { can } from '../../../domain/roles.ts';
import { checkHealth, type Health } from '../../../services/staff/check-health.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';

/** What only the program itself can tell of its surroundings. */
export interface HealthProbes {
  /** null: no Redis is configured; the process does its work */
  redis(): boolean | null;
  /** Updates that Telegram keeps for us, and why the last webhook call failed. */
  telegram(): Promise<{ readonly waiting: number; readonly lastError: string | null }>;
}

/** Longer than this a message or task should not wait. */
const LATE_SECONDS = 120;

/** Is everything there, does anything wait, does anything need a person. */
export function healthFeature(probes: HealthProbes): Feature {
  return ({ deps, router }) => {
    const { services } = deps;
    const zone = services.installation.timezone;

    const show = async (ctx: BotContext): Promise<void> => {
      if (!can(personOf(ctx).grants, 'health.view', { companyId: null }, services.clock.now())) {
        throw new DomainError('NOT_ALLOWED');
      }
      const health = await checkHealth(services);
      const telegram = await askTelegram(probes);
      const around = {
        redis: probes.redis(),
        telegram,
        embedded: services.installation.embedded,
        gateway: services.gateway !== null,
        sms: services.sms !== null,
        email: services.email !== null,
        at: services.clock.now(),
      };
      await showScreen(ctx, healthScreen(health, around, ctx.tr, zone));
    };
    router.on('staff', 'staff', routes.health, show);
  };
}

interface Around {
  readonly redis: boolean | null;
  /** null: no answer */
  readonly telegram: {
    readonly waiting: number;
    readonly lastError: string | null;
    readonly ms: number;
  } | null;
  readonly embedded: boolean;
  readonly gateway: boolean;
  readonly sms: boolean;
  readonly email: boolean;
  readonly at: Date;
}

async function askTelegram(probes: HealthProbes): Promise<Around['telegram']> {
  const began = performance.now();
  try {
    return { ...(await probes.telegram()), ms: Math.round(performance.now() - began) };
  } catch {
    return null;
  }
}

function healthScreen(health: Health, around: Around, tr: Translator, zone: string): Screen {
  const gate = (name: 'gateway' | 'sms' | 'email'): Html =>
    tr.html(around[name] ? 'staff-health-gate-on' : 'staff-health-gate-off', {
      name: tr.plain(`staff-health-${name}`),
    });
  const telegram =
    around.telegram === null
      ? tr.html('staff-health-telegram-down')
      : tr.html('staff-health-telegram', {
          ms: String(around.telegram.ms),
          waiting: String(around.telegram.waiting),
        });
  return {
    html: joinHtml(
      [
        tr.html('staff-health-title', { at: tr.dateTimeSeconds(around.at, zone) }),
        joinHtml([
          telegram,
          ...(around.telegram?.lastError == null
            ? []
            : [tr.html('staff-health-webhook-error', { error: around.telegram.lastError })]),
          tr.html(around.embedded ? 'staff-health-embedded' : 'staff-health-postgres'),
          tr.html(
            around.redis === null
              ? 'staff-health-redis-none'
              : around.redis
                ? 'staff-health-redis-up'
                : 'staff-health-redis-down',
          ),
          gate('gateway'),
          gate('sms'),
          gate('email'),
        ]),
        joinHtml([
          tr.html('staff-health-deliveries', {
            mark: mark(health.oldestDelivery > LATE_SECONDS),
            waiting: String(health.deliveriesWaiting),
            age: ageText(health.oldestDelivery, tr),
          }),
          ...(health.deliveriesNeedAttention === 0
            ? []
            : [tr.html('staff-health-attention', { count: String(health.deliveriesNeedAttention) })]),
          tr.html('staff-health-tasks', {
            mark: mark(health.oldestTask > LATE_SECONDS || health.tasksFailed > 0),
            waiting: String(health.tasksWaiting),
            age: ageText(health.oldestTask, tr),
            failed: String(health.tasksFailed),
          }),
          tr.html('staff-health-imports', { count: String(health.importsOpen) }),
        ]),
        jobLines(health, tr, zone),
        tr.html('staff-health-size', {
          residents: String(health.residents),
          accounts: String(health.accounts),
        }),
      ],
      '\n\n',
    ),
    buttons: [
      [button(tr.plain('staff-button-job-refresh'), routes.health.data())],
      [button(tr.plain('staff-button-jobs'), routes.jobs.data({ page: 0 }))],
      [
        button(tr.plain('button-back'), routes.admin.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function mark(bad: boolean): string {
  return bad ? '⚠️' : '✅';
}

function ageText(seconds: number, tr: Translator): string {
  if (seconds < 60) return tr.plain('staff-health-age-seconds', { count: seconds });
  return tr.plain('staff-health-age-minutes', { count: Math.round(seconds / 60) });
}

function jobLines(health: Health, tr: Translator, zone: string): Html {
  const names = (jobs: readonly string[]): string => jobs.map((job) => jobTitle(job, tr)).join(', ');
  const lines = [
    health.lastJobAt === null
      ? tr.html('staff-health-jobs-none')
      : tr.html('staff-health-jobs', { at: tr.dateTime(health.lastJobAt, zone) }),
  ];
  if (health.jobsFailed.length > 0)
    lines.push(tr.html('staff-health-jobs-failed', { jobs: names(health.jobsFailed) }));
  if (health.jobsOff.length > 0)
    lines.push(tr.html('staff-health-jobs-off', { jobs: names(health.jobsOff) }));
  return joinHtml(lines);
}

/** What a job does, in words; one that has none shows its name. */
export function jobTitle(name: string, tr: Translator): string {
  const key = `staff-job-${name.replaceAll('.', '-')}`;
  return tr.has(key) ? tr.plainOr(key, {}, 'staff-jobs') : name;
}
