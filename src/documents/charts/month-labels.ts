import type { Translator } from '../../texts/texts.ts';

/** `окт` under a column, and the year where it begins: in January, and at the first column when that is no December. */
export function monthLabels(
  periods: readonly string[],
  tr: Translator,
): readonly { readonly label: string; readonly under?: string }[] {
  return periods.map((period, index) => {
    const [year = '', month = ''] = period.split('-');
    const label = tr.plainOr(`chart-month-${month}`, {}, 'chart-month-01');
    // Two years side by side would run into one another.
    const named = month === '01' || (index === 0 && month !== '12');
    return named ? { label, under: year } : { label };
  });
}
