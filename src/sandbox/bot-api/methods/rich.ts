import type { Message, RichBlock, RichBlockTableCell } from '@grammyjs/types';
import type { MethodCall } from '../call.ts';
import { deliver, readOutgoing } from '../deliver.ts';
import { isObject, type JsonObject } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { messageBase } from './send.ts';

/** Of the Bot API. */
const MAX_CHARACTERS = 32_768;
const MAX_BLOCKS = 500;
const MAX_COLUMNS = 20;

/** A rich message given by blocks: headings, paragraphs, footers and tables of plain text; the rest is not served here. */
export function sendRichMessage(call: MethodCall): Message.RichMessageMessage {
  const given = call.params.json('rich_message', 'rich message');
  if (!isObject(given)) throw badRequest('rich message must be non-empty');
  const { blocks } = given;
  if (!Array.isArray(blocks))
    throw badRequest('only rich messages given by blocks are served by the local Bot API server');
  if (blocks.length === 0) throw badRequest('rich message must be non-empty');
  if (blocks.length > MAX_BLOCKS) throw badRequest('too many blocks in the rich message');
  const read = blocks.map(readBlock);
  if (read.reduce((sum, block) => sum + lengthOf(block), 0) > MAX_CHARACTERS) {
    throw badRequest('rich message is too long');
  }
  const outgoing = readOutgoing(call);
  return deliver(call, outgoing, { ...messageBase(call, outgoing), rich_message: { blocks: read } });
}

function readBlock(block: unknown): RichBlock {
  if (!isObject(block)) throw badRequest('Object expected as rich block');
  switch (block.type) {
    case 'heading':
      return {
        type: 'heading',
        text: readText(block.text),
        size: block.size === 1 || block.size === 2 ? block.size : 3,
      };
    case 'paragraph':
      return { type: 'paragraph', text: readText(block.text) };
    case 'footer':
      return { type: 'footer', text: readText(block.text) };
    case 'table':
      return readTable(block);
    default:
      throw badRequest(`rich block "${String(block.type)}" is not served by the local Bot API server`);
  }
}

function readTable(block: JsonObject): RichBlock {
  const { cells } = block;
  if (!Array.isArray(cells) || cells.length === 0) throw badRequest('table must have rows');
  const rows = cells.map((row: unknown) => {
    if (!Array.isArray(row) || row.length === 0) throw badRequest('table row must have cells');
    if (row.length > MAX_COLUMNS) throw badRequest('too many table columns');
    return row.map(readCell);
  });
  return {
    type: 'table',
    cells: rows,
    ...(block.is_bordered === true ? { is_bordered: true as const } : {}),
    ...(block.is_striped === true ? { is_striped: true as const } : {}),
  };
}

function readCell(cell: unknown): RichBlockTableCell {
  if (!isObject(cell)) throw badRequest('Object expected as table cell');
  const { align, valign } = cell;
  if (align !== 'left' && align !== 'center' && align !== 'right')
    throw badRequest('wrong table cell alignment');
  if (valign !== 'top' && valign !== 'middle' && valign !== 'bottom')
    throw badRequest('wrong table cell alignment');
  return {
    ...(cell.text === undefined ? {} : { text: readText(cell.text) }),
    ...(cell.is_header === true ? { is_header: true as const } : {}),
    align,
    valign,
  };
}

function readText(text: unknown): string {
  if (typeof text !== 'string')
    throw badRequest('only plain rich text is served by the local Bot API server');
  return text;
}

/** Characters of a block. */
function lengthOf(block: RichBlock): number {
  return richRows(block).flat().join('').length;
}

/** A block as rows of plain cells; a block without cells is one row of one. */
export function richRows(block: RichBlock): string[][] {
  if (block.type === 'table')
    return block.cells.map((row) => row.map(({ text }) => (typeof text === 'string' ? text : '')));
  return 'text' in block && typeof block.text === 'string' ? [[block.text]] : [];
}
