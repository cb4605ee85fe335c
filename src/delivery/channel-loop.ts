import { Bell, pause } from '../coordination/bell.ts';
import { bulkBucket, chatBucket, type RateBucket } from '../coordination/rates.ts';
import { LANES, type Lane } from '../domain/delivery.ts';
import { escapeHtml, htmlToPlain } from '../texts/html.ts';
import { createBatcher } from './batcher.ts';
import {
  type DeliveryChannel,
  type Recipient,
  type RenderedMessage,
  SEND_TIMEOUT_MS,
  type SendOutcome,
} from './channels.ts';
import {
  anyDelivery,
  type ClaimedDelivery,
  claimDeliveries,
  giveBackUncalled,
  type HeldDelivery,
  markSending,
} from './claim.ts';
import { followConsequence } from './consequences.ts';
import { planDigest } from './digest.ts';
import { queueFallback } from './fallback.ts';
import { Gate } from './gate.ts';
import { type Consequence, judge } from './outcome.ts';
import { type Prepared, prepareDelivery } from './prepare.ts';
import { type DeliveryResult, recordResults } from './record.ts';
import type { SenderDeps, SenderTuning } from './sender-deps.ts';

const ALL_LANES = Object.values(LANES);
const URGENT_LANES: readonly number[] = [LANES.money, LANES.emergency];
const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 30_000;

/** Takes messages of one channel from the queue and sends them, until it is stopped. */
export class ChannelLoop {
  readonly #deps: SenderDeps;
  readonly #tuning: SenderTuning;
  readonly #channel: DeliveryChannel;
  readonly #gate: Gate;
  readonly #bell = new Bell();
  readonly #stopping = new AbortController();
  readonly #givingUp = new AbortController();
  readonly #active = new Set<Promise<void>>();
  readonly #mark: (held: HeldDelivery) => Promise<number | null>;
  readonly #record: (result: DeliveryResult) => Promise<boolean>;
  readonly #avoided = new Map<string, number>();
  /** taken, not called, and not given back yet */
  readonly #uncalled = new Set<HeldDelivery>();
  #claims = 0;
  #idleWaiters: (() => void)[] = [];
  #running: Promise<void> | null = null;
  #quietUntil = 0;
  #failures = 0;
  /** The last look found nothing: most looks of a quiet hour find nothing either, and look cheaply first. */
  #calm = true;

