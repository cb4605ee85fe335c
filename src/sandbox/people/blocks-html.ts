import type { RichBlock } from '@grammyjs/types';
import { richRows } from '../bot-api/methods/rich.ts';
import { escapeHtml } from './entity-html.ts';

/** A rich message as safe HTML for the page: headings, paragraphs and tables of plain text. */
export function blocksHtml(blocks: readonly RichBlock[]): string {
  return blocks.map(blockHtml).join('');
}

/** The same without marks: rows as lines, cells apart by bars. */
export function blocksText(blocks: readonly RichBlock[]): string {
  return blocks.flatMap((block) => richRows(block).map((row) => row.join(' | '))).join('\n');
}

function blockHtml(block: RichBlock): string {
  if (block.type === 'table') {
    const rows = block.cells.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`);
    return `<table>${rows.join('')}</table>`;
  }
  const text = escapeHtml(richRows(block).flat().join(''));
  if (block.type === 'heading') return `<b>${text}</b><br>`;
  return block.type === 'footer' ? `<i>${text}</i>` : `${text}<br>`;
}

type Cell = Extract<RichBlock, { type: 'table' }>['cells'][number][number];

function cellHtml({ text, is_header, align }: Cell): string {
  const tag = is_header === true ? 'th' : 'td';
  return `<${tag} class="${align}">${escapeHtml(typeof text === 'string' ? text : '')}</${tag}>`;
}
