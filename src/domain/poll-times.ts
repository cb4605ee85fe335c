/** Minutes from one question to the next: soon at first, when the payer waits, then ever more rarely for a day. */
const WAITS = [0.5, 0.5, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610];

/** When the gateway is asked again after `polls` questions; null = not any more. */
export function nextPoll(polls: number, now: Date): Date | null {
  const minutes = WAITS[polls];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000);
}
