import type { MessageEntity } from '@grammyjs/types';

/** Text with its marks as HTML that is safe to show: everything else is escaped. */
export function entityHtml(text: string, entities: MessageEntity[]): string {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const edges = new Set<number>([0, text.length]);
  for (const { offset, length } of sorted) edges.add(offset).add(offset + length);
  const points = [...edges].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  let html = '';
  let open: MessageEntity[] = [];
  for (const [index, at] of points.entries()) {
    // Marks may cross: close down to the one that ends here and open the others again.
    const ending = open.findIndex(({ offset, length }) => offset + length <= at);
    if (ending >= 0) {
      const again = open.slice(ending).filter(({ offset, length }) => offset + length > at);
      for (const entity of open.slice(ending).reverse()) html += tagsOf(entity, text).close;
      open = [...open.slice(0, ending), ...again];
      for (const entity of again) html += tagsOf(entity, text).open;
    }
    for (const entity of sorted) {
      if (entity.offset !== at || entity.length === 0) continue;
      html += tagsOf(entity, text).open;
      open.push(entity);
    }
    const next = points[index + 1];
    if (next === undefined) break;
    const isPre = open.some(({ type }) => type === 'pre');
    const piece = escapeHtml(text.slice(at, next));
    html += isPre ? piece : piece.replaceAll('\n', '<br>');
  }
  return html;
}

const PLAIN_TAGS: Record<string, string> = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
};

function tagsOf(entity: MessageEntity, text: string): { open: string; close: string } {
  const tag = PLAIN_TAGS[entity.type];
  if (tag !== undefined) return { open: `<${tag}>`, close: `</${tag}>` };
  const part = text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case 'expandable_blockquote':
      return { open: '<blockquote class="expandable">', close: '</blockquote>' };
    case 'spoiler':
      return { open: '<span class="spoiler">', close: '</span>' };
    case 'text_link':
      return link(entity.url);
    case 'url':
      return link(/^[a-z]+:\/\//i.test(part) ? part : `https://${part}`);
    case 'email':
      return link(`mailto:${part}`);
    case 'phone_number':
      return link(`tel:${part.replaceAll(/[^+\d]/g, '')}`);
    case 'mention':
      return link(`https://t.me/${part.slice(1)}`);
    case 'bot_command':
      return { open: `<a class="command" data-command="${escapeHtml(part)}">`, close: '</a>' };
    default:
      return { open: '', close: '' };
  }
}

function link(url: string): { open: string; close: string } {
  if (!/^(https?|tg|mailto|tel):/i.test(url)) return { open: '', close: '' };
  return {
    open: `<a href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer">`,
    close: '</a>',
  };
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
