import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { barsSvg } from '../../src/documents/charts/bars.ts';
import { createDocuments, type Documents } from '../../src/documents/documents.ts';
import type { PdfRequest } from '../../src/documents/pdf/request.ts';
import { qrSvg } from '../../src/documents/qr.ts';
import { createQrReader } from '../../src/documents/qr-reader.ts';
import { createWorkerPool } from '../../src/documents/worker/pool.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import { usageOf } from '../support/machine.ts';
import type { Section, SectionResult } from '../support/section.ts';
import { median, percentile, round } from '../support/statistics.ts';

const PER_ROUND = 20;
/** The same threads as the product's. */
const DRAWING = { threads: 1, waiting: 50, timeLimitMs: 20_000, memoryMb: 384 } as const;
const READING = { threads: 1, waiting: 20, timeLimitMs: 15_000, memoryMb: 256 } as const;
const PAYMENT =
  'ST00012|Name=ООО «Смарт Запад»|PersonalAcc=40702810938000000001|BankName=ПАО Сбербанк|BIC=044525225|PersAcc=1234567890|Sum=1222181';

type Work = (documents: Documents, turn: number) => Promise<unknown>;

const KINDS: readonly { readonly name: string; readonly work: Work }[] = [
  {
    name: 'paper of a bill with its payment QR, PDF',
    work: (make, turn) => make.renderPdf(paper(turn)),
  },
  { name: 'picture of what changed, PNG', work: (make, turn) => make.renderPicture(picture(turn)) },
  { name: 'QR of a link, PNG', work: (make, turn) => make.qrPicture(`${PAYMENT}|Turn=${turn}`) },
  {
    name: 'QR read off a scan, PNG',
    work: (make) => make.qrReader.read({ bytes: sample('bill-qr.png') }),
  },
  {
    name: 'QR read off a photo, JPEG',
    work: (make) => make.qrReader.read({ bytes: sample('bill-photo.jpg') }),
  },
];

/** What papers and pictures cost, one after another in the product's worker threads. */
export const documents: Section = {
  name: 'documents',
  what: 'bill PDF, chart, QR written and read: time of each and how long updates wait meanwhile',
  async run({ rounds, progress }): Promise<SectionResult> {
    const drawing = createWorkerPool(DRAWING);
    const reading = createWorkerPool(READING);
    // Without a memory: the second of two equal ones costs nothing in the product.
    const maker = createDocuments(drawing, createQrReader(reading), 0);
    const lag = watchLoop();
    try {
      const rows: (string | number)[][] = [];
      let made = 0;
      const next = (): number => {
        made += 1;
        return made;
      };
      for (const { name, work } of KINDS) {
        progress(name);
        await work(maker, next());
        const times: number[] = [];
        for (let n = 0; n < rounds * PER_ROUND; n += 1) {
          const began = performance.now();
          await work(maker, next());
          times.push(performance.now() - began);
        }
        rows.push([
          name,
          round(median(times)),
          round(percentile(times, 0.99)),
          Math.round(1000 / median(times)),
        ]);
      }
      return {
        figures: [
          { name: 'longest wait of the main thread meanwhile', value: lag.stop(), unit: 'ms' },
          {
            name: 'memory of the process with its threads',
            value: usageOf(process.pid)?.rssMb ?? Number.NaN,
            unit: 'MB',
          },
        ],
        tables: [{ columns: ['document', 'p50 ms', 'p99 ms', 'a second'], rows }],
        notes: [`${rounds * PER_ROUND} of each, one after another, each with other content`],
      };
    } finally {
      lag.stop();
      await Promise.all([drawing.close(), reading.close()]);
    }
  },
};

function paper(turn: number): PdfRequest {
  return {
    title: `Счёт № ${turn}`,
    author: 'ООО «Смарт Запад»',
    date: new Date('2026-11-01T00:00:00Z'),
    language: 'ru',
    content: [
      { text: `Счёт за октябрь 2026 № ${turn}` },
      ...Array.from({ length: 14 }, (_, line) => ({
        text: `${line + 1}. Содержание жилого помещения — ${line * 100},${turn % 100} ₽`,
      })),
      { svg: qrSvg(PAYMENT, 130) },
    ],
    footer: { left: 'Домовой', page: '{page} из {pages}' },
  };
}

function picture(turn: number) {
  const bars = Array.from({ length: 12 }, (_, at) => ({
    label: `Услуга ${at + 1}`,
    value: ((at * 37 + turn) % 100) - 50,
    text: `${at * 100} ₽`,
  }));
  return { svg: barsSvg({ title: `Почему счёт изменился, ${turn}`, bars }), width: 1080 };
}

const samples = new Map<string, Uint8Array>();
function sample(name: string): Uint8Array {
  const known =
    samples.get(name) ?? new Uint8Array(readFileSync(join(projectRoot(), 'tests/fixtures/bills', name)));
  samples.set(name, known);
  return known;
}

/** The longest time, ms, that nothing else could have run in this thread. */
function watchLoop(): { stop(): number } {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - TICK_MS);
    last = now;
  }, TICK_MS);
  return {
    stop() {
      clearInterval(timer);
      return longest;
    },
  };
}

const TICK_MS = 2;
