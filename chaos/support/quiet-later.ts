/** Hours ahead in UTC that are night in none of Russia's zones (+2 to +12) while a run goes on. */
const AHEAD = 19;

/**
 * QUIET_HOURS that do not come during a run, whenever and wherever it is started: a message that waits for the morning
 * is no message that got stuck.
 */
export function quietLater(): string {
  const hour = (new Date().getUTCHours() + AHEAD) % 24;
  return `${hour}-${(hour + 1) % 24}`;
}
