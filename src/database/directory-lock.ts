import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseInUseError } from './errors.ts';

/** A holder on another machine (a shared disk) counts as dead when its heartbeat is this old. */
const FOREIGN_HEARTBEAT_LIMIT_MS = 30_000;
const HEARTBEAT_MS = 5_000;
/** Taking over a dead holder's lock takes microseconds; a marker this old was left by a crash in that moment. */
const TAKEOVER_LIMIT_MS = 10_000;

interface LockRecord {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** start time of the process as the system counts it; tells a reused pid, null where it is not known */
  readonly processStart: string | null;
}

export interface DirectoryLock {
  /** False once somebody else holds the lock: this process was stopped too long on a shared disk. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Takes the lock file at `path`, or throws `DatabaseInUseError`. The lock of a process that is dead is taken over:
 * dead = no such pid, or the pid now belongs to a process that started at another time, or, for a holder on another
 * machine, no heartbeat for 30 s. Released on `release()` and when the process exits.
 */
export function lockDirectory(path: string): DirectoryLock {
  mkdirSync(dirname(path), { recursive: true });
  const own: LockRecord = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    processStart: processStart(process.pid),
  };
  if (!tryCreate(path, own)) takeOver(path, own);

  let held = true;
  const heartbeat = setInterval(() => {
    held &&= isOwn(path, own);
    if (held) touch(path);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  const release = (): void => {
    clearInterval(heartbeat);
    process.removeListener('exit', release);
    if (held && isOwn(path, own)) rmSync(path, { force: true });
    held = false;
  };
  process.once('exit', release);
  return { isHeld: () => held, release };
}

/** A disk that does not answer for a moment takes nobody's lock away. */
function isOwn(path: string, own: LockRecord): boolean {
  try {
    return readLock(path)?.token === own.token;
  } catch {
    return true;
  }
}

/** Written beside and linked into place, so that nobody ever reads half a record. */
function tryCreate(path: string, own: LockRecord): boolean {
  const draft = `${path}.${own.token}`;
  writeFileSync(draft, JSON.stringify(own));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** One process at a time may judge and replace a lock, else two would each remove what the other has just written. */
function takeOver(path: string, own: LockRecord): void {
  const marker = `${path}.takeover`;
  if (!tryMark(marker)) throw new DatabaseInUseError(dirname(path), 'another process that is starting');
  try {
    const holder = readLock(path);
    if (holder !== undefined && isAlive(holder, path)) {
      throw new DatabaseInUseError(dirname(path), describe(holder));
    }
    rmSync(path, { force: true });
    if (!tryCreate(path, own))
      throw new DatabaseInUseError(dirname(path), 'another process that is starting');
  } finally {
    rmdirSync(marker);
  }
}

function tryMark(marker: string): boolean {
  try {
    mkdirSync(marker);
    return true;
  } catch (error) {
    if (!isErrorCode(error, 'EEXIST')) throw error;
  }
  if (ageMs(marker) < TAKEOVER_LIMIT_MS) return false;
  rmSync(marker, { recursive: true, force: true });
  return tryMark(marker);
}

function isAlive(holder: LockRecord, path: string): boolean {
  if (holder.host !== hostname()) return ageMs(path) < FOREIGN_HEARTBEAT_LIMIT_MS;
  if (!processExists(holder.pid)) return false;
  const start = processStart(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return isErrorCode(error, 'EPERM');
  }
}

/**
 * Boot-relative start time of a process with the boot's id, on Linux; null elsewhere. Containers give every
 * restart the same pid, so that the pid alone would keep a dead lock for ever.
 */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(join('/proc', String(pid), 'stat'), 'utf8');
    // The name in parentheses may hold spaces; field 22 is the 20th after it.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return ticks === undefined ? null : `${boot}:${ticks}`;
  } catch {
    return null;
  }
}

/** Undefined when there is none, or one cut short by a full disk. A file that cannot be read is nobody's proof. */
function readLock(path: string): LockRecord | undefined {
  const content = readIfPresent(path);
  if (content === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(content);
    return isLockRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isLockRecord(value: unknown): value is LockRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'token' in value &&
    typeof value.token === 'string' &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'host' in value &&
    typeof value.host === 'string' &&
    'processStart' in value &&
    (value.processStart === null || typeof value.processStart === 'string')
  );
}

function describe(holder: LockRecord): string {
  return holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
}

/** Age by the file system's clock as the machine sees it; file times and heartbeats come from the same clock. */
function ageMs(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Gone: the next heartbeat finds another token and ends the hold.
  }
}

function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
