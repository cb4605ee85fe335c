import type { Feature } from '../bot/feature.ts';
import { accountsFeature } from '../bot/features/accounts/index.ts';
import { announcementsFeature } from '../bot/features/announcements/index.ts';
import { billsFeature } from '../bot/features/bills/index.ts';
import { exportsFeature } from '../bot/features/exports/index.ts';
import { helpFeature } from '../bot/features/help/index.ts';
import { historyFeature } from '../bot/features/history/index.ts';
import { homeFeature } from '../bot/features/home/index.ts';
import { importsFeature } from '../bot/features/imports/index.ts';
import { metersDeskFeature } from '../bot/features/meters/desk.ts';
import { metersFeature } from '../bot/features/meters/index.ts';
import { readingWindowsFeature } from '../bot/features/meters/staff.ts';
import { notificationsFeature } from '../bot/features/notifications/index.ts';
import { paymentsFeature } from '../bot/features/payments/index.ts';
import { peopleFeature } from '../bot/features/people/index.ts';
import { reconciliationFeature } from '../bot/features/reconciliation/index.ts';
import { residentsFeature } from '../bot/features/residents/index.ts';
import { settingsFeature } from '../bot/features/settings/index.ts';
import { auditFeature } from '../bot/features/staff/audit.ts';
import { type HealthProbes, healthFeature } from '../bot/features/staff/health.ts';
import { staffFeature } from '../bot/features/staff/index.ts';
import { jobsFeature } from '../bot/features/staff/jobs.ts';
import { statisticsFeature } from '../bot/features/staff/statistics.ts';
import { ticketsFeature } from '../bot/features/tickets/index.ts';
import type { Config } from '../config.ts';

export interface FeatureParts {
  readonly config: Config;
  /** What the screen of scheduled jobs shows. */
  readonly jobs: Parameters<typeof jobsFeature>[0];
  readonly health: HealthProbes;
  readonly invoiceLimits: Parameters<typeof paymentsFeature>[0]['limits'];
}

/** Everything the bot can do, in the order in which their handlers are asked. */
export function allFeatures({ config, jobs, health, invoiceLimits }: FeatureParts): readonly Feature[] {
  return [
    homeFeature,
    residentsFeature,
    accountsFeature,
    billsFeature,
    historyFeature,
    metersFeature,
    readingWindowsFeature,
    metersDeskFeature,
    importsFeature,
    exportsFeature,
    reconciliationFeature,
    announcementsFeature,
    ticketsFeature,
    peopleFeature,
    staffFeature,
    statisticsFeature,
    auditFeature,
    settingsFeature,
    helpFeature,
    notificationsFeature(config),
    jobsFeature(jobs),
    healthFeature(health),
    paymentsFeature({ limits: invoiceLimits }),
  ];
}