  constructor(deps: SenderDeps, tuning: SenderTuning, channel: DeliveryChannel) {
    this.#deps = deps;
    this.#tuning = tuning;
    this.#channel = channel;
    const { db } = deps;
    this.#gate = new Gate({
      rates: deps.rates,
      concurrency: tuning.concurrency,
      stopping: this.#stopping.signal,
      answering: deps.answering ?? (() => false),
    });
    this.#mark = createBatcher((held) => markSending(db, held, tuning.sendingLeaseMs));
    this.#record = createBatcher((results) => recordResults(db, results));
  }

  start(): void {
    this.#running ??= this.#run();
  }

  ring(): void {
    this.#bell.ring();
  }

  /** Resolves when nothing that is due now is left. */
  async idle(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#idleWaiters.push(resolve);
      this.#bell.ring();
    });
  }

  /** Take nothing more, finish the calls on the way; what is not finished by the deadline is left as it is. */
  async stop(deadlineMs: number): Promise<void> {
    this.#stopping.abort();
    this.#bell.ring();
    const timer = setTimeout(() => this.#givingUp.abort(), deadlineMs);
    const over = new Promise<void>((resolve) => {
      this.#givingUp.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([this.#drained(), over]);
    clearTimeout(timer);
  }

  async #drained(): Promise<void> {
    await this.#running;
    await Promise.all(this.#active);
  }

  async #run(): Promise<void> {
    const slice = this.#tuning.concurrency * 2;
    while (!this.#stopping.signal.aborted) {
      const quiet = this.#quietUntil - performance.now();
      if (quiet > 0) {
        await this.#bell.wait(quiet);
      } else if (this.#active.size > slice / 2) {
        // Taken a few at a time: what is urgent must not stand behind a long row of what is not.
        await Promise.race(this.#active);
      } else if ((await this.#takeSome(slice - this.#active.size)) === 0) {
        await this.#bell.wait(this.#untilNextLook());
      }
    }
  }

  async #takeSome(limit: number): Promise<number> {
    const waiters = [...this.#idleWaiters];
    // What is on the way hides its recipient's next ones: only a look that began with nothing on the way is complete.
    const nothingOnTheWay = this.#active.size === 0;
    const avoid = this.#avoidedNow();
    const { db, owner, rates, clock, log } = this.#deps;
    const lanes = rates.degraded() && this.#channel.channel === 'telegram' ? URGENT_LANES : ALL_LANES;
    try {
      await this.#giveBackUncalled();
      const { channel } = this.#channel;
      const now = clock.now();
      let rows: ClaimedDelivery[] = [];
      if (!this.#calm || (await anyDelivery(db, channel, now))) {
        this.#claims += 1;
        rows = await claimDeliveries(db, {
          owner: `${owner}/${channel}-${this.#claims}`,
          channel,
          lanes,
          limit,
          avoid,
          patientKinds: this.#deps.renderers.patientKinds,
          ordinaryKinds: this.#deps.renderers.ordinaryKinds,
          now,
          leaseMs: this.#tuning.leaseMs,
        });
      }
      this.#calm = rows.length === 0;
      for (const row of rows) this.#begin(row);
      const lookedEverywhere = lanes === ALL_LANES && avoid.length === 0;
      if (rows.length === 0 && nothingOnTheWay && this.#active.size === 0 && lookedEverywhere) {
        // Only those who asked before this look at the queue.
        this.#idleWaiters = this.#idleWaiters.filter((waiter) => !waiters.includes(waiter));
        for (const resolve of waiters) resolve();
      }
      return rows.length;
    } catch (error) {
      log.warn({ err: error, channel: this.#channel.channel }, 'deliveries could not be claimed');
      this.#backOff();
      return 0;
    }
  }

  /** Recipients whose own limit is not over. */
  #avoidedNow(): string[] {
    const now = performance.now();
    for (const [recipient, until] of this.#avoided) if (until <= now) this.#avoided.delete(recipient);
    return [...this.#avoided.keys()];
  }

  #untilNextLook(): number {
    const soonest = Math.min(...this.#avoided.values()) - performance.now();
    return Math.max(1, Math.min(this.#tuning.pollMs, soonest));
  }

  #begin(row: ClaimedDelivery): void {
    const work = this.#process(row)
      .catch(async (error: unknown) => {
        this.#deps.log.warn({ err: error, delivery: row.id }, 'a delivery was put back');
        this.#backOff();
        await this.#giveBack(row);
      })
      .finally(() => {
        this.#active.delete(work);
        this.#bell.ring();
      });
    this.#active.add(work);
  }

  async #process(row: ClaimedDelivery): Promise<void> {
    const prepared = await prepareDelivery(this.#deps, row);
    if (prepared.kind === 'settled') {
      this.#count(row, prepared.result.status);
      // First what takes its place, then the row: a kill in between repeats both, and the second is there already.
      if (prepared.instead === 'fallback') await this.#fallBack(row);
      if (prepared.instead === 'digest') await planDigest(this.#deps, row);
      await this.#record(prepared.result);
      return;
    }
    const { recipient } = prepared;
    const admission = await this.#gate.enter(this.#buckets(recipient), chatKey(recipient), isUrgent(row));
    if (admission.kind !== 'go') {
      if (admission.kind === 'all-later') this.#beQuiet(admission.ms);
      else this.#avoided.set(row.recipient, performance.now() + admission.ms);
      await this.#giveBack(row);
      return;
    }
    try {
      // Taken by a look that was on the way when the channel went down: it waits with the others.
      if (this.#quietUntil > performance.now()) {
        await this.#giveBack(row);
        return;
      }
      const askedAt = performance.now();
      const attempt = await this.#mark(row);
      // The lease ran out and somebody else has it, or staff cancelled it.
      if (attempt === null) return;
      const stale = performance.now() - askedAt > this.#tuning.sendingLeaseMs / 2;
      const outcome: SendOutcome = stale
        ? { kind: 'not-sent', reason: 'this process stood still for too long' }
        : await this.#call(row, prepared.message, recipient);
      await this.#conclude(row, prepared, attempt, outcome).catch((error: unknown) => {
        // The call was made: the row must stay as it is, else it would be sent again.
        this.#deps.log.error({ err: error, delivery: row.id }, 'what became of a call was not written');
      });
    } finally {
      this.#gate.leave();
    }
  }

  async #conclude(
    row: ClaimedDelivery,
    prepared: Extract<Prepared, { kind: 'ready' }>,
    attempt: number,
    outcome: SendOutcome,
  ): Promise<void> {
    const { result, consequence } = judge(row, outcome, {
      now: this.#deps.clock.now(),
      afterCrash: prepared.renderer.afterCrash,
      attempt,
    });
    this.#count(row, outcome.kind);
    if (consequence.kind !== 'channel-down' && outcome.kind !== 'ambiguous') this.#failures = 0;
    if (result.status === 'failed' || result.status === 'unknown') {
      this.#deps.log.error(
        { delivery: row.id, kind: row.kind, status: result.status, reason: result.error },
        'a delivery needs attention',
      );
    }
    if (result.status === 'unreachable') await this.#fallBack(row);
    // First the pause, then the row: nobody takes it again before everybody knows.
    await this.#follow(row, prepared.recipient, consequence);
    await this.#recordSurely(result);
  }

  /** Best effort: the row says `unreachable` in any case. */
  async #fallBack(row: ClaimedDelivery): Promise<void> {
    const { db, clock, renderers, channels, log } = this.#deps;
    const wanted = renderers.get(row.kind)?.fallback ?? [];
    const open = wanted.filter((name) => channels.some(({ channel }) => channel === name));
    try {
      if (await queueFallback(db, clock, row, open)) this.#deps.wakeups.notify('deliveries');
    } catch (error) {
      log.warn({ err: error, delivery: row.id }, 'another way to the person was not tried');
    }
  }

  async #call(row: ClaimedDelivery, message: RenderedMessage, recipient: Recipient): Promise<SendOutcome> {
    const outcome = await this.#callOnce(message, recipient);
    if (outcome.kind !== 'unparsable') return outcome;
    // Refused, so not executed: the words matter more than the bold print.
    this.#deps.log.error(
      { delivery: row.id, kind: row.kind },
      'markup of a delivery is broken, sent as plain text',
    );
    return await this.#callOnce({ ...message, html: escapeHtml(htmlToPlain(message.html)) }, recipient);
  }

  async #callOnce(message: RenderedMessage, recipient: Recipient): Promise<SendOutcome> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<SendOutcome>((resolve) => {
      timer = setTimeout(() => resolve({ kind: 'ambiguous', reason: 'no answer in time' }), SEND_TIMEOUT_MS);
    });
    try {
      return await Promise.race([this.#channel.send(message, recipient), tooLong]);
    } catch (error) {
      this.#deps.log.error(
        { err: error, channel: recipient.channel },
        'a channel threw instead of telling an outcome',
      );
      return { kind: 'ambiguous', reason: 'fault of the channel' };
    } finally {
      clearTimeout(timer);
    }
  }

  async #follow(row: ClaimedDelivery, recipient: Recipient, consequence: Consequence): Promise<void> {
    if (consequence.kind === 'channel-down') {
      const report = consequence.ourFault ? this.#deps.log.error : this.#deps.log.warn;
      report.call(
        this.#deps.log,
        { channel: recipient.channel, reason: consequence.reason },
        'the channel cannot be used, trying again later',
      );
      this.#backOff();
      return;
    }
    try {
      await followConsequence(this.#deps, row, recipient, consequence);
    } catch (error) {
      this.#deps.log.warn({ err: error, delivery: row.id }, 'what follows from an answer was not done');
    }
  }

  /** The call was made: its result is written however long the database is away; at the end it stays `sending`. */
  async #recordSurely(result: DeliveryResult): Promise<void> {
    for (let wait = FIRST_BACKOFF_MS; ; wait = Math.min(wait * 2, LAST_BACKOFF_MS)) {
      try {
        await this.#record(result);
        return;
      } catch (error) {
        this.#deps.log.warn({ err: error, delivery: result.id }, 'a result is not written yet');
        if (this.#givingUp.signal.aborted) return;
        await pause(wait, this.#givingUp.signal);
      }
    }
  }

  /** No call was made for this row. While the database is away it is kept in mind. */
  async #giveBack(row: ClaimedDelivery): Promise<void> {
    this.#uncalled.add(row);
    await this.#giveBackUncalled().catch(() => undefined);
  }

  async #giveBackUncalled(): Promise<void> {
    const held = [...this.#uncalled];
    await giveBackUncalled(this.#deps.db, held);
    for (const row of held) this.#uncalled.delete(row);
  }

  #backOff(): void {
    this.#beQuiet(Math.min(FIRST_BACKOFF_MS * 2 ** this.#failures, LAST_BACKOFF_MS));
    this.#failures = Math.min(this.#failures + 1, 10);
  }

  #beQuiet(ms: number): void {
    this.#quietUntil = Math.max(this.#quietUntil, performance.now() + ms);
  }

  #buckets(recipient: Recipient): readonly RateBucket[] {
    if (recipient.channel !== 'telegram') return [{ key: recipient.channel, intervalMs: 200, burst: 5 }];
    return [bulkBucket(this.#deps.bulkPerSecond), chatBucket(recipient.chatId)];
  }

  #count(row: ClaimedDelivery, outcome: string): void {
    this.#deps.metrics.delivery(row.channel, laneName(row.lane), outcome);
  }
}

function chatKey(recipient: Recipient): string | null {
  return recipient.channel === 'telegram' ? chatBucket(recipient.chatId).key : null;
}

function isUrgent(row: ClaimedDelivery): boolean {
  return URGENT_LANES.includes(row.lane);
}

function laneName(lane: number): Lane {
  const names: readonly Lane[] = ['money', 'emergency', 'reminders', 'bulk'];
  return names[lane] ?? 'bulk';
}
