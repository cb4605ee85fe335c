import { DomainError } from '../../../domain/errors.ts';
import {
  type JobView,
  listJobs,
  runJobNow,
  type ScheduledJob,
  switchJob,
} from '../../../services/staff/jobs.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { button } from '../../ui/buttons.ts';
import { defineRoute } from '../../ui/callback-data.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { jobTitle } from './health.ts';

/**
 * Names of jobs hold a dot, which callback data has not: `payments.poll` travels as `payments_poll`, cut to what a word of
 * callback data may hold.
 */
const jobRoutes = {
  job: defineRoute('job', { job: 'word' }),
  run: defineRoute('jobrun', { job: 'word' }),
  turn: defineRoute('jobsw', { job: 'word', off: 'flag' }),
} as const;

const PER_PAGE = 6;
const LONGEST_WORD = 24;

/** What runs by itself: when it ran, what it did, when it runs next; run now, switch off. */
export function jobsFeature(schedule: () => readonly ScheduledJob[]): Feature {
  return ({ deps, router }) => {
    const { services } = deps;
    const zone = services.installation.timezone;

    const jobOf = async (ctx: BotContext, word: string): Promise<JobView> => {
      const known = schedule().filter(({ name }) => wordOf(name) === word);
      const [job] = await listJobs(services, { grants: personOf(ctx).grants, jobs: known });
      if (job === undefined) throw new DomainError('JOB_NOT_FOUND');
      return job;
    };
    const showJob = async (ctx: BotContext, word: string): Promise<void> => {
      await showScreen(ctx, jobScreen(await jobOf(ctx, word), zone, ctx.tr));
    };

    router.on('staff', 'staff', routes.jobs, async (ctx, { page }) => {
      const jobs = await listJobs(services, { grants: personOf(ctx).grants, jobs: schedule() });
      await showScreen(ctx, jobsScreen(jobs, page, zone, ctx.tr));
    });
    router.on('staff', 'staff', jobRoutes.job, (ctx, { job }) => showJob(ctx, job));
    router.on('staff', 'staff', jobRoutes.run, async (ctx, { job }) => {
      const { name } = await jobOf(ctx, job);
      await runJobNow(services, { ...personOf(ctx), job: name });
      await toastPress(ctx, ctx.tr.plain('staff-job-started'));
      await showJob(ctx, job);
    });
    router.on('staff', 'staff', jobRoutes.turn, async (ctx, { job, off }) => {
      const { name } = await jobOf(ctx, job);
      await switchJob(services, { ...personOf(ctx), job: name, off });
      await showJob(ctx, job);
    });
  };
}

function wordOf(name: string): string {
  return name.replace('.', '_').slice(0, LONGEST_WORD);
}

function jobsScreen(jobs: readonly JobView[], page: number, zone: string, tr: Translator): Screen {
  const shown = jobs.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  return {
    html: joinHtml(
      [
        tr.html('staff-jobs-title'),
        ...shown.map((job) =>
          joinHtml([tr.html('staff-job-row', { title: jobTitle(job.name, tr) }), stateOf(job, zone, tr)]),
        ),
      ],
      '\n\n',
    ),
    buttons: [
      ...shown.map((job) => [button(jobTitle(job.name, tr), jobRoutes.job.data({ job: wordOf(job.name) }))]),
      pagerRow(pageOf(shown, page, jobs.length, PER_PAGE), tr, (next) => routes.jobs.data({ page: next })),
      [
        button(tr.plain('button-back'), routes.admin.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function stateOf(job: JobView, zone: string, tr: Translator) {
  if (job.off) return tr.html('staff-job-off');
  const lines = [];
  if (job.last === null) lines.push(tr.html('staff-job-never'));
  else if (job.last.error !== null) {
    lines.push(
      tr.html('staff-job-failed', { at: tr.dateTime(job.last.startedAt, zone), error: job.last.error }),
    );
  } else {
    const at = tr.dateTime(job.last.startedAt, zone);
    lines.push(
      job.last.finishedAt === null
        ? tr.html('staff-job-running', { at })
        : tr.html('staff-job-done', { at, result: resultText(job.last.result, tr) }),
    );
  }
  lines.push(tr.html('staff-job-next', { at: tr.dateTime(job.next, zone) }));
  return joinHtml(lines);
}

/** What it did, in words; nothing done is said as such, not as zeros. */
function resultText(result: NonNullable<JobView['last']>['result'], tr: Translator): string {
  const done = result.filter(({ count }) => count > 0);
  if (done.length === 0) return tr.plain('staff-job-nothing');
  return done
    .map(({ name, count }) => {
      const key = `staff-job-count-${name.toLowerCase()}`;
      return tr.has(key) ? tr.plainOr(key, { count }, 'staff-job-nothing') : `${name}: ${count}`;
    })
    .join(', ');
}

function jobScreen(job: JobView, zone: string, tr: Translator): Screen {
  const word = wordOf(job.name);
  return {
    html: joinHtml(
      [
        tr.html('staff-job-row', { title: jobTitle(job.name, tr) }),
        tr.html('staff-job-schedule', { name: job.name, cron: job.cron }),
        stateOf(job, zone, tr),
      ],
      '\n\n',
    ),
    buttons: [
      [button(tr.plain('staff-button-job-run'), jobRoutes.run.data({ job: word }), 'primary')],
      [
        job.off
          ? button(tr.plain('staff-button-job-on'), jobRoutes.turn.data({ job: word, off: false }), 'success')
          : button(tr.plain('staff-button-job-off'), jobRoutes.turn.data({ job: word, off: true }), 'danger'),
        button(tr.plain('staff-button-job-refresh'), jobRoutes.job.data({ job: word })),
      ],
      [
        button(tr.plain('button-back'), routes.jobs.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}
