import { z } from 'zod';
import { RUN_JOB_TASK } from '../services/staff/jobs.ts';
import { defineTask, type TaskHandler } from './task-handler.ts';

const argsSchema = z.object({ job: z.string() });

/** Runs a job out of turn, as staff asked; a name that is gone ends the task. */
export function runJobTask(run: (job: string) => Promise<void>): TaskHandler {
  return defineTask(
    RUN_JOB_TASK,
    (args) => argsSchema.parse(args),
    async ({ job }) => {
      await run(job);
      return undefined;
    },
  );
}
