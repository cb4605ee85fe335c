import type { CatchUp, Job, JobRun } from './scheduler.ts';

interface Schedule {
  /** in the installation's time zone */
  readonly cron: string;
  readonly catchUp: CatchUp;
}

/**
 * When what runs, and nothing else. Jobs about houses look every hour, because each house has its own zone and its
 * own quiet hours. Minutes are spread, so that not everything starts at the full hour.
 */
export const SCHEDULE = {
  'payments.poll': { cron: '* * * * *', catchUp: 'last' },
  'payments.expire': { cron: '* * * * *', catchUp: 'last' },
  'accounts.shares': { cron: '* * * * *', catchUp: 'last' },
  'residents.delete-expired': { cron: '37 * * * *', catchUp: 'last' },
  'notifications.bills': { cron: '*/5 * * * *', catchUp: 'last' },
  'notifications.due': { cron: '5,20,35,50 * * * *', catchUp: 'last' },
  'notifications.readings': { cron: '7,22,37,52 * * * *', catchUp: 'last' },
  'notifications.verification': { cron: '12 10 * * *', catchUp: 'last' },
  'notifications.missing-bills': { cron: '25 * * * *', catchUp: 'last' },
  'imports.abandoned': { cron: '*/10 * * * *', catchUp: 'last' },
  'staff.clean-up': { cron: '43 3 * * *', catchUp: 'last' },
  'tickets.auto-close': { cron: '12 * * * *', catchUp: 'last' },
  'tickets.late': { cron: '3 * * * *', catchUp: 'last' },
} as const satisfies Readonly<Record<string, Schedule>>;

export type JobName = keyof typeof SCHEDULE;

/** Join the table with what is to be run; the compiler sees to it that nothing is missing. */
export function scheduledJobs(runs: Readonly<Record<JobName, JobRun>>): Job[] {
  return Object.entries(SCHEDULE).map(([name, { cron, catchUp }]) => {
    if (!isJobName(name)) throw new Error(`${name} is not in the schedule`);
    return { name, cron, catchUp, run: runs[name] };
  });
}

function isJobName(name: string): name is JobName {
  return name in SCHEDULE;
}
