const NAME = 'found';

/**
 * Marks what a search has found in the texts of a list, without touching the nodes.
 * @param {Element} list
 * @param {string} query Lower case; '' = nothing.
 */
export function markFound(list, query) {
  if (!('highlights' in CSS)) return;
  /** @type {AbstractRange[]} */
  const ranges = [];
  if (query !== '') {
    for (const block of list.querySelectorAll('.text')) collectRanges(block, query, ranges);
  }
  // Other columns have marks of their own.
  for (const range of CSS.highlights.get(NAME) ?? []) {
    if (range.startContainer.isConnected && !list.contains(range.startContainer)) ranges.push(range);
  }
  if (ranges.length === 0) CSS.highlights.delete(NAME);
  else CSS.highlights.set(NAME, new Highlight(...ranges));
}

/**
 * @param {Element} block
 * @param {string} query
 * @param {AbstractRange[]} ranges
 */
function collectRanges(block, query, ranges) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? '').toLowerCase();
    for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + query.length, node.textContent?.length ?? 0));
      ranges.push(range);
    }
  }
}
