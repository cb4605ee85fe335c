import { type Html, joinHtml } from '../../texts/html.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ImportPlan } from './import-plan.ts';
import { type AnyPlan, isPlanApplicable } from './plan-file.ts';
import { problemSentence } from './problem-sentence.ts';
import type { RowsPlan } from './rows/rows-plan.ts';

/** Rows of errors shown in a message; the rest stands in the error file. */
const SHOWN_PROBLEMS = 5;
const SHOWN_PROVIDERS = 10;
const SHOWN_COLUMNS = 8;

/** The dry run in words, for the chat and the terminal alike. */
export function planReport(plan: AnyPlan, tr: Translator, zone: string): Html {
  if (plan.kind !== 'bills') return rowsReport(plan, tr);
  const blocks = [
    titleBlock(plan, tr),
    sumsBlock(plan, tr, zone),
    ...changesBlock(plan, tr),
    ...unknownBlock(plan, tr),
    ...movedBlock(plan, tr),
    ...columnsBlock(plan, tr),
    ...problemsBlock(plan, tr),
  ];
  if (plan.publishedBatchId !== null) {
    blocks.push(tr.html('imports-plan-already', { batch: String(plan.publishedBatchId) }));
  }
  return joinHtml(blocks, '\n\n');
}

/** A file of rows: what it is about, how many are new, changed, the same; what is left out and why. */
function rowsReport(plan: RowsPlan, tr: Translator): Html {
  const { counts, providers } = plan;
  const kind = plan.kind.replace('_', '-');
  const blocks = [
    joinHtml([
      titleBlock(plan, tr),
      tr.html('imports-plan-kind', { kind: tr.plainOr(`imports-kind-${kind}`, {}, 'imports-kind-bills') }),
    ]),
    joinHtml(
      providers
        .slice(0, SHOWN_PROVIDERS)
        .map(({ name, rows, sum }) =>
          sum === null
            ? tr.html('imports-rows-provider', { name, rows })
            : tr.html('imports-rows-provider-sum', { name, rows, sum: tr.money(sum) }),
        ),
    ),
    tr.html('imports-rows-changes', {
      new: String(counts.created),
      changed: String(counts.changed),
      same: String(counts.same),
    }),
    ...(counts.matched === 0 ? [] : [tr.html('imports-rows-matched', { count: String(counts.matched) })]),
    ...movedBlock(plan, tr),
    ...columnsBlock(plan, tr),
    ...problemsBlock(plan, tr),
  ];
  if (plan.publishedBatchId !== null) {
    blocks.push(tr.html('imports-plan-already', { batch: String(plan.publishedBatchId) }));
  }
  return joinHtml(blocks, '\n\n');
}

function titleBlock({ fileName, parsed }: AnyPlan, tr: Translator): Html {
  return joinHtml([
    tr.html('imports-plan-title', { file: fileName }),
    parsed.sheet === null
      ? tr.html('imports-plan-format', {
          format: tr.plainOr(`imports-format-${parsed.format}`, {}, 'imports-format-table'),
          encoding: parsed.encoding,
        })
      : tr.html('imports-plan-workbook', { sheet: parsed.sheet }),
  ]);
}

function sumsBlock({ providers, parsed, asOf }: ImportPlan, tr: Translator, zone: string): Html {
  const rest = providers.length - SHOWN_PROVIDERS;
  return joinHtml([
    ...providers
      .slice(0, SHOWN_PROVIDERS)
      .map(({ name, bills, sum }) => tr.html('imports-plan-provider', { name, bills, sum: tr.money(sum) })),
    ...(rest > 0 ? [tr.html('imports-plan-more', { count: rest })] : []),
    tr.html('imports-plan-lines', { lines: String(parsed.totals.lines) }),
    ...(asOf === null ? [] : [tr.html('imports-plan-as-of', { date: tr.date(asOf, zone) })]),
  ]);
}

function changesBlock({ bills, counts }: ImportPlan, tr: Translator): Html[] {
  if (bills.length === 0) return [];
  return [
    tr.html('imports-plan-changes', {
      new: String(counts.newBills),
      changed: String(counts.changedBills),
      same: String(counts.sameBills),
    }),
  ];
}

function unknownBlock({ counts, unknownSample }: ImportPlan, tr: Translator): Html[] {
  if (counts.unknownAccounts === 0) return [];
  const shown = unknownSample.slice(0, SHOWN_PROBLEMS);
  const rest = counts.unknownAccounts - shown.length;
  return [
    joinHtml([
      tr.html('imports-plan-unknown', { count: counts.unknownAccounts }),
      ...shown.map(({ number, provider }) => tr.html('imports-plan-unknown-row', { number, provider })),
      ...(rest > 0 ? [tr.html('imports-plan-more', { count: rest })] : []),
    ]),
  ];
}

/** Numbers alone: who the old and the new payer are stands in the file. */
function movedBlock({ moved }: AnyPlan, tr: Translator): Html[] {
  if (moved.count === 0) return [];
  const numbers = `${moved.sample.join(', ')}${moved.count > moved.sample.length ? '…' : ''}`;
  return [tr.html('imports-plan-moved', { count: moved.count, numbers })];
}

function columnsBlock({ parsed }: AnyPlan, tr: Translator): Html[] {
  const { unknownColumns } = parsed;
  if (unknownColumns.length === 0) return [];
  const shown = unknownColumns.slice(0, SHOWN_COLUMNS).join(', ');
  const columns = unknownColumns.length > SHOWN_COLUMNS ? `${shown}…` : shown;
  return [tr.html('imports-plan-columns', { columns })];
}

function problemsBlock(plan: AnyPlan, tr: Translator): Html[] {
  const { warnings, warningCount, errors } = plan;
  const blocks: Html[] = [];
  if (warningCount > 0) {
    const title = tr.html('imports-plan-warnings', { count: warningCount });
    blocks.push(problemList(title, warnings, warningCount, tr));
  }
  if (errors.length > 0) {
    const title = tr.html('imports-plan-errors', { count: errors.length });
    blocks.push(
      problemList(title, errors, errors.length, tr),
      tr.html(isPartial(plan) ? 'imports-rows-left-out' : 'imports-plan-nothing-changed'),
    );
  }
  return blocks;
}

/** Rows without errors may go in without the others; a bill never goes in by halves. */
function isPartial(plan: AnyPlan): boolean {
  return plan.kind !== 'bills' && isPlanApplicable(plan);
}

function problemList(title: Html, problems: ImportPlan['errors'], total: number, tr: Translator): Html {
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  const rest = total - shown.length;
  return joinHtml([
    title,
    ...shown.map((problem) =>
      tr.html('imports-plan-problem', { row: String(problem.row), problem: problemSentence(problem, tr) }),
    ),
    ...(rest > 0 ? [tr.html('imports-plan-more', { count: rest })] : []),
  ]);
}
