/** `degraded`: works, with something missing. */
export type CheckState = 'ok' | 'degraded' | 'down';

/** Checks by name: database, redis, telegram. One that throws or takes too long is down. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<CheckState>>>;

export interface Readiness {
  readonly status: CheckState;
  readonly checks: Readonly<Record<string, CheckState>>;
}

const CHECK_MS = 2_000;

/** Run all checks at once; the worst decides. */
export async function checkReadiness(checks: ReadinessChecks): Promise<Readiness> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check)] as const),
  );
  const states = entries.map(([, state]) => state);
  const status = states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok';
  return { status, checks: Object.fromEntries(entries) };
}

async function runCheck(check: () => Promise<CheckState>): Promise<CheckState> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<CheckState>((resolve) => {
    timer = setTimeout(() => resolve('down'), CHECK_MS);
  });
  try {
    return await Promise.race([check(), tooLong]);
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
