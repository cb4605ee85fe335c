import type { BotProcess } from '../../tests/support/processes/bot-process.ts';
import { pause } from '../support/pause.ts';

/** What a process holds, MB. */
export interface Memory {
  /** JavaScript's objects after a collection. */
  readonly heap: number;
  /** Buffers and the like, which its heap does not count. */
  readonly buffers: number;
  readonly rss: number;
}

const MB = 2 ** 20;
const LOOKS = 3;

/** Its own `/metrics` after collections; the least of several looks, because it goes on working meanwhile. */
export async function memoryOf(bot: BotProcess): Promise<Memory> {
  const looks: Memory[] = [];
  for (let look = 0; look < LOOKS; look += 1) {
    bot.process.kill('SIGUSR2');
    await pause(500);
    const text = await metricsOf(bot);
    looks.push({
      heap: metricOf(text, 'domovoy_nodejs_heap_size_used_bytes') / MB,
      buffers: metricOf(text, 'domovoy_nodejs_external_memory_bytes') / MB,
      rss: metricOf(text, 'domovoy_process_resident_memory_bytes') / MB,
    });
  }
  const least = (part: keyof Memory): number => Math.min(...looks.map((look) => look[part]));
  return { heap: least('heap'), buffers: least('buffers'), rss: least('rss') };
}

export async function errorsOf(bot: BotProcess): Promise<number> {
  return metricOf(await metricsOf(bot), 'domovoy_errors_total');
}

async function metricsOf({ url }: BotProcess): Promise<string> {
  const response = await fetch(`${url}/metrics`);
  if (!response.ok) throw new Error(`/metrics answers ${response.status}`);
  return response.text();
}

/** @throws Error when there is no such line: a bound that is compared with nothing would always be kept */
function metricOf(text: string, name: string): number {
  const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`/metrics does not tell ${name}`);
  return Number(found);
}
