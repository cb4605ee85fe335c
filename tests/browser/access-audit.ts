import type { Page } from 'playwright-core';

/**
 * Runs in the page: what has no name for a screen reader, is too pale to read (WCAG AA, where the ground is one colour)
 * or too small to hit (24 px). One line per finding.
 */
const AUDIT = `(() => {
  const found = new Set();
  const seen = (node) => node.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const nameOf = (node) =>
    [node.getAttribute('aria-label'), node.title, node.labels?.[0]?.textContent, node.textContent]
      .map((text) => (text ?? '').trim())
      .find((text) => text !== '') ?? '';
  const words = (node) => node.tagName + '.' + node.className + ' «' + nameOf(node).slice(0, 40) + '»';

  const controls = 'button, a[href], input, select, textarea, iframe, dialog, [role=button], [role=tab], [role=region]';
  for (const node of document.querySelectorAll(controls))
    if (seen(node) && nameOf(node) === '') found.add('no name: ' + words(node));
  for (const node of document.images) if (!node.hasAttribute('alt')) found.add('no alt: ' + words(node));
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.add('twice the same id: ' + id);

  for (const node of document.querySelectorAll('button, a[href]')) {
    const { width, height } = node.getBoundingClientRect();
    const isInText = node.closest('.text') !== null || node.classList.contains('skip');
    if (seen(node) && !isInText && Math.min(width, height) < 24) found.add('too small: ' + words(node));
  }

  const numbers = (color) => (/^rgb/.test(color) ? color.match(/[\\d.]+/g).map(Number) : null);
  const light = (channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const luminance = ([red, green, blue]) => 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue);
  /** The colour under a node; null where it is a picture or shines through. */
  const groundOf = (node) => {
    for (let at = node; at !== null; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      const color = numbers(backgroundColor);
      if (backgroundImage !== 'none' || color === null) return null;
      const alpha = color[3] ?? 1;
      if (alpha === 1) return color;
      if (alpha > 0) return null;
    }
    return null;
  };
  for (const node of document.querySelectorAll('body *')) {
    const hasText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '');
    if (!hasText || !seen(node) || node.closest('[disabled], [aria-hidden=true], .unseen') !== null) continue;
    const { color, fontSize } = getComputedStyle(node);
    const [text, ground] = [numbers(color), groundOf(node)];
    if (text === null || ground === null || (text[3] ?? 1) < 1) continue;
    const [dark, bright] = [luminance(text), luminance(ground)].sort((a, b) => a - b);
    const contrast = (bright + 0.05) / (dark + 0.05);
    if (contrast < (parseFloat(fontSize) >= 24 ? 3 : 4.5)) found.add('pale (' + contrast.toFixed(2) + '): ' + words(node));
  }
  return [...found];
})()`;

/** What a person with other eyes or hands would stumble on; nothing, when all is well. */
export async function accessProblems(page: Page): Promise<string[]> {
  const found: unknown = await page.evaluate(AUDIT);
  if (!Array.isArray(found)) throw new Error('the audit has not run');
  return found.map(String);
}
