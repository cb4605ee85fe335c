import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What the figures were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

/** CPU time spent and memory held by a process; null where the system does not tell (only Linux does). */
export interface Usage {
  readonly cpuMs: number;
  readonly rssMb: number;
}

/** Linux counts CPU time in 1/100 s for every process it shows. */
const TICK_MS = 10;

const SERVERS = new Set(['postgres', 'redis-server']);

/** CPU time of the database and Redis servers of this machine, ms; 0 where they run elsewhere or nothing tells. */
export function serversCpuMs(): number {
  let sum = 0;
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (SERVERS.has(commandOf(pid))) sum += usageOf(Number(pid))?.cpuMs ?? 0;
    }
  } catch {
    return 0;
  }
  return sum;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}

export function usageOf(pid: number): Usage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; the fields after it are counted from the third.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const rssKb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return {
      cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
      rssMb: Number(rssKb) / 1024,
    };
  } catch {
    return null;
  }
}
